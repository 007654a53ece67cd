import Classifier
import Foundation
import TestSupport
import Testing

/// `report preview` as an author sees it: by its pages, its lines in the terminal, and what it leaves.
@Suite struct PreviewCommandTests {
  private static let document = "# A claim\n\nThe model: `{value model.sha256}`.\n"

  /// Starts a preview of a document and two reviews by the small model, and ends it in any case.
  private func preview(
    _ options: [String] = [],
    _ test: (TemporaryFolder, RunningProgram, ServedSite) async throws -> Void
  ) async throws {
    try await TemporaryFolder.useWaiting { folder in
      for file in TinyClassifier.model.files() {
        try folder.write(file.bytes, to: "model/\(file.name)")
      }
      try folder.write("{#good} A good film.\n{#bad} A bad film.\n", to: "picks.txt")
      try folder.write(Self.document, to: "claim.md")
      try folder.write("", to: "temporary/file")
      let arguments =
        ["preview", "claim.md", "--reviews", "picks.txt", "--model", "model", "--port", "0"]
        + Workplace.fewMethods
      let program = try RunningProgram(
        arguments + options, in: folder.path, temporary: folder["temporary"])
      defer { program.kill() }
      let address = try await program.firstLine()
      #expect(address.wholeMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+\//) != nil)
      let site = ServedSite(address: address)
      try await site.afterFirstBuild()
      try await test(folder, program, site)
    }
  }

