import Classifier
import Foundation
import TestSupport
import Testing

/// `--part` and `report join`.
@Suite struct PartCommandTests {
  /// A run that is computed in one process and in several.
  struct Run: Sendable, CustomTestStringConvertible {
    let name: String
    let command: [String]

    init(_ command: String...) {
      name = command.joined(separator: " ")
      self.command = command
    }

    var testDescription: String { name }
  }

  static let runs = [
    Run("evaluate", "--model", "model", "--data", "two.csv"),
    Run("evaluate", "--model", "three", "--data", "three.csv", "--limit", "8"),
    Run(
      "evaluate", "--model", "model", "--data", "two.csv", "--labels", "positive=positive,negative="
    ),
    Run(
      "evaluate", "--faithfulness", "--model", "model", "--data", "two.csv", "--methods",
      "saliency,lime:samples=20,expected-gradients,random", "--background", "background.txt"),
    Run(
      "evaluate", "--faithfulness", "--model", "three", "--data", "three.csv", "--limit", "7",
      "--methods", "occlusion,smoothgrad:type=vargrad", "--metrics",
      "comprehensiveness,sensitivity-max,infidelity:samples=5", "--class", "mixed", "--against",
      "bad", "--target", "logit", "--seed", "9007199254740993", "--removal", "remove"),
    Run(
      "diagnose", "model", "--data", "two.csv", "--methods", "saliency,occlusion,lime:samples=20"),
    Run("diagnose", "three", "--data", "three.csv", "--limit", "5", "--methods", "saliency"),
  ]

  /// Lets a test use a folder with two models and their reviews, one of them without a word.
  static func use(_ test: (Workplace) throws -> Void) throws {
    try Workplace.use { work in
      try work.writeModel()
      try work.writeModel(of: TinyClassifier.threeClasses, to: "three")
      let texts = [
        "A good film", "!!!", "Great, great film", "not good, bad", "boring", "the bad film",
        "a great, not boring film", "bad bad bad", "good", "the film", "not great",
      ]
      func table(_ classes: [String]) -> String {
        "review,sentiment\n"
          + texts.enumerated().map { "\"\($1)\",\(classes[$0 % classes.count])\n" }.joined()
      }
      try work.folder.write(table(["positive", "negative"]), to: "two.csv")
      try work.folder.write(table(["good", "mixed", "bad"]), to: "three.csv")
      try work.folder.write("Great film.\nNot good, not bad.\nBoring.\n", to: "background.txt")
      try test(work)
    }
  }

  /// Computes all parts of a run into files, and returns their names in an order that is not theirs.
  static func computeParts(
    _ count: Int, of command: [String], in work: Workplace, to prefix: String = "part"
  ) throws -> [String] {
    let program = Program(folder: work.folder.path)
    let names = try (1...count).map { number in
      let name = "\(prefix)-\(number)-of-\(count).jsonl"
      let part = try program.run(command + ["--part", "\(number)/\(count)"])
      #expect(part.status == 0 && part.error == "", "\(part.error)")
      try work.folder.write(part.output, to: name)
      return name
    }
    // Each second one first, and those backwards.
    let indices =
      names.indices.filter { $0 % 2 == 1 }.reversed() + names.indices.filter { $0 % 2 == 0 }
    return indices.map { names[$0] }
  }

