import Attribution
public import Classifier
public import Reviews
package import Site
public import SourceText

extension ReportBuilder {
  /// The inputs, the options and the output of a build; the classifier is given to the build itself.
  public struct Request: Sendable {
    /// The path of the reviews, or `-`; nil for the path that a document names.
    public let reviews: String?
    /// The files and folders with the results of `report attribute`; empty to compute them.
    public let results: [String]
    /// The options for columns, labels and the encoding of the reviews.
    public let reviewOptions: ReviewOptions
    /// The documents to weave besides the list and the pages of the reviews; empty for the embedded ones.
    public let documents: [String]
    /// The folder of templates that replace the embedded ones.
    public let templates: String?
    /// Options for all chunks that have them, which override those in the front matter.
    public let parameters: [Options.Item]
    /// The form of the report and its files.
    public let output: Output
    /// The list of methods as on the command line; nil for those that documents name, or else the standard ones.
    public let methods: String?
    /// Options for every method that has them, such as the baseline and the seed.
    public let defaults: [Options.Item]
    /// The highest access that the classifier can turn out to offer, before it is known.
    ///
    /// Methods that need more are refused at once. The embedded documents need layers.
    public let access: ModelAccess
    /// The part of the run to build.
    public let part: Part
    /// The scope of the colour scale.
    public let colours: ColourScale.Reach
    /// The number of parallel workers.
    public let jobs: Int
    /// The date of the site in seconds since 1970; nil for no date.
    public let sourceDate: Int?
    /// The sizes from which addresses of pages change.
    package var limits = ReviewAddresses.Limits()

    /// Creates a request; each option without a value has its default.
    public init(
      reviews: String? = nil, results: [String] = [],
      reviewOptions: ReviewOptions = ReviewOptions(),
      documents: [String] = [], templates: String? = nil, parameters: [Options.Item] = [],
      output: Output = Output(), methods: String? = nil, defaults: [Options.Item] = [],
      access: ModelAccess = .layers, part: Part = .whole, colours: ColourScale.Reach = .fixed,
      jobs: Int = 1,
      sourceDate: Int? = nil
    ) {
      self.reviews = reviews
      self.results = results
      self.reviewOptions = reviewOptions
      self.documents = documents
      self.templates = templates
      self.parameters = parameters
      self.output = output
      self.methods = methods
      self.defaults = defaults
      self.access = access
      self.part = part
      self.colours = colours
      self.jobs = jobs
      self.sourceDate = sourceDate
    }

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
