import Classifier
import Foundation
import SourceText
import TestSupport
import Testing

/// Tables in the terminal, with names and words of scripts whose letters are wide or have no width.
@Suite struct TableAlignmentTests {
  private static let classes = ["良い", "e\u{301}gal", "👎🏽 bad"]
  /// As many words as the model reads.
  private static let review = "映画 was good, 面白い 👩‍👩‍👧; cafe\u{301} bad"

  private func use(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      let model = try Model(
        sequential: TinyClassifier.threeClasses.sequential, text: TinyClassifier.threeClasses.text,
        classes: Self.classes.map { Label($0) })
      try work.writeModel(of: model)
      let binary = TinyClassifier.model
      let last = Dense(
        name: "密な層😀", kernel: TinyClassifier.table(rows: 4, columns: 1, salt: 2),
        bias: TinyClassifier.table(rows: 1, columns: 1, salt: 0), activation: .sigmoid)
      let layers = binary.sequential.layers.dropLast() + [last]
      let renamed = try Model(
        sequential: Sequential(
          name: "tiny", embedding: binary.sequential.embedding, layers: Array(layers)),
        text: binary.text)
      try work.writeModel(of: renamed, to: "layers")
      try work.folder.write(Self.review + "\n", to: "review.txt")
      try work.folder.write(
        "text,label\n" + Self.classes.map { "\"\(Self.review)\",\($0)\n" }.joined(), to: "data.csv")
      try work.folder.write(
        "text,label\n\"\(Self.review)\",positive\nbad film,negative\n", to: "binary.csv")
      try test(work)
    }
  }

  /// Expects that the cells of one column end at the same display column: those of the last column, which is aligned to the
  /// right, or those before it.
  private func expectAligned(
    _ heading: String, in outcome: Program.Outcome, naming names: [String],
    beforeLast: Bool = false,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == 0, "\(outcome.error)", sourceLocation: sourceLocation)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    let table = lines.drop { !$0.drop { $0 == " " }.hasPrefix(heading) }
      .prefix { !$0.isEmpty && !$0.hasPrefix("Contributions") }
    // The last rows of the table of `explain` have empty cells.
    let rows = table.filter { !["start", "sum", "baseline"].contains($0.prefix { $0 != " " }) }
    #expect(rows.count > 1, "\(outcome.output)", sourceLocation: sourceLocation)
    let ends = rows.map { row in
      (beforeLast ? row.range(of: "  ", options: .backwards).map { row[..<$0.lowerBound] } : row)?
        .displayWidth
    }
    #expect(
      Set(ends).count == 1, "\(table.joined(separator: "\n"))",
      sourceLocation: sourceLocation)
    for name in names {
      #expect(table.contains { $0.contains(name) }, "\(name)", sourceLocation: sourceLocation)
    }
    #expect(!lines.contains { $0.hasSuffix(" ") }, sourceLocation: sourceLocation)
  }

  @Test func `explain aligns words and classes`() throws {
    try use { work in
      let outcome = try work.report("explain", Self.review, "--model", "model", "--rows", "20")
      expectAligned("Word", in: outcome, naming: ["映画", "面白い", "👩‍👩‍👧", "cafe\u{301}"])
      expectAligned("👎🏽 bad  ", in: outcome, naming: Self.classes)
    }
  }

  @Test func `evaluate aligns classes`() throws {
    try use { work in
      let outcome = try work.report("evaluate", "--data", "data.csv", "--model", "model")
      expectAligned("class ", in: outcome, naming: Self.classes)
      expectAligned("label \\ verdict", in: outcome, naming: Self.classes)
    }
  }

  @Test func `diagnose and the sanity checks align layers`() throws {
    try use { work in
      let model = ["--model", "layers"]
      let program = Program(folder: work.folder.path)
      expectAligned(
        "layer ", in: try program.run(["diagnose", "--reviews", "review.txt"] + model),
        naming: ["密な層😀"])
      let sanity = ["--sanity", "--methods", "input-x-gradient", "--epochs", "0", "--seeds", "2"]
      expectAligned(
        "randomized layers",
        in: try program.run(["evaluate", "--data", "binary.csv"] + sanity + model),
        naming: ["密な層😀"], beforeLast: true)
    }
  }

  @Test func `diff aligns words`() throws {
    try use { work in
      // Words with as many characters as those in their places, so that offsets stay right.
      let words = [("boring", "温かくて面白"), ("film", "映画👍🏽")]
      for (name, text) in [("old", "A boring film, not bad"), ("new", "A film, good and bad")] {
        try work.folder.write("{#a} \(text)\n", to: "\(name).txt")
        let run = try work.report(
          "attribute", "--reviews", "\(name).txt", "--model", "layers", "--methods",
          "integrated-gradients")
        let lines = words.reduce(run.output) { $0.replacing($1.0, with: $1.1) }
        try work.folder.write(lines, to: "\(name).jsonl")
      }
      let outcome = try work.report("diff", "old.jsonl", "new.jsonl", "--words", "20")
      expectAligned("Word ", in: outcome, naming: ["温かくて面白", "映画👍🏽"])
    }
  }

  @Test(.enabled(if: Program.hasTerminal), arguments: [30, 50, 80])
  func `explain fits its table to the columns of the terminal`(columns: Int) throws {
    try use { work in
      var program = Program(folder: work.folder.path)
      program.environment = ["COLUMNS": "\(columns)", "NO_COLOR": "1"]
      let arguments = ["explain", Self.review, "--model", "model", "--rows", "20"]
      let wide = try program.run(arguments).output
      #expect(
        wide.contains { $0.isNewline }
          && wide.split(separator: "\n").contains { $0.displayWidth > 80 })
      let fitted = try program.runOnTerminal(arguments).output.replacing("\r\n", with: "\n")
      let table = fitted.split(separator: "\n", omittingEmptySubsequences: false)
        .drop { !$0.contains("Integrated") }.prefix { !$0.hasPrefix("Contributions") }
      #expect(table.contains { $0.hasPrefix("面白い") })
      #expect(table.allSatisfy { $0.displayWidth <= columns }, "\(table.joined(separator: "\n"))")
    }
  }
}
