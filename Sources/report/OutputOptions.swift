public import ArgumentParser
public import Reporting

extension ReportFormat: ExpressibleByArgument {}

/// The output options of `report build`.
struct OutputOptions: ParsableArguments {
  @Option(
    help:
      "A folder for a site, a file, or - for standard output (markdown and json). Default: public, report.html with --single-file, or - for markdown and json."
  )
  var output: String?

  @Option(help: "The output format.")
  var format: ReportFormat = .site

  @Flag(help: "Write one self-contained HTML file.")
  var singleFile = false

  @Option(help: "Append a Markdown summary to this file, for example $GITHUB_STEP_SUMMARY.")
  var summary: String?

  @Option(
    help:
      "The largest size in bytes of the summary or of a Markdown report; 65000 fits a comment.")
  var summaryLimit: Int?

  @Option(help: "Write the claims as JUnit XML test cases to this file.")
  var junit: String?

  func validate() throws {
    if singleFile && format != .site {
      throw ValidationError(
        "--single-file applies to sites only; '--format \(format.rawValue)' always writes one file")
    }
    if let summaryLimit, summaryLimit < 1000 {
      throw ValidationError("--summary-limit must be at least 1000")
    }
  }

  /// The form of the report and its files.
  var files: ReportBuilder.Output {
    ReportBuilder.Output(
      output, format: format, isSingleFile: singleFile, summary: summary,
      summaryLimit: summaryLimit, junit: junit)
  }
}
