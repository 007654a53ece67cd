import TestSupport
import Testing

/// `report init`: a project that builds at once, and that never costs anybody a file.
@Suite struct InitCommandTests {
  @Test func `a new project builds, and its claims hold`() throws {
    try Workplace.use { work in
      let outcome = try work.report("init", "project", "--templates")
      #expect(outcome.status == 0)
      #expect(outcome.error.isEmpty)
      #expect(
        outcome.output == """
          wrote  picks.txt
          wrote  report.md
          wrote  README.md
          wrote  .gitignore
          wrote  templates/review.md
          wrote  templates/index.md
          wrote  templates/page.mustache
          wrote  templates/report.css
          next:  cd 'project' && report build report.md --templates templates

          """)
      let there = Program(folder: work.folder["project"])
      let plain = try there.run(["build", "report.md", "--output", "plain"])
      #expect(plain.status == 0)
      #expect(plain.error.isEmpty)
      let styled = ["build", "report.md", "--templates", "templates", "--output", "styled"]
      #expect(try there.run(styled).status == 0)
      #expect(work.folder.read("project/plain/junit.xml")?.contains("failures=\"0\"") == true)
      // Copied templates are the embedded ones.
      #expect(
        work.folder.read("project/plain/report.html")
          == work.folder.read("project/styled/report.html"))
      // Comments are for the author alone.
      #expect(work.folder.read("project/plain/report.html")?.contains("comment") == false)
      #expect(
        work.folder.read("project/README.md")?
          .contains("    report build report.md --templates templates\n") == true)
    }
  }

  @Test(arguments: [
    ("github", ".github/workflows/report.yml"), ("gitlab", ".gitlab-ci.yml"),
    ("jenkins", "Jenkinsfile"),
  ])
  func `a CI file builds twice, keeps going on a false claim and attaches what was built`(
    system: String, path: String
  ) throws {
    try Workplace.use { work in
      #expect(try work.report("init", ".", "--ci", system).status == 0)
      let file = try #require(work.folder.read(path))
      for part in [
        "report build report.md --single-file report.html", "--junit junit.xml",
        "--summary", "report build report.md --output public", "|| status=$?", "exit \"$status\"",
        "libcmark-gfm-dev libcmark-gfm-extensions-dev libhdf5-dev libssl-dev libzip-dev zlib1g-dev",
        "https://example.com/",
      ] {
        #expect(file.contains(part))
      }
    }
  }

  @Test func `what is there already is kept and listed`() throws {
    try Workplace.use { work in
      try work.folder.write("mine", to: "report.md")
      let picks = work.folder.read("picks.txt")
      let outcome = try work.report("init")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          wrote  README.md
          wrote  .gitignore
          kept   picks.txt, which already exists
          kept   report.md, which already exists
          next:  report build report.md

          """)
      #expect(work.folder.read("report.md") == "mine")
      #expect(work.folder.read("picks.txt") == picks)
    }
  }

  @Test func `a file is no folder for a project, and an unknown CI system is wrong input`() throws {
    try Workplace.use { work in
      #expect(
        try work.report("init", "picks.txt")
          == .failed(
            3,
            """
            error: cannot write 'picks.txt/picks.txt': a file is in the way
              hint: existing files are unchanged
            """))
      let outcome = try work.report("init", "--ci", "circle")
      #expect(outcome.status == 2)
      #expect(outcome.error.hasPrefix("Error: The value 'circle' is invalid for '--ci <ci>'."))
      #expect(work.folder.entries == ["picks.txt"])
    }
  }
}
