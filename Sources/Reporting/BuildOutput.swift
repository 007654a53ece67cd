import Site

extension ReportBuilder {
  /// The form of a report, and the files that a build writes.
  public struct Output: Sendable {
    /// A folder for a site, otherwise a file, or `-` for standard output.
    public let path: String
    /// The format.
    public let format: ReportFormat
    /// Whether a site is written as one self-contained file.
    public let isSingleFile: Bool
    /// The file to append a Markdown summary to; nil for none.
    public let summary: String?
    /// The largest size of summaries and of Markdown reports, in bytes; nil for the limit of GitHub's job summaries and for
    /// reports of any size.
    public let summaryLimit: Int?
    /// The file to write the claims to as test cases; nil for none.
    public let junit: String?

    /// Creates an output.
    ///
    /// - Parameters:
    ///   - path: The folder or the file; nil for `public`, for `report.html`, or for standard output, depending on the form.
    ///   - format: The format.
    ///   - isSingleFile: Whether a site is written as one file.
    ///   - summary: The file for a summary.
    ///   - summaryLimit: The largest size of the summary or of a Markdown report, in bytes.
    ///   - junit: The file for the claims.
    public init(
      _ path: String? = nil, format: ReportFormat = .site, isSingleFile: Bool = false,
      summary: String? = nil, summaryLimit: Int? = nil, junit: String? = nil
    ) {
      self.path = path ?? (format != .site ? "-" : isSingleFile ? "report.html" : "public")
      self.format = format
      self.isSingleFile = isSingleFile
      self.summary = summary
      self.summaryLimit = summaryLimit
      self.junit = junit
    }

    /// Whether the path is a folder.
    var isFolder: Bool { format == .site && !isSingleFile }

    /// The file to open first; `-` for standard output.
    var index: String { isFolder ? path + "/index.html" : path }

    /// The files for continuous integration.
    var sideFiles: RunSummaries {
      RunSummaries(junit: junit, summary: summary, limit: summaryLimit ?? RunSummary.standardLimit)
    }
  }
}