  @Test func `a change is built and shown, and Ctrl-C ends the preview and leaves nothing`()
    async throws
  {
    try await preview { folder, program, site in
      #expect(try await site.get("reviews/good.html").text.contains("good"))
      try await site.afterBuild { try folder.write(Self.document + "\nMore.\n", to: "claim.md") }
      #expect(try await site.get("claim.html").text.contains("<p>More.</p>"))
      try await site.afterBuild {
        try folder.write("{#good} A good film.\n{#bad} A boring film.\n", to: "picks.txt")
      }
      #expect(try await site.get("reviews/bad.html").text.contains("boring"))
      #expect(try program.end(by: SIGINT) == 0)
      let lines = try program.errors().replacing(/[0-9]+ ms/, with: "0 ms")
      #expect(
        lines == """
          all: 5 pages, 2 of 2 reviews analysed, 0 ms
          claim.md: 5 pages, 0 of 2 reviews analysed, 0 ms
          picks.txt: 5 pages, 1 of 2 reviews analysed, 0 ms

          """)
      #expect(folder.entries.filter { $0.hasPrefix("temporary/") } == ["temporary/file"])
      #expect(folder.entries.filter { $0.hasSuffix(".html") } == [])
    }
  }

  @Test func `a request that no browser sends is refused, and the next one is answered`()
    async throws
  {
    try await preview { _, program, site in
      for length in [9_000, 100_000] {
        let path = String(repeating: "a", count: length)
        let status = try await site.get(path).status
        #expect(status == 431)
      }
      let status = try await site.get("").status
      #expect(status == 200)
      #expect(try program.end(by: SIGINT) == 0)
    }
  }

  @Test func `a broken document is shown whole above the last good page until it is mended`()
    async throws
  {
    try await preview { folder, program, site in
      try await site.afterBuild {
        try folder.write(Self.document + "\n`{value predction.label}` & more\n", to: "claim.md")
      }
      let problem = """
        claim.md:5:9: error: there is no value 'predction.label'
          5 | `{value predction.label}` & more
            |         ^
          hint: did you mean 'prediction.label'?
        """
      let page = try await site.get("claim.html").text
      let shown = problem.replacing("&", with: "&amp;").replacing("'", with: "&#39;")
      #expect(page.contains(">\(shown)</pre>"))
      #expect(page.contains("<p>The model: "))
      #expect(try await site.get("reviews/good.html").text.contains("role=\"alert\""))
      try await site.afterBuild { try folder.write(Self.document, to: "claim.md") }
      #expect(try await !site.get("claim.html").text.contains("role=\"alert\""))
      #expect(try program.end(by: SIGTERM) == 0)
      let lines = try program.errors().replacing(/[0-9]+ ms/, with: "0 ms")
      #expect(
        lines == """
          all: 5 pages, 2 of 2 reviews analysed, 0 ms
          \(problem)
          claim.md: 1 problem, nothing built
          claim.md: 5 pages, 0 of 2 reviews analysed, 0 ms

          """)
    }
  }

  @Test func `a preview begins with a broken document, and a false claim is a warning`()
    async throws
  {
    try await preview(["--quiet", "--templates", "nowhere"]) { folder, program, site in
      let problem = "nowhere: error: no templates in this folder"
      let page = try await site.get("")
      #expect(page.status == 503)
      #expect(page.text.contains("The report could not be built:"))
      #expect(page.text.contains(problem))
      try await site.afterBuild {
        try folder.write("```{check}\nclaim: review.words > 99\n```\n", to: "claim.md")
        try folder.write("", to: "nowhere/report.css")
      }
      #expect(try await site.get("").status == 200)
      #expect(try program.end(by: SIGINT) == 0)
      #expect(try program.errors().contains("claim.md:2:8: warning: "))
    }
  }

  @Test func `the site stays in an output folder and is the one that build writes`() async throws {
    try await preview(["--output", "site"]) { folder, program, site in
      try await site.afterBuild { try folder.write(Self.document + "\nMore.\n", to: "claim.md") }
      #expect(try program.end(by: SIGINT) == 0)
      let arguments = ["build", "claim.md", "--reviews", "picks.txt", "--model", "model"]
      let built = try Program(folder: folder.path).run(arguments + Workplace.fewMethods)
      #expect(built.status == 0)
      let work = Workplace(folder: folder)
      let previewed = work.tree("site/").map { ($0.key.dropFirst("site/".count), $0.value) }
      let expected = work.tree("public/").map { ($0.key.dropFirst("public/".count), $0.value) }
      #expect(!expected.isEmpty)
      #expect(
        Dictionary(uniqueKeysWithValues: previewed) == Dictionary(uniqueKeysWithValues: expected))
    }
  }

  @Test func `a port that is taken is reported with another one`() async throws {
    try await preview { folder, program, site in
      let port = try #require(Int(site.address.split(separator: ":")[2].dropLast()))
      let outcome = try Program(folder: folder.path).run([
        "preview", "--reviews", "picks.txt", "--port", "\(port)",
      ])
      #expect(
        outcome
          == .failed(
            2,
            """
            --port: error: port \(port) is in use
              hint: use --port \(port + 1), or --port 0 for a free port
            """))
      #expect(try await site.get("", host: "example.com").status == 403)
      #expect(try program.end(by: SIGINT) == 0)
    }
  }

  @Test func `what no change of a file can mend ends the preview`() throws {
    try Workplace.use { work throws in
      #expect(
        try work.report("preview", "--reviews", "-")
          == .failed(
            2,
            """
            --reviews: error: cannot watch standard input
              hint: write the reviews to a file
            """))
      #expect(
        try work.report("preview", "--reviews", "picks.txt", "--methods", "salienc")
          == .failed(
            2,
            """
            --methods: error: there is no method 'salienc'
              hint: did you mean 'saliency'?
            """))
    }
  }

  @Test
  func `a program that crashed is started again at the next build, and ends with the preview`()
    async throws
  {
    try await TemporaryFolder.useWaiting { folder in
      let example = try Guide.examples(in: "AnyProgram").first { $0.language == "shell" }
      try folder.write(try #require(example).text, to: "model.sh")
      // It can't say anything about dull films as long as there is no file 'learnt'.
      try folder.write(
        """
        echo $$ >> started
        head -n 1 model.sh > hello.sh; . ./hello.sh
        tail -n +2 model.sh | sed 's/while IFS= read -r line; do/&\\
          case "$line" in *dull*) test -e learnt || exit 3;; esac/' > loop.sh
        . ./loop.sh

        """, to: "run.sh")
      try folder.write("{#good} A good film.\n", to: "picks.txt")
      try folder.write(Self.document, to: "claim.md")
      try folder.write("", to: "temporary/file")
      let program = try RunningProgram(
        [
          "preview", "claim.md", "--reviews", "picks.txt", "--port", "0", "--predictor",
          "sh run.sh", "--no-predictor-cache", "--methods", "occlusion",
        ], in: folder.path, temporary: folder["temporary"])
      defer { program.kill() }
      let site = ServedSite(address: try await program.firstLine())
      try await site.afterFirstBuild()
      #expect(try await site.get("reviews/good.html").text.contains("Occlusion"))
      try await site.afterBuild { try folder.write(Self.document + "\nMore.\n", to: "claim.md") }
      #expect(folder.read("started")?.split(separator: "\n").count == 1)
      try await site.afterBuild {
        try folder.write("{#good} A good film.\n{#dull} A dull film.\n", to: "picks.txt")
      }
      #expect(try program.errors().contains("exited with status 3 in batch"))
      try folder.write("", to: "learnt")
      try await site.afterBuild {
        try folder.write("{#good} A good film.\n{#dull} A dull, dull film.\n", to: "picks.txt")
      }
      #expect(try await site.get("reviews/dull.html").text.contains("Occlusion"))
      #expect(try #require(folder.read("started")).split(separator: "\n").count > 2)
      #expect(try program.end(by: SIGINT) == 0)
      #expect(folder.entries.filter { $0.hasPrefix("temporary/") } == ["temporary/file"])
      let last = try #require(
        folder.read("started")?.split(separator: "\n").last.flatMap { Int32($0) })
      // It was ended; the machine may need a moment to see to it.
      for _ in 0..<30_000 where kill(last, 0) == 0 { try await Task.sleep(for: .milliseconds(10)) }
      #expect(kill(last, 0) == -1)
    }
  }
}
