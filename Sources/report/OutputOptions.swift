import ArgumentParser
import Reporting

/// The output options of `report build`.
struct OutputOptions: ParsableArguments {
  @Option(help: "The folder of the site. Default: public, or no site if another report is written.")
  var output: String?

  @Option(help: "Write one self-contained HTML file; - for standard output.")
  var singleFile: String?

  @Option(help: "Write one Markdown file; - for standard output.")
  var markdown: String?

  @Option(help: "Write the numbers and claims as JSON; - for standard output.")
  var json: String?

  @Option(help: "Append a Markdown summary to this file, for example $GITHUB_STEP_SUMMARY.")
  var summary: String?

  @Option(
    help:
      "The largest size in bytes of the summary or of a Markdown report; 65000 fits a comment.")
  var summaryLimit: Int?

  @Option(help: "Write the claims as JUnit XML test cases to this file.")
  var junit: String?

  func validate() throws {
    if let summaryLimit, summaryLimit < 1000 {
      throw ValidationError("--summary-limit must be at least 1000")
    }
  }

  /// The names of the given options for files other than the site.
  var namesBesidesSite: [String] {
    [
      ("--single-file", singleFile), ("--markdown", markdown), ("--json", json),
      ("--summary", summary), ("--junit", junit),
    ].compactMap { name, value in value.map { _ in name } }
  }

  /// The reports and files to write.
  var files: ReportBuilder.Output {
    ReportBuilder.Output(
      output, singleFile: singleFile, markdown: markdown, json: json, summary: summary,
      summaryLimit: summaryLimit, junit: junit)
  }
}
