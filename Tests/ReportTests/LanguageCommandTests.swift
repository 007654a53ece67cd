import Foundation
import TestSupport
import Testing

/// What authors and continuous integration ask of the command line.
@Suite struct LanguageCommandTests {
  private static let wrong = "`{value prediction.labl}`\n"

  @Test func `problems are printed as JSON or as annotations where that is asked for`() throws {
    try Workplace.use { work in
      try work.folder.write(Self.wrong, to: "a.md")
      let build = ["build", "a.md", "--reviews", "picks.txt", "--diagnostics"]
      var program = Program(folder: work.folder.path)
      #expect(
        try program.run(build + ["json"])
          == .failed(
            2,
            #"{"column":9,"file":"a.md","hint":"did you mean 'prediction.label'?","line":1,"message":"there is no value 'prediction.labl'","severity":"error"}"#
          ))
      let annotation =
        "::error file=a.md,line=1,col=9,title=report::there is no value 'prediction.labl'%0Ahint: did you mean 'prediction.label'?"
      program.environment["GITHUB_WORKSPACE"] = .some(nil)
      #expect(try program.run(build + ["github"]) == .failed(2, annotation))
      program.environment["GITHUB_ACTIONS"] = "true"
      #expect(try program.run(build + ["auto"]) == .failed(2, annotation))
      program.environment["GITHUB_ACTIONS"] = .some(nil)
      #expect(
        try program.run(build + ["auto"])
          == .failed(
            2,
            """
            a.md:1:9: error: there is no value 'prediction.labl'
              1 | `{value prediction.labl}`
                |         ^
              hint: did you mean 'prediction.label'?
            """))
      #expect(
        try program.run(build + ["json", "--jobs", "0"])
          == .failed(
            2, #"{"message":"--jobs must be from 1 to 1024","severity":"error"}"#)
      )
    }
  }

  @Test func `options of the command line reach the chunks, and the page says so`() throws {
    try Workplace.use { work in
      try work.writeModel()
      try work.folder.write(
        "---\ntitle: A\noptions: {rows: 3}\n---\n\n```{compare}\n```\n\n```{provenance}\n```\n",
        to: "a.md")
      func rows(_ options: String...) throws -> (page: String, outcome: Program.Outcome) {
        let outcome = try Program(folder: work.folder.path).run(
          ["build", "a.md", "--reviews", "picks.txt", "--model", "model", "--quiet"] + options)
        return (work.folder.read("public/a.html") ?? "", outcome)
      }
      #expect(try rows().page.contains("<dt>Options</dt><dd>rows 3</dd>"))
      let changed = try rows("-P", "rows=1", "-P", "review=review-2").page
      #expect(changed.contains("<dt>Options</dt><dd>rows 1, review review-2</dd>"))
      #expect(changed != (try rows().page))
      #expect(
        try rows("-P", "rwos=1", "-P", "rows").outcome
          == .failed(2, "-P: error: 'rows' is not an option\n  hint: use -P name=value"))
      #expect(
        try rows("-P", "rwos=1").outcome
          == .failed(
            2,
            "-P: error: no chunk in these documents has the option 'rwos'\n  hint: did you mean 'rows'?"
          ))
    }
  }

  @Test func `in a draft a false claim and what is odd are warnings`() throws {
    try Workplace.use { work in
      try work.writeModel()
      try work.folder.write(
        """
        ---
        title: A
        toc: true
        ---

        ## One {#sec-one}

        A <b>bold</b> word of `{ref sec-one}`.

        ```{check}
        claim: all of reviews review.words > 3
        ```

        """, to: "a.md")
      let arguments = [
        "build", "a.md", "--reviews", "picks.txt", "--model", "model", "--quiet", "--methods",
        "saliency",
      ]
      let program = Program(folder: work.folder.path)
      let text = """
        a.md:8:3: warning: raw HTML is not supported
          8 | A <b>bold</b> word of `{ref sec-one}`.
            |   ^
          hint: write Markdown, or put it in backticks to show it as code
        a.md:11:8: SEVERITY: the claim 'all of reviews review.words > 3' does not hold on a.html
          11 | claim: all of reviews review.words > 3
             |        ^
          hint: 1 of 2 reviews, worst in review-2: review.words is 3
        """
      #expect(
        try program.run(arguments)
          == .failed(1, text.replacing("SEVERITY", with: "error")))
      #expect(
        try program.run(arguments + ["--checks", "warn"])
          == .failed(0, text.replacing("SEVERITY", with: "warning")))
      let page = try #require(work.folder.read("public/a.html"))
      #expect(
        page.contains("1 of 2 reviews, worst in <a href=\"reviews/review-2.html\">review-2</a>"))
      #expect(page.contains("<nav class=\"toc\" aria-label=\"Contents\">"))
      #expect(page.contains("A bold word of <a href=\"#sec-one\">One</a>."))
      let cases = try #require(work.folder.read("public/junit.xml"))
      #expect(cases.contains("file=\"a.md\" line=\"11\""))
      #expect(cases.contains("worst in review-2"))
    }
  }

  @Test func `the language is described by what checks it`() throws {
    try Workplace.use { work in
      let list = try work.report("chunks")
      #expect(list.status == 0)
      for verb in ["tokens", "check", "include", "math", "`{value …}`", "`{ref …}`"] {
        #expect(list.output.contains("\n\(verb)\n  ") || list.output.hasPrefix("\(verb)\n  "))
      }
      let compare = try work.report("chunks", "compare")
      #expect(compare.output.contains("\n  rows=14  (from 1 to 100000)\n"))
      #expect(compare.output.contains("\n  caption=  ("))
      #expect(compare.output.contains("\nExample\n  ```{compare "))
      #expect(try work.report("chunks", "value").output.contains("\n  prediction.label  "))
      #expect(list.output.contains("\nIn headings\n\n`{when=…}`\n  "))
      let condition = try work.report("chunks", "when").output
      #expect(condition.contains("\n  collapse.collapses  "))
      #expect(!condition.contains("collapse.gini"))
      #expect(try work.report("chunks", "formats").output.contains("\n  logit "))
      let expressions = try work.report("chunks", "expressions").output
      #expect(
        expressions.contains("\n  share(CONDITION)  ") && expressions.contains("\n  claim: share("))
      #expect(
        try work.report("chunks", "reviews.count").output.contains(
          "Allowed in\n  documents with the scope 'report'"))
      #expect(
        try work.report("chunks", "tokenz")
          == .failed(
            2, "error: there is no chunk or value 'tokenz'\n  hint: did you mean 'tokens'?"))
    }
  }
}
