import Site

extension ReportBuilder {
  /// The reports and files that a build writes, all from the same analyses.
  public struct Output: Sendable {
    /// The folder of the site; nil for none.
    public let site: String?
    /// The self-contained HTML file, the Markdown file and the JSON file; nil for none, `-` for standard output.
    public let singleFile, markdown, json: String?
    /// The file to append a Markdown summary to; nil for none.
    public let summary: String?
    /// The largest size of summaries and of Markdown reports, in bytes; nil for the limit of GitHub's job summaries and for
    /// reports of any size.
    public let summaryLimit: Int?
    /// The file to write the claims to as test cases; nil for none.
    public let junit: String?
    /// The file that keeps the values of claims of all runs; nil for none.
    public let history: String?
    /// The name of this run in the history; nil for its number.
    public let runName: String?

    /// Creates an output.
    ///
    /// - Parameters:
    ///   - site: The folder of the site; nil for `public` without another report, otherwise for no site.
    ///   - singleFile: The self-contained HTML file.
    ///   - markdown: The Markdown file.
    ///   - json: The JSON file.
    ///   - summary: The file for a summary.
    ///   - summaryLimit: The largest size of the summary or of a Markdown report, in bytes.
    ///   - junit: The file for the claims.
    ///   - history: The file that keeps the values of claims of all runs.
    ///   - runName: The name of this run in the history.
    public init(
      _ site: String? = nil, singleFile: String? = nil, markdown: String? = nil,
      json: String? = nil, summary: String? = nil, summaryLimit: Int? = nil, junit: String? = nil,
      history: String? = nil, runName: String? = nil
    ) {
      let isAlone = singleFile == nil && markdown == nil && json == nil
      self.site = site ?? (isAlone ? "public" : nil)
      self.singleFile = singleFile
      self.markdown = markdown
      self.json = json
      self.summary = summary
      self.summaryLimit = summaryLimit
      self.junit = junit
      self.history = history
      self.runName = runName
    }

    /// The reports that are files.
    var files: [String] { [singleFile, markdown, json].compactMap(\.self) }

    /// Whether a report goes to standard output.
    public var usesStandardOutput: Bool { files.contains("-") }

    /// The file to open first; `-` for standard output.
    var index: String { site.map { $0 + "/index.html" } ?? files.first ?? "-" }

    /// The files for continuous integration.
    var sideFiles: RunSummaries {
      RunSummaries(junit: junit, summary: summary, limit: summaryLimit ?? RunSummary.standardLimit)
    }
  }
}