  /// Expects that the parts of a run are joined to the output and the warnings of the whole run.
  static func expectSame(
    _ command: [String], in work: Workplace, counts: [Int]
  ) throws {
    let program = Program(folder: work.folder.path)
    let forms = try [[], ["--json"]].map { ($0, try program.run(command + $0)) }
    for (_, whole) in forms { #expect(whole.status == 0, "\(whole.error)") }
    for count in counts {
      let parts = try computeParts(count, of: command, in: work)
      for (form, whole) in forms {
        #expect(try program.run(["join"] + form + parts) == whole, "\(count) parts")
      }
    }
  }

  /// Runs of the embedded models, which take longer.
  static let embeddedRuns = [
    Run("diagnose", "max", "--reviews", "picks.txt", "--methods", "saliency,input-x-gradient"),
    Run("diagnose", "lstm", "--reviews", "picks.txt", "--methods", "saliency,lrp"),
    Run("diagnose", "--methods", "integrated-gradients,saliency"),
  ]

  @Test(arguments: embeddedRuns)
  func `parts of a run with an embedded model are joined to the whole run`(run: Run) throws {
    try Self.use { work in try Self.expectSame(run.command, in: work, counts: [4]) }
  }

  @Test(arguments: runs)
  func `joined parts print what the whole run prints, however many there are, in any order`(
    run: Run
  ) throws {
    // Of the first run many numbers of parts; of each other, parts with reviews and more parts than reviews.
    let counts = run.name == Self.runs[0].name ? [1, 2, 3, 7, 30] : [2, 12]
    try Self.use { work in try Self.expectSame(run.command, in: work, counts: counts) }
  }

  @Test func `a program that only predicts is evaluated and diagnosed in parts`() throws {
    try Self.use { work in
      let example = try Guide.examples(in: "AnyProgram").first { $0.language == "shell" }
      try work.folder.write(try #require(example).text, to: "model.sh")
      let program = ["--predictor", "sh model.sh", "--no-predictor-cache"]
      try Self.expectSame(["evaluate", "--data", "two.csv"] + program, in: work, counts: [3, 12])
      try Self.expectSame(
        ["evaluate", "--faithfulness", "--data", "two.csv", "--methods", "occlusion"] + program,
        in: work, counts: [2])
      try Self.expectSame(["diagnose", "--data", "two.csv"] + program, in: work, counts: [1, 2])
    }
  }

  @Test func `a program that returns gradients is diagnosed in parts`() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else { return }
    try Self.use { work in
      let examples = try Guide.examples(in: "AnyProgram").filter { $0.language == "python" }
      try work.folder.write(try #require(examples.last).text, to: "model.py")
      try Self.expectSame(
        [
          "diagnose", "--reviews", "picks.txt", "--predictor", "python3 model.py",
          "--no-predictor-cache",
        ], in: work, counts: [2, 3])
    }
  }

  @Test func `parts may be in one file, or come on standard input`() throws {
    try Self.use { work in
      let command = Self.runs[0].command
      let program = Program(folder: work.folder.path)
      let parts = try Self.computeParts(3, of: command, in: work).map {
        try #require(work.folder.read($0))
      }
      try work.folder.write(parts[2] + parts[0], to: "two.jsonl")
      let whole = try program.run(command)
      #expect(try program.run(["join", "-", "two.jsonl"], input: parts[1]) == whole)
      #expect(try program.run(["join", "-"], input: parts.joined(separator: "\n")) == whole)
    }
  }

  @Test(.enabled(if: Program.hasTerminal))
  func `tables of joined parts are fitted to the terminal`() throws {
    try Self.use { work in
      let command = ["evaluate", "--model", "three", "--data", "three.csv"]
      var program = Program(folder: work.folder.path)
      program.environment = ["COLUMNS": "40", "NO_COLOR": "1"]
      let parts = try Self.computeParts(2, of: command, in: work)
      let joined = try program.runOnTerminal(["join"] + parts).output
      #expect(try program.runOnTerminal(command).output.hasSuffix(joined.suffix(200)))
      #expect(try program.run(["join"] + parts).output != joined.replacing("\r\n", with: "\n"))
    }
  }

  @Test func `what makes no sense is wrong usage`() throws {
    try Self.use { work in
      for (arguments, message) in [
        (
          ["evaluate", "--data", "two.csv", "--sanity", "--part", "1/2"],
          "Error: --sanity cannot be split with --part: its models are trained and randomized for all reviews together\n"
        ),
        (
          ["evaluate", "--data", "two.csv", "--json", "--part", "1/2"],
          "Error: --part prints a part file; use --json with 'report join'\n"
        ),
        (
          ["diagnose", "--json", "--part", "1/2"],
          "Error: --part prints a part file; use --json with 'report join'\n"
        ),
        (
          ["diagnose", "--part", "3/2"],
          "Error: The value '3/2' is invalid for '--part <part>'"
        ),
        (["join"], "Error: Missing expected argument '<parts> ...'"),
      ] {
        let outcome = try Program(folder: work.folder.path).run(arguments)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(outcome.error.hasPrefix(message), "\(outcome.error)")
      }
    }
  }
}
