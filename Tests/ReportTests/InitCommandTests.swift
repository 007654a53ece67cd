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
          wrote  templates/playground.md
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
  func `a CI file downloads this version of the program and builds once, for all outputs`(
    system: String, path: String
  ) throws {
    try Workplace.use { work in
      let outcome = try work.report("init", "here", "--ci", system)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("wrote  gate.md\n"))
      #expect(
        outcome.output.contains(
          "\nfirst: set the variable REPORT_RELEASES, which \(path) explains\nnext: "))
      let file = try #require(work.folder.read("here/\(path)"))
      let version = try #require(
        try work.report("--version").output.split(separator: "\n").first)
      #expect(file.split(separator: "report build report.md").count == 2)
      for part in [
        "report build report.md gate.md --output public --single-file report.html",
        "--junit junit.xml", "--summary", "--history runs.jsonl --run", "SHA256SUMS",
        "sha256sum --check", "REPORT_RELEASES is not set: ",
      ] {
        #expect(file.contains(part))
      }
      #expect(
        file.contains("REPORT_VERSION: \"\(version)\"\n")
          || file.contains("REPORT_VERSION = '\(version)'\n"))
      #expect(!file.contains("0.0.0"))

      #expect(
        try work.report("init", "styled", "--ci", system, "--templates").status == 0)
      #expect(
        work.folder.read("styled/\(path)")
          == file.replacing("build report.md", with: "build report.md --templates templates"))

      let there = try work.report(
        "init", "there", "--ci", system, "--releases", "https://10.0.0.5/a~b/")
      #expect(there.status == 0)
      #expect(!there.output.contains("REPORT_RELEASES"))
      let lines = try #require(work.folder.read("there/\(path)")).split(separator: "\n")
      let changed = zip(file.split(separator: "\n"), lines).filter { $0 != $1 }.map(\.1)
      #expect(changed.count == 1)
      #expect(
        changed.first?.contains(#/REPORT_RELEASES(:| =) ["']https://10\.0\.0\.5/a~b["']$/#)
          == true)
    }
  }

  @Test func `the gate of a CI file holds, and fails when a verdict becomes wrong`() throws {
    try Workplace.use { work in
      #expect(try work.report("init", "project", "--ci", "gitlab").status == 0)
      let gate = ["build", "gate.md", "--history", "runs.jsonl", "--output", "public"]
      let program = Program(folder: work.folder["project"])
      for _ in 1...2 {
        let outcome = try program.run(gate)
        #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
      }
      let kept = try #require(work.folder.read("project/runs.jsonl"))
      for label in ["accuracy", "calibration", "slices", "invariance"] {
        #expect(kept.contains("\"chk-\(label)\":"))
      }
      let picks = try #require(work.folder.read("project/picks.txt"))
      try work.folder.write(
        picks.replacing("{#slow label=negative}", with: "{#slow label=positive}"),
        to: "project/picks.txt")
      let worse = try program.run(gate)
      #expect(worse.status == 1 && worse.error.hasPrefix("gate.md:"), "\(worse.error)")
      #expect(worse.error.contains("confusion.accuracy >= history.last - 0.01"))
    }
  }

  @Test(arguments: [
    "https://github.com/owner/a.repo", "https://github.com/owner/a.repo.git",
    "https://github.com/owner/a.repo/releases",
    "https://github.com/owner/a.repo/releases/download/",
  ])
  func `the releases of a GitHub repository bring its action`(url: String) throws {
    try Workplace.use { work in
      let outcome = try work.report(
        "init", ".", "--ci", "github", "--releases", url, "--templates")
      #expect(outcome.status == 0)
      let version = try #require(
        try work.report("--version").output.split(separator: "\n").first)
      let file = try #require(work.folder.read(".github/workflows/report.yml"))
      #expect(file.contains("uses: owner/a.repo/.github/actions/report@v\(version)\n"))
      #expect(file.contains("          options: --templates templates\n"))
      #expect(file.contains("          documents: report.md gate.md\n"))
      #expect(!file.contains("OWNER"))
    }
  }

  @Test(arguments: [
    "", "https://", "ftp://example.com", "example.com/releases", "https://example.com/a b",
    "https://user:secret@example.com", "https://example.com/'", "https://example.com/\"",
    "https://example.com/$HOME", "https://example.com/?a=b", "https://example.com/\\",
    "https://example.com/\nb",
  ])
  func `an address that is not an http URL, or means something in a CI file, is wrong input`(
    url: String
  ) throws {
    try Workplace.use { work in
      let outcome = try work.report("init", "here", "--ci", "jenkins", "--releases", url)
      #expect(outcome.status == 2)
      #expect(outcome.error.hasPrefix("--releases: error: '"))
      #expect(outcome.error.contains("is not the URL of a folder with releases\n  hint: "))
      #expect(work.folder.read("here/Jenkinsfile") == nil)
    }
  }

  @Test func `an address without a CI system is wrong input`() throws {
    try Workplace.use { work in
      let outcome = try work.report("init", "here", "--releases", "https://example.com")
      #expect(
        outcome
          == .failed(
            2,
            """
            --releases: error: only a CI job downloads a release
              hint: add '--ci github', '--ci gitlab' or '--ci jenkins'
            """))
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
