import Foundation
import TestSupport
import Testing

/// Reports in other forms than a site.
@Suite struct FormatTests {
  /// Reviews and a document that try to break out of what they are written in.
  private static let hostile = #"""
    {#praise label=positive} A wonderful film & a <b>great</b> cast, @critic, see #12 and https://example.org/.
    {#script label=negative} <script>alert("x")</script></style> is not | a `plot` *at all* [x](javascript:x) $x$
    {#lines} One good line.
    """#

  private static let document = """
    ---
    title: A | title
    ---

    ## Words {#sec-words}

    See `{ref fig-a}`, `{ref sec-words}`, [the list](index.md) and a note.[^n]

    [^n]: The **note** itself.

    ```{scores #fig-a method=integrated-gradients}
    ```

    ```{tokens review=script}
    ```

    ```{check #chk-a}
    claim: review.words > 1000
    says: It is long.
    ```

    ```{math #eq-a}
    a_t < b
    ```
    """

  /// Runs `report build` on hostile input.
  private func build(_ work: Workplace, _ options: String...) throws -> Program.Outcome {
    try work.folder.write(Self.hostile, to: "hostile.txt")
    try work.folder.write(Self.document, to: "words.md")
    return try Program(folder: work.folder.path, environment: ["SOURCE_DATE_EPOCH": "86400"]).run(
      ["build", "words.md", "--reviews", "hostile.txt"] + Workplace.fewMethods + options)
  }

  private static let failure = """
    words.md:18:8: error: the claim 'review.words > 1000' does not hold on words.html
      hint: review.words is 15

    """

  @Test func `a single file holds every page and asks for nothing`() throws {
    try Workplace.use { work in
      let outcome = try build(work, "--single-file", "report.html")
      #expect(outcome.status == 1)
      #expect(outcome.output == "6 pages on 3 reviews: open report.html\n")
      #expect(outcome.withoutExcerpts.error == Self.failure)
      let page = try #require(work.folder.read("report.html"))
      let ids = page.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
      #expect(Set(ids).count == ids.count)
      for section in ["index", "reviews.praise", "reviews.script", "reviews.lines", "words"] {
        #expect(ids.contains(section))
      }
      for match in page.matches(of: /\shref="([^"]*)"/) {
        let isThere = match.1.hasPrefix("#") && ids.contains(String(match.1.dropFirst()))
        #expect(isThere || match.1.hasPrefix("https://"), "\(match.1)")
      }
      for match in page.matches(of: /\s(?:aria-labelledby|aria-describedby|for)="([^"]*)"/) {
        for id in match.1.split(separator: " ") { #expect(ids.contains(String(id))) }
      }
      #expect(!page.contains("src=") && !page.contains("<link") && !page.contains("<script"))
      #expect(!page.contains("style=") && !page.contains("@import") && !page.contains("url("))
      #expect(page.matches(of: /<\/style>/).count == 1)
      #expect(page.contains("1970-01-02"))
      // Buttons of one name would be one choice.
      let names = page.matches(of: /name="([a-z.-]*by[a-z-]*)"/).map { String($0.1) }
      #expect(Set(names).count == 4)
      #expect(work.folder.entries == ["hostile.txt", "picks.txt", "report.html", "words.md"])
    }
  }

  @Test func `Markdown goes to standard output, without HTML and with its signs`() throws {
    try Workplace.use { work in
      let outcome = try build(work, "--markdown", "-")
      #expect(outcome.status == 1)
      #expect(outcome.withoutExcerpts.error == Self.failure)
      let text = outcome.output
      #expect(text.hasPrefix("# Which words decide?\n"))
      #expect(text.contains("## Review 1 of 3: Praise\n"))
      #expect(text.contains("[Praise](#review-1-of-3-praise)"))
      #expect(text.contains("## A \\| title\n"))
      #expect(text.contains("**wonderful**") && text.contains("*script*") && !text.contains("~~"))
      #expect(text.contains("@\u{2060}") && text.contains("#\u{2060}12") && text.contains("\\://"))
      #expect(text.contains("```math\na_t < b \\tag{1}\n```"))
      #expect(text.contains("[^words-1]: The **note** itself."))
      #expect(text.contains("**Claim 1 does not hold.** `review.words > 1000`, measured 15"))
      #expect(text.firstMatch(of: /[^\\]<[a-zA-Z\/]/) == nil)
      #expect(
        try build(work, "--markdown", "out/r.md", "--jobs", "3").status == 1)
      #expect(work.folder.read("out/r.md") == text)
    }
  }

  @Test func `Markdown within a limit loses whole sections`() throws {
    try Workplace.use { work in
      let whole = try build(work, "--markdown", "-").output
      let part = try build(work, "--markdown", "-", "--summary-limit", "9000").output
      #expect(part.utf8.count <= 9000)
      let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(whole.hasPrefix(lines.dropLast(3).joined(separator: "\n")))
      #expect(
        part.hasSuffix(" of 3 pages of reviews; this output is limited to 9000 bytes.*\n"))
    }
  }

  @Test func `JSON holds the lines of attribute, the totals and the claims`() throws {
    try Workplace.use { work in
      let outcome = try build(work, "--json", "-")
      #expect(outcome.status == 1)
      let lines = try Program(folder: work.folder.path).run(
        ["attribute", "--reviews", "hostile.txt"] + Workplace.fewMethods
      ).output.split(separator: "\n")
      #expect(
        outcome.output.contains("\"reviews\":[\n" + lines.joined(separator: ",\n") + "\n]}\n"))
      let data = Data(outcome.output.utf8)
      let report = try JSONDecoder().decode(Report.self, from: data)
      #expect(report.totals.reviews == 3)
      #expect(report.provenance.date == "1970-01-02")
      #expect(report.claims.map(\.holds) == [false])
      #expect(report.claims.map(\.line) == [18])
      #expect(report.claims.map(\.file) == ["words.md"])
    }
  }

  private struct Report: Decodable {
    struct Totals: Decodable { let reviews: Int }
    struct Provenance: Decodable { let date: String }
    struct Claim: Decodable {
      let holds: Bool
      let line: Int
      let file: String
    }
    let totals: Totals
    let provenance: Provenance
    let claims: [Claim]
  }

  @Test func `every form is the same for any number of jobs`() throws {
    try Workplace.use { work in
      for form in ["--single-file", "--markdown", "--json"] {
        for jobs in ["1", "4"] {
          let arguments = [
            "build", "--reviews", "picks.txt", form, jobs, "--jobs", jobs, "--quiet",
          ]
          let outcome = try Program(folder: work.folder.path).run(
            arguments + Workplace.fewMethods)
          #expect(outcome.status == 0)
        }
        #expect(work.folder.read("1") == work.folder.read("4"))
      }
    }
  }

  @Test func `one run writes every form with the bytes of a run of its own`() throws {
    try Workplace.use { work in
      let files = ["--single-file": "a.html", "--markdown": "a.md", "--json": "a.json"]
      for (option, file) in files { #expect(try build(work, option, file).status == 1) }
      #expect(try build(work, "--output", "alone").status == 1)
      let all = try build(
        work, "--output", "site", "--single-file", "b.html", "--markdown", "b.md", "--json",
        "b.json")
      #expect(all.status == 1)
      #expect(all.output == "6 pages on 3 reviews: open site/index.html\n")
      for name in ["html", "md", "json"] {
        #expect(work.folder.read("a.\(name)") == work.folder.read("b.\(name)"), "\(name)")
      }
      let (site, alone) = (work.tree("site/"), work.tree("alone/"))
      #expect(site.count == alone.count && site.count > 5)
      for (path, bytes) in site {
        #expect(alone["alone/" + path.trimmingPrefix("site/")] == bytes, "\(path)")
      }
    }
  }

  @Test func `a report that cannot be written leaves all others as they were`() throws {
    try Workplace.use { work in
      #expect(try build(work, "--output", "site", "--json", "b.json").status == 1)
      let before = work.tree()
      try work.folder.write("See [nothing](nowhere.html).\n", to: "broken.md")
      let outcome = try Program(folder: work.folder.path).run(
        ["build", "broken.md", "--reviews", "picks.txt", "--output", "site", "--json", "b.json"]
          + Workplace.fewMethods)
      #expect(outcome.status == 2)
      #expect(work.tree().filter { $0.key != "broken.md" } == before)
    }
  }

  @Test func `the summary is added, the claims are written, and both are those of the site`() throws
  {
    try Workplace.use { work in
      try work.folder.write("before", to: "step.md")
      let options = ["--summary", "step.md", "--junit", "ci/junit.xml", "--quiet"]
      for _ in 0..<2 {
        #expect(
          try Program(folder: work.folder.path).run(
            ["build", "--reviews", "picks.txt"] + Workplace.fewMethods + options
          ).status == 0)
      }
      let summary = try #require(work.folder.read("public/summary.md"))
      #expect(work.folder.read("step.md") == "before\n\n\(summary)\n\n\(summary)")
      #expect(work.folder.read("ci/junit.xml") == work.folder.read("public/junit.xml"))
    }
  }

  @Test func `a summary keeps within what is left of its limit`() throws {
    try Workplace.use { work in
      let reviews = (1...300).map { "A good film, number \($0)." }.joined(separator: "\n")
      try work.folder.write(reviews, to: "many.txt")
      try work.writeModel()
      func build(_ limit: String) throws -> Program.Outcome {
        try work.report(
          "build", "--reviews", "many.txt", "--json", "r.json", "--quiet",
          "--methods", "saliency", "--model", "model", "--summary", "step.md", "--summary-limit",
          limit)
      }
      #expect(try build("1000000").status == 0)
      let whole = try #require(work.folder.read("step.md"))
      #expect(whole.contains("## Reviews, 201–300 of 300\n"))
      try work.folder.write("", to: "step.md")
      #expect(try build("13000").status == 0)
      let part = try #require(work.folder.read("step.md"))
      #expect(part.utf8.count <= 13_000)
      #expect(part.contains("## Reviews, 1–100 of 300\n") && part.contains("Omitted: "))
      #expect(
        part.split(separator: "\n").filter { $0.hasPrefix("| ") }.allSatisfy { $0.hasSuffix(" |") })
      try work.folder.write(String(repeating: "x", count: 1500), to: "step.md")
      #expect(
        try build("1500").error
          == "warning: the summary is omitted: 'step.md' already has 1500 of 1500 bytes\n")
      #expect(work.folder.read("step.md")?.utf8.count == 1500)
    }
  }

  @Test func `no output takes the place of an input or of another output`() throws {
    try Workplace.use { work in
      try work.folder.write("# T", to: "t.md")
      let before = work.tree()
      let wrong: [([String], String)] = [
        (
          ["--json", "picks.txt"],
          "error: cannot write 'picks.txt': it is an input\n  hint: choose another file"
        ),
        (
          ["--single-file", "./t.md"],
          "error: cannot write './t.md': it is an input\n  hint: choose another file"
        ),
        (
          ["--summary", "t.md"],
          "error: cannot write 't.md': it is an input\n  hint: choose another file"
        ),
        (
          ["--junit", "a", "--summary", "./a"],
          "error: cannot write './a': the claims are written there\n  hint: choose another file"
        ),
        (
          ["--single-file", "a", "--junit", "a"],
          "error: cannot write 'a': the report is written there\n  hint: choose another file"
        ),
        (
          ["--json", "-", "--markdown", "-"],
          "error: two reports go to standard output\n  hint: write one of them to a file"
        ),
        (["--junit", "."], "error: '.' is a folder, not a file\n  hint: use the path of a file"),
        (
          ["--junit", "public/claims.xml"],
          "error: 'public/claims.xml' is in the output folder, which is replaced as a whole\n  hint: choose another folder; the site has a junit.xml and a summary.md of its own"
        ),
      ]
      for (options, message) in wrong {
        let outcome = try Program(folder: work.folder.path).run(
          ["build", "t.md", "--reviews", "picks.txt"] + options)
        #expect(outcome == .failed(2, message))
      }
      #expect(work.tree() == before)
      for options in [
        ["--format", "json"], ["--single-file"], ["--summary-limit", "9"],
      ] {
        let outcome = try Program(folder: work.folder.path).run(
          ["build", "--reviews", "picks.txt"] + options)
        #expect(outcome.status == 2)
      }
    }
  }

  @Test func `a file below a file can't be written, which is the machine's fault`() throws {
    try Workplace.use { work in
      let outcome = try work.report(
        "build", "--reviews", "picks.txt", "--single-file", "picks.txt/r.html")
      #expect(
        outcome
          == .failed(
            3,
            "error: cannot write 'picks.txt/r.html': a file is in the way\n  hint: existing files are unchanged"
          ))
      #expect(work.folder.entries == ["picks.txt"])
    }
  }
}
