import Classifier
import Foundation
import SourceText
import TestSupport
import Testing

/// The tables of commands on a terminal that is narrower than they are.
@Suite struct TerminalWidthTests {
  private static let columns = [50, 80]

  private func use(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      let names = ["thoroughly disappointing films", "films of some merit", "面白い映画"]
      let classes = (0..<3).map { Label(names[$0]) }
      let tiny = TinyClassifier.threeClasses
      try work.writeModel(
        of: try Model(sequential: tiny.sequential, text: tiny.text, classes: classes))
      try work.writeModel(of: TinyClassifier.model, to: "binary")
      try work.folder.write("A good film.\nBad, bad, not good\n", to: "reviews.txt")
      try work.folder.write(
        "text,label\n" + names.map { "\"was good, bad\",\($0)\n" }.joined(), to: "data.csv")
      try work.folder.write(
        "text,label\na good film,positive\nbad film,negative\n", to: "binary.csv")
      try test(work)
    }
  }

  /// Expects that a command's tables are wider than the terminal in a pipe, and not on the terminal.
  private func expectFitted(
    to columns: Int, _ arguments: [String], in work: Workplace,
    isTable: (Substring) -> Bool = { _ in true },
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    var program = Program(folder: work.folder.path)
    program.environment = ["COLUMNS": "\(columns)", "NO_COLOR": "1"]
    func table(_ outcome: Program.Outcome) -> [Substring] {
      #expect(outcome.status == 0, "\(outcome.error)", sourceLocation: sourceLocation)
      // On the terminal, progress precedes the output and is erased.
      return outcome.output.replacing("\r\n", with: "\n").split(separator: "\n")
        .map { $0.trimmingPrefix(/.*\x1B\[K/) }
        .filter(isTable)
    }
    let wide = table(try program.run(arguments))
    let fitted = table(try program.runOnTerminal(arguments))
    #expect(wide.contains { $0.displayWidth > 50 }, sourceLocation: sourceLocation)
    #expect(
      fitted.allSatisfy { $0.displayWidth <= columns }, "\(fitted.joined(separator: "\n"))",
      sourceLocation: sourceLocation)
    #expect(fitted.count >= wide.count, sourceLocation: sourceLocation)
  }

  @Test(.enabled(if: Program.hasTerminal), arguments: columns)
  func `evaluate fits its tables to the columns of the terminal`(columns: Int) throws {
    try use { work in
      try expectFitted(
        to: columns, ["evaluate", "--data", "data.csv", "--model", "model"], in: work
      ) { !$0.hasPrefix("AUC") }
    }
  }

  @Test(.enabled(if: Program.hasTerminal), arguments: columns)
  func
    `the faithfulness study and the sanity checks fit their tables to the columns of the terminal`(
      columns: Int
    ) throws
  {
    try use { work in
      let data = ["evaluate", "--data", "binary.csv", "--model", "binary"]
      let methods = ["--methods", "input-x-gradient"]
      try expectFitted(to: columns, data + methods + ["--faithfulness"], in: work) { line in
        ["+", "=", "·", "−"].contains(line.suffix(1)) || line.contains(" … ")
      }
      try expectFitted(
        to: columns, data + methods + ["--sanity", "--epochs", "0", "--seeds", "2"], in: work
      ) { $0.hasPrefix("  ") }
    }
  }

  @Test(.enabled(if: Program.hasTerminal), arguments: columns)
  func `diagnose fits its tables to the columns of the terminal`(columns: Int) throws {
    try use { work in
      try expectFitted(
        to: columns, ["diagnose", "binary", "--reviews", "reviews.txt"], in: work
      ) { $0.hasPrefix("  ") }
    }
  }

  @Test(.enabled(if: Program.hasTerminal), arguments: columns)
  func `diff fits its tables to the columns of the terminal, but not in a file`(
    columns: Int
  ) throws {
    try use { work in
      for (model, file) in [("binary", "old.jsonl"), ("max", "new.jsonl")] {
        let run = try work.report("attribute", "--reviews", "reviews.txt", "--model", model)
        try work.folder.write(run.output, to: file)
      }
      let arguments = ["diff", "old.jsonl", "new.jsonl"]
      try expectFitted(to: columns, arguments, in: work) { $0.hasPrefix("  ") }
      var program = Program(folder: work.folder.path)
      program.environment = ["COLUMNS": "\(columns)"]
      let whole = try program.run(arguments).output
      _ = try program.runOnTerminal(arguments + ["--output", "diff.txt"])
      #expect(work.folder.read("diff.txt") == whole)
    }
  }
}
