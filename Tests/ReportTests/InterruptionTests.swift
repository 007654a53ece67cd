import Foundation
import TestSupport
import Testing

/// Ctrl-C, and the signal by which other programs ask this one to end.
///
/// A signal may come before anybody listens; then it ends the program as ever, and the same holds.
@Suite struct InterruptionTests {
  /// Starts a command in a folder with reviews, ends it by a signal, and shows what is there then.
  private func interrupt(
    _ arguments: [String], by number: Int32, when sign: ([String]) -> Bool
  ) throws -> (status: Int32?, entries: [String]) {
    try TemporaryFolder.use { folder in
      let lines = (1...2000).map { "A good, warm film with \($0) words that are not bad.\n" }
      try folder.write(lines.joined(), to: "picks.txt")
      // A program that knows the first review and is lost in thought about the second.
      let example = try Guide.examples(in: "AnyProgram").first { $0.language == "shell" }
      try folder.write(try #require(example).text, to: "model.sh")
      try folder.write(
        """
        while IFS= read -r line; do
          case $line in *forever*) exec sleep 1000 ;; *) printf '%s\\n' "$line" ;; esac
        done | sh model.sh
        """, to: "thinker.sh")
      try folder.write("A good film.\nIt goes on forever.\n", to: "two.txt")
      for number in 0..<40 {
        try folder.write(lines[number], to: "data/train/pos/\(number)_9.txt")
        try folder.write(lines[number], to: "data/train/neg/\(number)_1.txt")
      }
      try folder.write("", to: "temporary/file")
      let program = try RunningProgram(
        arguments, in: folder.path, temporary: folder["temporary"])
      defer { program.kill() }
      let files = FileManager.default
      while !program.hasEnded, !sign(try files.contentsOfDirectory(atPath: folder.path)) {
        Thread.sleep(forTimeInterval: 0.01)
      }
      let status = try program.end(by: number)
      let given = [
        "data", "error", "model.sh", "output", "picks.txt", "temporary", "thinker.sh", "two.txt",
      ]
      let entries = try files.contentsOfDirectory(atPath: folder.path)
      return (status, entries.filter { !given.contains($0) })
    }
  }

  @Test(arguments: [SIGINT, SIGTERM], [true, false])
  func `a build that is interrupted leaves nothing beside its output`(
    number: Int32, isSingle: Bool
  ) throws {
    let output = isSingle ? ["--single-file", "report.html"] : ["--output", "public"]
    let found = try interrupt(
      [
        "build", "--reviews", "two.txt", "--predictor", "sh thinker.sh",
        "--no-predictor-cache", "--predictor-timeout", "86400",
      ] + output, by: number
    ) { entries in
      isSingle || entries.contains { $0.hasPrefix(".public.report-") }
    }
    #expect(found.status == nil)
    #expect(found.entries == [])
  }

  @Test(arguments: [
    ["attribute", "--reviews", "picks.txt", "--jobs", "8"],
    ["train", "--data", "data", "--output", "model", "--epochs", "1000"],
    ["diagnose", "--reviews", "picks.txt"],
  ])
  func `the first Ctrl-C ends a command that has every thread at work`(arguments: [String]) throws {
    let found = try interrupt(arguments, by: SIGINT) { _ in true }
    #expect(found.status == nil)
    #expect(found.entries == [])
  }

  @Test func `a preview whose program never answers ends at the first Ctrl-C`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      let example = try Guide.examples(in: "AnyProgram").first { $0.language == "shell" }
      try folder.write(try #require(example).text, to: "model.sh")
      try folder.write("head -n 1 model.sh > m; . ./m; exec sleep 1000\n", to: "deaf.sh")
      try folder.write("A good film.\n", to: "picks.txt")
      try folder.write("", to: "temporary/file")
      let program = try RunningProgram(
        [
          "preview", "--reviews", "picks.txt", "--port", "0", "--predictor", "sh deaf.sh",
          "--no-predictor-cache", "--predictor-timeout", "86400",
        ], in: folder.path, temporary: folder["temporary"])
      defer { program.kill() }
      let site = ServedSite(address: try await program.firstLine())
      let page = try await site.get("")
      #expect(page.status == 503 && page.text.contains("The first build is in progress"))
      #expect(try program.end(by: SIGINT) == 0)
      #expect(folder.entries.filter { $0.hasPrefix("temporary/") } == ["temporary/file"])
    }
  }
}
