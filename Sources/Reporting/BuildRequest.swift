public import Attribution
public import Classifier
public import SourceText

extension ReportBuilder {
  /// The options of a build.
  public struct Request: Sendable {
    /// The documents to weave besides the list and the pages of the reviews; empty for the embedded ones.
    public var documents: [String] = []
    /// The folder of templates that replace the embedded ones.
    public var templates: String?
    /// The output: a folder for a site, otherwise a file, or `-` for standard output.
    public var output = "public"
    /// The output format.
    public var format = ReportFormat.site
    /// Whether a site is written as one self-contained file.
    public var isSingleFile = false
    /// The file to append a Markdown summary to; nil for none.
    public var summary: String?
    /// The largest size of summaries and of Markdown reports, in bytes; nil for the limit of GitHub's job summaries and for
    /// reports of any size.
    public var summaryLimit: Int?
    /// The file to write the claims to as test cases; nil for none.
    public var junit: String?
    /// The files that the run reads, which no output may replace.
    public var inputs: [String] = []
    /// The output to explain: a probability or a logit.
    public var target = Target.probability
    /// The class to explain.
    public var explainedClass = ClassChoice()
    /// The scope of the colour scale.
    public var colours = ColourScale.Reach.fixed
    /// The list of methods as on the command line; nil for those that documents name, or else the standard ones.
    public var methods: String?
    /// The highest access that the classifier can turn out to offer, before it is known.
    ///
    /// Methods that need more are refused at once. The embedded documents need layers.
    public var access = ModelAccess.layers
    /// Options for every method that has them, such as the baseline and the seed.
    public var defaults: [Options.Item] = []
    /// Options for all chunks that have them, which override those in the front matter.
    public var parameters: [Options.Item] = []
    /// The background reviews; see ``BackgroundReviews``.
    public var background: [String] = []
    /// The number of reviews to process in parallel.
    public var jobs = 1
    /// The date of the site in seconds since 1970; nil for no date.
    public var sourceDate: Int?

    /// Creates a request with default options.
    public init() {}

    /// The options of the run for chunks, with the baseline of the leading method if it has one.
    var chunkDefaults: [Options.Item] {
      guard let methods, defaults.contains(where: { $0.key == "baseline" }),
        let list = try? ConfiguredMethod.list(
          parsing: methods, defaults: defaults, within: access),
        let leading = list.lazy.compactMap({ Origin(of: $0.method) }).first?.baseline
      else { return defaults }
      return defaults.map { item in
        item.key != "baseline"
          ? item
          : Options.Item(
            key: item.key, value: leading.rawValue, keyLocation: item.keyLocation,
            valueLocation: item.valueLocation)
      }
    }
  }
}
