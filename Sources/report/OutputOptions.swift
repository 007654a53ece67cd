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

  @OptionGroup var claims: ClaimOptions

  /// The names of the given options for files other than the site.
  var namesBesidesSite: [String] {
    [
      ("--single-file", singleFile), ("--markdown", markdown), ("--json", json),
      ("--summary", claims.summary), ("--junit", claims.junit), ("--history", claims.history),
    ].compactMap { name, value in value.map { _ in name } }
  }

  /// The reports and files to write.
  var files: ReportBuilder.Output {
    ReportBuilder.Output(
      output, singleFile: singleFile, markdown: markdown, json: json, claims: claims)
  }
}

extension ReportBuilder.Output {
  /// Creates outputs from their options.
  init(
    _ site: String?, singleFile: String? = nil, markdown: String? = nil, json: String? = nil,
    claims: ClaimOptions
  ) {
    self.init(
      site, singleFile: singleFile, markdown: markdown, json: json, summary: claims.summary,
      summaryLimit: claims.summaryLimit, junit: claims.junit,
      history: claims.history, runName: claims.run)
  }
}
