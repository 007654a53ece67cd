import ArgumentParser
import SourceText

/// The options of every command that can take long.
struct ProgressOptions: ParsableArguments {
  @Flag(help: "Print progress every ten seconds if standard error is not a terminal.")
  var verbose = false

  /// Runs a command's work, shows its progress, and converts its diagnostics to an exit status.
  func reporting(
    _ command: String, isQuiet: Bool = false, _ printer: DiagnosticPrinter,
    _ work: () async throws -> Void
  ) async throws {
    try await Exit.reporting(printer) {
      try await Console.showingProgress(of: command, isVerbose: verbose, isQuiet: isQuiet, work)
    }
  }
}
