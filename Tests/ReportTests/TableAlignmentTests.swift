import Classifier
import Foundation
import SourceText
import TestSupport
import Testing

/// Tables in the terminal, with names and words of scripts whose letters are wide or have no width.
@Suite struct TableAlignmentTests {
  private static let classes = ["良い", "e\u{301}gal", "👎🏽 bad"]
  private static let review = "映画 was good, 面白い film; 👩‍👩‍👧 not boring, cafe\u{301} ｱﾆﾒ bad"

  private func use(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      let model = try Model(
        sequential: TinyClassifier.threeClasses.sequential, text: TinyClassifier.threeClasses.text,
        classes: Self.classes.map { Label($0) })
      try work.writeModel(of: model)
      try work.folder.write(Self.review + "\n", to: "review.txt")
      try work.folder.write(
        "text,label\n" + Self.classes.map { "\"\(Self.review)\",\($0)\n" }.joined(), to: "data.csv")
      try work.folder.write(
        "text,label\n\"\(Self.review)\",positive\nbad film,negative\n", to: "binary.csv")
      try test(work)
    }
  }

  /// Expects that all lines of a table end at the same display column: the last column is aligned to the right, or its cells
  /// are one character wide.
  private func expectAligned(
    _ heading: String, in outcome: Program.Outcome, naming names: [String],
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == 0, "\(outcome.error)", sourceLocation: sourceLocation)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    let table = lines.drop { !$0.drop { $0 == " " }.hasPrefix(heading) }
      .prefix { !$0.isEmpty && !$0.hasPrefix("Contributions") }
    // The last rows of the table of `explain` have empty cells.
    let rows = table.filter { !["sum", "baseline"].contains($0.prefix { $0 != " " }) }
    #expect(rows.count > 1, "\(outcome.output)", sourceLocation: sourceLocation)
    #expect(
      Set(rows.map(\.displayWidth)).count == 1, "\(table.joined(separator: "\n"))",
      sourceLocation: sourceLocation)
    for name in names {
      #expect(table.contains { $0.contains(name) }, "\(name)", sourceLocation: sourceLocation)
    }
    #expect(!lines.contains { $0.hasSuffix(" ") }, sourceLocation: sourceLocation)
  }

  @Test func `explain aligns words and classes`() throws {
    try use { work in
      let outcome = try work.report("explain", Self.review, "--model", "model", "--rows", "20")
      expectAligned("Word", in: outcome, naming: ["面白い", "👩‍👩‍👧"])
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
