import Classifier
import Foundation
import TestSupport
import Testing

/// The progress that commands show on standard error.
@Suite struct ProgressCommandTests {
  private static let eraser = "\r\u{1B}[K"

  /// Commands that can take long, and a line of the progress of each.
  static let commands: [(command: [String], line: String)] = [
    (["diagnose", "model", "--reviews", "picks.txt"], "diagnose: 2 of 2 reviews, "),
    (
      ["attribute", "--model", "model", "--reviews", "picks.txt", "--methods", "occlusion"],
      "attribute: 2 of 2 reviews, "
    ),
    (
      [
        "build", "tiny.md", "--model", "model", "--reviews", "picks.txt", "--methods", "occlusion",
      ], "build: 2 of 2 reviews, "
    ),
    (["evaluate", "--model", "model", "--data", "data.csv"], "evaluate: 2 of 2 reviews, "),
    (
      [
        "evaluate", "--model", "model", "--data", "data.csv", "--faithfulness", "--methods",
        "occlusion", "--metrics", "comprehensiveness",
      ], "evaluate: 2 of 2 reviews, "
    ),
    (
      [
        "evaluate", "--model", "model", "--data", "data.csv", "--sanity", "--methods", "occlusion",
        "--seeds", "2", "--epochs", "3",
      ], "evaluate: 6 of 6 epochs on permuted labels, "
    ),
    (
      [
        "train", "--data", "data.csv", "--output", "out", "--epochs", "2", "--validation-fraction",
        "0", "--vocabulary-size", "8", "--hidden-units", "2",
      ], "train: epoch 2 of 2, 2 of 2 reviews, "
    ),
  ]

  private func use(_ test: (Workplace, inout Program) throws -> Void) throws {
    try Workplace.use { work in
      var program = try Self.program(in: work)
      try test(work, &program)
    }
  }

  /// Writes the files of the commands and returns a program that shows progress without delay.
  static func program(in work: Workplace) throws -> Program {
    try work.writeModel()
    try work.folder.write("# Tiny\n", to: "tiny.md")
    try work.folder.write(
      "review,sentiment\nA good film.,positive\nA bad film.,negative\n", to: "data.csv")
    return Program(
      folder: work.folder.path, environment: ["TERM": "xterm", "REPORT_PROGRESS_SECONDS": "0"])
  }

  @Test(.enabled(if: Program.hasTerminal), arguments: commands)
  func `a terminal shows the progress, and in the end what a pipe gets`(
    command: [String], line: String
  ) throws {
    try use { work, program in
      let plain = try program.run(command)
      #expect(plain.status == 0)
      #expect(!(plain.output + plain.error).contains("so far"))
      // Tables are fitted to the width of a terminal.
      let terminal = try program.runOnTerminal(command, columns: 400)
      #expect(terminal.status == 0)
      let text = terminal.output.replacing("\r\n", with: "\n")
      #expect(text.contains(Self.eraser + line), "\(text)")
      #expect(shown(text).allSatisfy { !$0.contains("so far") && !$0.contains(" left") }, "\(text)")
      for line in plain.output.split(separator: "\n") where command[0] != "train" {
        #expect(shown(text).contains { $0 == line }, "\(text)")
      }
    }
  }

  /// The lines that stay on a terminal.
  private func shown(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.range(of: Self.eraser, options: .backwards).map { line[$0.upperBound...] } ?? line
    }
  }

  /// Expects that a command prints its progress in a pipe with `--verbose`, and otherwise the same as without.
  fileprivate static func expectProgress(
    of command: [String], _ line: String, by program: Program
  ) throws {
    let plain = try program.run(command)
    let verbose = try program.run(command + ["--verbose"])
    #expect(plain.status == 0 && verbose.status == 0, "\(verbose.error)")
    #expect(verbose.output == plain.output)
    let lines = verbose.error.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix(line) }, "\(verbose.error)")
    #expect(!verbose.error.contains("\u{1B}") && !verbose.error.contains("\r"))
  }

  @Test(.enabled(if: Program.hasTerminal))
  func `a terminal that cannot erase shows no progress unless it is asked for`() throws {
    try use { work, program in
      let command = Self.commands[0].command
      program.environment["TERM"] = "dumb"
      let plain = try program.run(command).output
      let terminal = try program.runOnTerminal(command, columns: 400).output
      #expect(terminal.replacing("\r\n", with: "\n") == plain)
      let verbose = try program.runOnTerminal(command + ["--verbose"]).output
      #expect(verbose.contains("diagnose: 2 of 2 reviews, ") && !verbose.contains("\u{1B}"))
    }
  }

  @Test(.enabled(if: Program.hasTerminal))
  func `a terminal shows nothing within the first second, and quiet commands nothing at all`()
    throws
  {
    try use { work, program in
      let build = Self.commands[2].command
      let quiet = try program.runOnTerminal(build + ["--quiet"])
      #expect(quiet.output == "")
      let both = try program.run(build + ["--quiet", "--verbose"])
      #expect(both.status == 2)
      program.environment["REPORT_PROGRESS_SECONDS"] = "86400"
      let short = try program.runOnTerminal(build)
      #expect(!short.output.contains("so far"))
    }
  }

  @Test(.enabled(if: Program.hasTerminal))
  func `the line is erased before a problem is printed`() throws {
    try use { work, program in
      try work.folder.write("# Tiny\n\nA value: `{value nothing}`\n", to: "tiny.md")
      let command = Self.commands[2].command
      let problem = try program.run(command)
      #expect(problem.status != 0 && !problem.error.isEmpty)
      let text = try program.runOnTerminal(command, columns: 400).output.replacing(
        "\r\n", with: "\n")
      for line in problem.error.split(separator: "\n") {
        #expect(shown(text).contains { $0 == line }, "\(text)")
      }
    }
  }
}

extension OptionTrial {
  /// `--verbose` of each command that can take long.
  static let progressTrials: [OptionTrial] =
    ["attribute", "build", "diagnose", "evaluate", "train"].map { name in
      OptionTrial(name, "--verbose") { work in
        let program = try ProgressCommandTests.program(in: work)
        for (command, line) in ProgressCommandTests.commands where command[0] == name {
          try ProgressCommandTests.expectProgress(of: command, line, by: program)
        }
      }
    }
}
