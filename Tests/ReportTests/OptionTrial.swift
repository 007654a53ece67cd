import Foundation
import TestSupport
import Testing

/// A run of the program with options whose values are neither the defaults nor each other's, and what they must do.
struct OptionTrial: Sendable, CustomTestStringConvertible {
  /// The options that it tries, such as `train --seed`.
  let options: [String]
  /// Runs the program and looks for the effect of each.
  let run: @Sendable (Workplace) async throws -> Void

  /// Creates a trial.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - options: The names of the options, separated by spaces.
  ///   - run: Runs the program and looks for their effects.
  init(
    _ command: String, _ options: String,
    _ run: @escaping @Sendable (Workplace) async throws -> Void
  ) {
    self.options = options.split(separator: " ").map { "\(command) \($0)" }
    self.run = run
  }

  var testDescription: String { options.joined(separator: ", ") }

  /// All trials.
  static let all =
    runTrials + reviewTrials + modelTrials + predictorTrials + trainTrials + outputTrials
    + otherTrials + progressTrials + streamTrials + joinTrials + joinedModelTrials + dataSetTrials
}

@Suite struct OptionTests {
  @Test(arguments: OptionTrial.all)
  func `options reach their effect`(trial: OptionTrial) async throws {
    try await TemporaryFolder.useWaiting { folder in
      let work = Workplace(folder: folder)
      try folder.write(
        "{#good} A good film.\nBad, boring & dull film.\n", to: "picks.txt")
      // A document of the author spares a run the long ones that ship with the program.
      try folder.write("# Tiny\n", to: "tiny.md")
      try folder.write("Great film.\nNot good, not bad.\nBoring.\n", to: "background.txt")
      try folder.write(
        "review,sentiment\nA good film.,good\nA bad film.,bad\nNot bad.,mixed\nGreat!,good\n",
        to: "classes.csv")
      try work.writeModel()
      try work.writeModel(of: TinyClassifier.threeClasses, to: "three")
      try await trial.run(work)
    }
  }

  /// The parts of the description of the command line that the argument parser prints.
  private struct Description: Decodable {
    struct Command: Decodable {
      let commandName: String
      let subcommands: [Command]?
      let arguments: [Argument]?
    }
    struct Argument: Decodable {
      struct Name: Decodable {
        let kind: String
        let name: String
      }
      let kind: String
      let names: [Name]?
    }
    let command: Command
  }

  @Test func `every option of every command has a trial`() throws {
    try Workplace.use { work in
      let text = try work.report("--experimental-dump-help").output
      let found = try JSONDecoder().decode(Description.self, from: Data(text.utf8))
      var options: Set<String> = []
      for command in found.command.subcommands ?? [] where command.commandName != "help" {
        for argument in command.arguments ?? [] where argument.kind != "positional" {
          let name = try #require(argument.names?.last)
          if ["help", "version"].contains(name.name) { continue }
          let dashes = name.kind == "short" ? "-" : "--"
          options.insert("\(command.commandName) \(dashes)\(name.name)")
        }
      }
      #expect(options.count > 150)
      let tried = OptionTrial.all.flatMap(\.options)
      // What diagnose says of a model that collapses depends on neither.
      let unseen: Set = ["diagnose --baseline", "diagnose --seed"]
      #expect(options.subtracting(tried).subtracting(unseen).sorted() == [])
      #expect(Set(tried).subtracting(options).sorted() == [])
    }
  }
}

extension Workplace {
  /// Runs the program here, which has to end well, and gives what it printed.
  func printed(_ arguments: [String]) throws -> String {
    let outcome = try Program(folder: folder.path).run(arguments)
    #expect(outcome.status == 0, "\(arguments): \(outcome.error)")
    return outcome.output
  }

  /// Expects that each of some lists of options changes what a command prints, each in another way.
  ///
  /// - Parameters:
  ///   - command: The command with everything that it needs.
  ///   - options: The lists.
  /// - Throws: What the machine says.
  func expectDifference(_ command: [String], _ options: [[String]]) throws {
    var outputs = [try printed(command): "nothing"]
    for list in options {
      let other = outputs.updateValue("\(list)", forKey: try printed(command + list))
      #expect(other == nil, "\(command[0]) says the same with \(list) and with \(other ?? "")")
    }
  }
}
