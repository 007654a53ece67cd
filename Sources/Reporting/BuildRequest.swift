public import Attribution
public import SourceText

extension ReportBuilder {
  /// What a run is asked to do.
  public struct Request: Sendable {
    /// The documents to weave beside the list and the pages of the reviews; empty for those that ship with the program.
    public var documents: [String] = []
    /// The folder whose templates stand for the embedded ones.
    public var templates: String?
    /// Where the report goes: a folder for a site, else a file, or `-` for standard output.
    public var output = "public"
    /// What is written.
    public var format = ReportFormat.site
    /// Whether a site is one file, with everything inside.
    public var isSingleFile = false
    /// The file that a summary in Markdown is added to; nil for none.
    public var summary: String?
    /// The largest size of summaries, and of a report in Markdown, in bytes; nil for that of a step summary of GitHub,
    /// and for reports of any size.
    public var summaryLimit: Int?
    /// The file of the claims as test cases; nil for none.
    public var junit: String?
    /// The files that the run reads, which no output may replace.
    public var inputs: [String] = []
    /// Whether a probability or a logit is explained.
    public var target = Target.probability
    /// The class that is explained.
    public var explainedClass = ClassChoice()
    /// How far one scale of colours reaches.
    public var colours = ColourScale.Reach.fixed
    /// The list of methods as on the command line; nil for those that documents name, otherwise the
    /// standard ones.
    public var methods: String?
    /// Whether a program predicts, so that everything which looks into a model is refused.
    public var asksProgram = false
    /// Options that hold for every method which has them, such as baseline and seed.
    public var defaults: [Options.Item] = []
    /// Options for all chunks that have them, instead of those in the documents' front matter.
    public var parameters: [Options.Item] = []
    /// The reviews that stand for any other review; see ``BackgroundReviews``.
    public var background: [String] = []
    /// How many reviews are worked on at a time.
    public var jobs = 1
    /// Seconds since 1970 that stand for the date of the site; nil for no date.
    public var sourceDate: Int?

    /// A request with defaults everywhere.
    public init() {}

    /// The options of the run that hold for chunks: where the leading method has a baseline of its own, that one.
    var chunkDefaults: [Options.Item] {
      guard let methods, defaults.contains(where: { $0.key == "baseline" }),
        let list = try? ConfiguredMethod.list(
          parsing: methods, defaults: defaults, within: asksProgram ? .gradients : .network),
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
