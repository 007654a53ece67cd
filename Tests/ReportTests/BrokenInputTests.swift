import Foundation
import TestSupport
import Testing

/// Documents and picks that are wrong, each beside the whole text that the program prints about it.
@Suite struct BrokenInputTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Broken").path

  /// The inputs: `good.txt` is what the documents are about.
  private static let inputs = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { !$0.hasSuffix(".expected") && $0 != "parts" && $0 != "good.txt" }.sorted()

  @Test func `there are many, and each has its text`() {
    #expect(Self.inputs.count >= 60)
  }

  @Test(arguments: inputs)
  func `what is wrong is said with its place, and nothing is written`(input: String) throws {
    try TemporaryFolder.use { folder in
      let isDocument = input.hasSuffix(".md")
      let stem = isDocument ? String(input.dropLast(3)) : input.replacing(".", with: "-")
      let expected = try String(
        contentsOf: URL(filePath: "\(Self.folder)/\(stem).expected"), encoding: .utf8)
      let outcome = try Program(folder: Self.folder).run(
        ["build"] + (isDocument ? [input, "--reviews", "good.txt"] : ["--reviews", input])
          + ["--output", folder["site"], "--methods", "saliency"])
      #expect(outcome.status == 2 && outcome.output.isEmpty)
      // How many values there are is not part of what is wrong.
      let count = #/lists (?:all|the) \d+/#
      #expect(
        outcome.error.replacing(count, with: "lists all")
          == expected.replacing(count, with: "lists all"))
      #expect(folder.entries.isEmpty)
    }
  }
}
