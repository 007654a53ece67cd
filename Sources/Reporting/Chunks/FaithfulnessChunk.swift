import Attribution
import Blocks
import Classifier
import Faithfulness
import HTML
import Literate
import SourceText

/// `{faithfulness}`: methods by metrics, each compared with chance, and the methods to trust for this model.
struct FaithfulnessChunk: ChunkOfMethods, ChunkOfMetrics {
  typealias Context = ReportContext

  static let verb = "faithfulness"
  static let summary =
    "Faithfulness metrics of methods on many reviews, compared with chance: which to trust for this model."
  static let scopes: Set<Scope> = [.report]
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{faithfulness #tbl-faithfulness methods=integrated-gradients,saliency metrics=comprehensiveness limit=4}
    ```
    """

  /// A few metrics of each kind: removal of words, agreement with it, and shape.
  private static let standard = [
    "comprehensiveness", "sufficiency", "tokens-to-flip", "tau-loo", "infidelity", "sparseness",
  ]

  private let methods: [String]?
  var methodNames: [String]? { methods }
  let metrics: [ConfiguredMetric]
  private let data: (path: String, location: SourceLocation)?
  private let limit: Int
  private let removal: Removal
  private let baseline: Baseline
  private let seed: Int

  init(options: inout Options) {
    methods = options.takeMethods()
    metrics = Self.metrics(&options)
    data = options.takeText("data", values: "labelled reviews; default: those of the report")
      .map { ($0.value, $0.valueLocation) }
    limit = options.take("limit", default: 200, in: 1...100_000)
    removal = options.take("removal", default: .replace)
    baseline = options.take("baseline", default: .pad)
    seed = options.take("seed", default: 1, in: 0...Int.max)
  }

  private static func metrics(_ options: inout Options) -> [ConfiguredMetric] {
    let item = options.takeText("metrics", values: Metrics.names.joined(separator: ", "))
    let text = item?.value ?? standard.joined(separator: ",")
    let place = item.map { "\($0.valueLocation)" } ?? "metrics"
    do {
      return try ConfiguredMetric.list(parsing: text, argument: place)
    } catch {
      for problem in error.all { options.report(problem) }
      return []
    }
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let run = context.run
    let study = FaithfulnessStudy(
      run.analyst.explainer, methods: run.analyst.configured(methods), metrics: metrics,
      removal: removal,
      baseline: baseline, seed: seed)
    let texts = try texts(in: context)
    let table = run.findings.finding(
      study.key, data.map { "\($0.location.file): \($0.path)" } ?? "", "\(limit)"
    ) { study.run(on: texts, jobs: run.jobs) }
    var figure = FaithfulnessFigure(table: table)
    if removal != .replace { figure.name += ", removal \(removal.rawValue)" }
    if baseline != .pad { figure.name += ", baseline \(baseline.rawValue)" }
    return ChunkOutput(
      body: [.table(figure.methods), figure.trust],
      caption: figure.caption, layout: .wide,
      alternative: figure.differences,
      isFigure: true)
  }

  /// Returns the reviews of the report, or of a data set whose path is relative to the document's folder.
  private func texts(in context: ReportContext) throws(Diagnostics) -> [String] {
    guard let data else { return context.run.picks.prefix(limit).map(\.text) }
    let path = Path.resolve(data.path, from: data.location.file)
    let reviews = try LabelledReviews(at: path, split: .test, classes: nil)
    return reviews.evenly(min(limit, reviews.reviews.count)).reviews.map(\.text)
  }
}
