import TestSupport
import Testing

/// Exit statuses and the command line.
@Suite struct UsageTests {
  @Test func `help and version are no errors`() throws {
    try Workplace.use { work in
      for argument in ["--help", "--version"] {
        let outcome = try work.report(argument)
        #expect(outcome.status == 0)
        #expect(!outcome.output.isEmpty)
        #expect(outcome.error.isEmpty)
      }
    }
  }

  @Test func `a command line that makes no sense is wrong input`() throws {
    try Workplace.use { work in
      let wrong = [
        (["frob"], "Error: Unexpected argument 'frob'\n"),
        (["build"], "--reviews: error: no reviews given\n"),
        (
          ["attribute", "--reviews", "picks.txt", "--jobs", "0"],
          "Error: --jobs must be from 1 to 1024\n"
        ),
        (["explain", "Good.", "--seed=-1"], "Error: --seed must be at least 0\n"),
      ]
      for (arguments, message) in wrong {
        let outcome = try Program(folder: work.folder.path).run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.hasPrefix(message))
      }
      #expect(work.folder.entries == ["picks.txt"])
    }
  }

  @Test func `an option may be out of range for the model alone`() throws {
    try Workplace.use { work in
      for command in [["explain", "Good."], ["attribute", "--reviews", "picks.txt"]] {
        let outcome = try Program(folder: work.folder.path).run(
          command + ["--methods", "saliency,layer-conductance:unit=16"])
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(
          outcome.error == """
            --methods: error: unit 16 is out of range for a layer of 16 units
              hint: use an index from 0 to 15

            """)
      }
    }
  }

  @Test func `a document may name the reviews and the methods of its report`() throws {
    try Workplace.use { work in
      let document = """
        ---
        title: Mine
        reviews: ../picks.txt
        methods: [occlusion]
        ---

        ```{compare}
        ```
        """
      try work.folder.write(document, to: "documents/mine.md")
      #expect(try work.report("build", "documents/mine.md").status == 0)
      let page = try #require(work.folder.read("public/mine.html"))
      #expect(page.contains("Occlusion") && !page.contains("Saliency"))
      let wrong = document.replacing("occlusion", with: "oclusion")
      try work.folder.write(wrong, to: "documents/mine.md")
      #expect(
        try work.report("build", "documents/mine.md")
          == .failed(
            2,
            """
            documents/mine.md:4:11: error: there is no method 'oclusion'
              4 | methods: [oclusion]
                |           ^
              hint: did you mean 'occlusion'?
            """))
    }
  }

  @Test func `misspelt methods and options have a hint`() throws {
    try Workplace.use { work in
      #expect(
        try work.report("methods", "saliencyy")
          == .failed(2, "error: there is no method 'saliencyy'\n  hint: did you mean 'saliency'?"))
      let outcome = try work.report("explain", "Good.", "--methods", "occlusoin,saliency:nrom=l1")
      #expect(outcome.status == 2)
      #expect(outcome.error.contains("'occlusoin'"))
      #expect(outcome.error.contains("did you mean 'occlusion'?"))
      #expect(outcome.error.contains("'nrom'"))
      #expect(outcome.error.contains("did you mean 'norm'?"))
    }
  }

  @Test func `a claim that does not hold is status 1, and everything is written`() throws {
    try Workplace.use { work in
      try work.folder.write(
        """
        ---
        title: Claims
        scope: report
        ---

        ```{check #chk-two}
        claim: reviews.count == 2
        ```

        ```{check #chk-three}
        claim: reviews.count == 3
        ```

        """, to: "claims.md")
      try work.writeModel()
      let outcome = try work.report(
        "build", "claims.md", "--reviews", "picks.txt", "--model", "model", "--methods",
        "integrated-gradients,saliency")
      #expect(outcome.status == 1)
      #expect(outcome.error.contains("claims.md:11"))
      #expect(outcome.error.split(separator: "\n").filter { $0.contains("error: ") }.count == 1)
      #expect(work.folder.read("public/claims.html")?.contains("<title>Claims") == true)
      #expect(work.folder.read("public/junit.xml")?.contains("failures=\"1\"") == true)
    }
  }

  @Test func `the date of a site comes from SOURCE_DATE_EPOCH alone`() throws {
    try Workplace.use { work in
      try work.writeModel()
      var program = Program(folder: work.folder.path)
      let arguments = ["build", "--reviews", "picks.txt", "--model", "model"]
      program.environment["SOURCE_DATE_EPOCH"] = "yesterday"
      #expect(
        try program.run(arguments)
          == .failed(
            2,
            """
            SOURCE_DATE_EPOCH: error: 'yesterday' is not a number of seconds
              hint: use whole seconds since 1970 in UTC
            """))
      program.environment["SOURCE_DATE_EPOCH"] = "86400"
      #expect(try program.run(arguments + ["--quiet"]).status == 0)
      #expect(
        work.tree("public/reviews/good.html").values.contains { html in
          String(decoding: html, as: UTF8.self).contains("1970")
        })
    }
  }
}
