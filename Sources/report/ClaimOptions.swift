import ArgumentParser
import HTML
import Reporting
import SourceText

/// The options of commands that build a site, for its summary and its claims.
struct ClaimOptions: ParsableArguments {
  @Option(help: "Append a Markdown summary to this file, for example $GITHUB_STEP_SUMMARY.")
  var summary: String?

  @Option(help: "The largest size in bytes of Markdown output; 65000 fits a comment.")
  var summaryLimit: Int?

  @Option(help: "Write the claims as JUnit XML test cases to this file.")
  var junit: String?

  @Option(
    help:
      "Keep the values of labelled claims in this file, one line a run; claims may compare with history.last."
  )
  var history: String?

  @Option(help: "The name of this run in --history, such as a commit. Default: its number.")
  var run: String?

  @Option(help: "Treat a failed claim as an error (exit status 1) or a warning.")
  var checks: Checks = .error

  func validate() throws {
    if let summaryLimit, summaryLimit < 1000 {
      throw ValidationError("--summary-limit must be at least 1000")
    }
    if run != nil, history == nil { throw ValidationError("--run needs --history") }
  }
}

/// The severity of a failed claim.
enum Checks: String, CaseIterable, ExpressibleByArgument {
  case error, warn

  var severity: Diagnostic.Severity { self == .error ? .error : .warning }
}

extension ReportBuilder.Outcome {
  /// Prints the warnings and failed claims, and what was written.
  ///
  /// - Parameters:
  ///   - checks: The severity of a failed claim.
  ///   - output: The outputs; when a report goes to standard output, nothing else is printed there.
  ///   - isQuiet: Whether only problems are printed.
  ///   - printer: Prints problems.
  /// - Throws: The exit status of a failed claim.
  func report(
    _ checks: Checks, to output: ReportBuilder.Output, isQuiet: Bool, _ printer: DiagnosticPrinter
  ) throws {
    let failures = self.failures.map { $0.with(severity: checks.severity) }
    Console.report(warnings + failures, printer)
    if !isQuiet && !output.usesStandardOutput {
      try Console.print(
        "\(counted(pages, "page")) on \(counted(reviews, "review")): open \(index)")
    }
    if failures.contains(where: { $0.severity == .error }) { throw Exit.claim }
  }
}
