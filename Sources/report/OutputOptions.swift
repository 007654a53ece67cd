public import ArgumentParser
public import Reporting

extension ReportFormat: ExpressibleByArgument {}

/// What `report build` writes, and where to.
struct OutputOptions: ParsableArguments {
  @Option(
    help:
      "Where the report goes: a folder for a site (public), a file (report.html with --single-file), or - for standard output (markdown and json)."
  )
  var output: String?

  @Option(help: "What is written: site, markdown or json.")
  var format: ReportFormat = .site

  @Flag(help: "Write one HTML file with everything inside, which opens without any other.")
  var singleFile = false

  @Option(help: "A file that a summary in Markdown is added to, as $GITHUB_STEP_SUMMARY.")
  var summary: String?

  @Option(
    help:
      "The largest size of the summary, or of a report in Markdown, in bytes: 65000 for a comment.")
  var summaryLimit: Int?

  @Option(help: "A file for the claims as test cases, in JUnit's XML.")
  var junit: String?

  func validate() throws {
    if singleFile && format != .site {
      throw ValidationError(
        "--single-file writes a site; '--format \(format.rawValue)' is one file anyway")
    }
    if let summaryLimit, summaryLimit < 1000 {
      throw ValidationError("--summary-limit takes a whole number from 1000")
    }
  }

  /// Sets what a run is asked to write.
  func apply(to request: inout ReportBuilder.Request) {
    request.output = output ?? (format != .site ? "-" : singleFile ? "report.html" : "public")
    request.format = format
    request.isSingleFile = singleFile
    request.summary = summary
    request.summaryLimit = summaryLimit
    request.junit = junit
  }
}
