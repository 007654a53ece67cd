import Attribution
import Blocks
import Faithfulness
import HTML
import Literate
import SourceText

/// `{deletion}`: deletion and insertion curves in the order of each method, compared with chance.
struct DeletionChunk: ChunkOfMethods {
  typealias Context = ReportContext

  /// The reviews that the curves cover.
  private enum Extent: String, CaseIterable {
    /// The subject of the page: its review, or all reviews of a report.
    case page
    case review
    case reviews
  }

  static let verb = "deletion"
  static let summary =
    "Deletion and insertion curves in the order of each method, compared with chance."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{deletion #fig-deletion methods=integrated-gradients,saliency}
    ```
    """

  private let methods: [String]?
  var methodNames: [String]? { methods }
  private let removal: Removal
  private let baseline: Baseline
  private let extent: Extent
  private let limit: Int
  private let seed: Int

  init(options: inout Options) {
    methods = options.takeMethods()
    removal = options.take("removal", default: .replace)
    baseline = options.take("baseline", default: .pad)
    extent = options.take("over", default: .page)
    limit = options.take("limit", default: 200, in: 1...100_000)
    seed = options.take("seed", default: 1, in: 0...Int.max)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    if extent == .reviews && context.scope == .review {
      throw Diagnostics(
        "curves over all reviews are not available on the page of a single review",
        hint: "move the chunk to a document with 'scope: report'")
    }
    let run = context.run
    let methods = run.analyst.configured(methods)
    let study = RemovalStudy(
      run.analyst.explainer, methods: methods, removal: removal, baseline: baseline, seed: seed)
    let isMean =
      extent == .reviews || (extent == .page && context.scope == .report && context.totals != nil)
    let id = context.pictureID("deletion")
    let meaning = run.analyst.explainer.meaning(of: removal, baseline)
    if isMean {
      let found = run.findings.finding(study.key, "\(limit)") {
        study.run(on: run.picks.prefix(limit).map(\.text), jobs: run.jobs)
      }
      guard let findings = found else { throw Self.nothing }
      return output(
        RemovalFigure(findings, methods: methods, words: nil, id: "\(id)-mean"), meaning,
        "Mean over \(counted(findings.reviews, "review")), shaded with its 95 % interval. ")
    }
    let analysis = try context.review()
    guard let findings = analysis.curves(by: study) else { throw Self.nothing }
    return output(
      RemovalFigure(findings, methods: methods, words: analysis.tokens.count, id: id), meaning,
      "Dashed: mean of \(findings.orders) random orders, shaded from the 10th to the 90th percentile. "
    )
  }

  private static let nothing = Diagnostics("the review has no word to remove")

  private func output(_ figure: RemovalFigure, _ meaning: String, _ band: String) -> ChunkOutput {
    ChunkOutput(
      body: figure.blocks,
      caption: """
        The probability of the verdict, in per cent, as words are removed or inserted, the most important for the verdict \
        first; a missing word is \(meaning). In a good order, the curve falls early under removal and rises early under \
        insertion. \(band)Methods whose curves never differ by more than one point share a line.
        """,
      layout: .wide, alternative: figure.table, isFigure: true)
  }
}
