import ArgumentParser
import SourceText

/// The options of commands that write files, for what they print meanwhile and afterwards.
struct WritingOptions: ParsableArguments {
  @Flag(help: "Print only problems.")
  var quiet = false

  @OptionGroup var progress: ProgressOptions
  @OptionGroup var problems: DiagnosticOptions

  func validate() throws {
    if quiet, progress.verbose { throw ValidationError("use --quiet or --verbose, not both") }
  }

  /// The printer of problems.
  var printer: DiagnosticPrinter { problems.printer }

  /// Runs a command's work, shows its progress, and converts its diagnostics to an exit status.
  func reporting(_ command: String, _ work: () async throws -> Void) async throws {
    try await progress.reporting(command, isQuiet: quiet, printer, work)
  }
}
