import Foundation
import TestSupport
import Testing

/// The file of a fastText model in the place of a model folder.
@Suite struct FastTextCommandTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ClassifierTests/Fixtures/fasttext").path

  @Test(arguments: ["words.bin", "both.bin", "tree-both.bin", "pruned.ftz"])
  func `a file stands wherever a model folder does`(file: String) throws {
    try Workplace.use { work in
      let program = Program(folder: work.folder.path)
      try work.folder.write("good film. nobody\n", to: "lines.txt")
      for command in [
        ["attribute", "--reviews", "lines.txt"], ["explain", "A good film."],
        ["diagnose", "--methods", "saliency,expected-gradients"],
      ] {
        let outcome = try program.run(command + ["--model", "\(Self.fixtures)/\(file)"])
        #expect(outcome.status == 0 && outcome.error.isEmpty, "\(command) \(outcome.error)")
      }
    }
  }

  @Test func `importing and exporting again changes nothing`() throws {
    try Workplace.use { work in
      let outcome = try work.report(
        "import", "\(Self.fixtures)/pruned.ftz", "--output", "first")
      #expect(outcome.status == 0 && outcome.output.hasPrefix("first: fasttext, SHA-256 "))
      #expect(try work.report("export", "second", "--model", "first").status == 0)
      for file in ["config.json", "vocabulary.txt", "weights.safetensors", "card.md"] {
        #expect(
          FileManager.default.contents(atPath: work.folder["first/\(file)"])
            == FileManager.default.contents(atPath: work.folder["second/\(file)"]))
      }
    }
  }

  @Test(arguments: [
    ("words.bin", ""),
    (
      "bigrams.bin",
      "The model also reads runs of 2 words. A word’s score includes an even share of each run that it is part of."
    ),
    (
      "parts.bin",
      "The model also reads parts of words of 2 to 4 characters. A word’s score includes that of its parts."
    ),
    (
      "both.bin",
      "The model also reads parts of words of 1 to 3 characters and runs of 2 to 3 words. "
        + "A word’s score includes that of its parts and an even share of each run that it is part of."
    ),
  ])
  func `it is said how n-grams are folded on their words`(file: String, note: String) throws {
    try Workplace.use { work in
      let outcome = try work.report(
        "explain", "A good film.", "--model", "\(Self.fixtures)/\(file)")
      #expect(outcome.output.contains(note.isEmpty ? "Contributions in" : "\n\(note)\n"))
      #expect(outcome.output.contains("A word’s score includes") == !note.isEmpty)
    }
  }
}
