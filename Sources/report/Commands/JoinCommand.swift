import ArgumentParser
import Foundation
import Reporting
import SourceText

/// `report join`: the output of a run whose parts were computed by several processes.
struct JoinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Combine the parts of a run that several processes computed.",
    discussion: """
      Reads the files that 'report evaluate --part k/n' or 'report diagnose --part k/n' printed, in any order, and prints \
      what the same command without --part prints, byte for byte. Every part of the run is needed, computed by this \
      version of the program with the same model, reviews and options. No model is loaded.
      """)

  @Argument(help: "The part files of one run, in any order; - for standard input.")
  var parts: [String]

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var problems: DiagnosticOptions

  func run() async throws {
    try await Exit.reporting(problems.printer) { try joinFiles() }
  }

  /// Joins part files, and prints the output of the whole run.
  private func joinFiles() throws(Diagnostics) {
    let (output, warnings) = try JoinedParts.output(
      of: parts,
      as: PartOutput.Form(
        isJSON: json, columns: Console.columns,
        jobs: ProcessInfo.processInfo.activeProcessorCount))
    Console.report(warnings, problems.printer)
    try Console.print(output, problems.printer)
  }
}
