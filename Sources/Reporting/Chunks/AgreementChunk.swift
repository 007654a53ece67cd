import Attribution
import Blocks
import Faithfulness
import HTML
import Literate
import SourceText

/// `{agreement}`: the pairwise rank agreement of methods, and its forced part.
struct AgreementChunk: ChunkOfMethods {
  typealias Context = ReportContext

  /// The reviews that the numbers cover.
  private enum Extent: String, CaseIterable {
    /// The subject of the page: its review, or all reviews of a report.
    case page
    case review
    case reviews
  }

  static let verb = "agreement"
  static let summary =
    "The rank agreement between methods, and how much of it the model's structure forces."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{agreement #tbl-agreement methods=integrated-gradients,occlusion}
    ```
    """

  private let methods: [String]?
  var methodNames: [String]? { methods }
  private let extent: Extent

  /// Whether the chunk covers all reviews if its document is woven once.
  var isOverReviews: Bool { extent != .review }

  init(options: inout Options) {
    methods = options.takeMethods()
    extent = options.take("over", default: .page)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    if let totals = context.totals, extent != .review {
      return try weave(totals, in: context)
    }
    guard extent != .reviews else {
      throw Diagnostics(
        "agreement over all reviews is not available on the page of a single review",
        hint: "move the chunk to a document with 'scope: report'")
    }
    let analysis = try context.review()
    let agreement = analysis.agreement(of: analysis.results(named: methods))
    let found = agreement.found
    let matrix = AgreementMatrix(
      names: found.names, pairs: found.pairs, ranks: found.ranks.map { "\($0)" })
    return output(
      matrix, ForcedSentences.list([agreement.forced]),
      "\(counted(analysis.tokens.count, "word")) of this review",
      ranks: "the number of words that a method tells apart", in: context)
  }

  private func weave(_ totals: ReportTotals, in context: ReportContext) throws(Diagnostics)
    -> ChunkOutput
  {
    let first = totals.agreement.first { _ in true }
    let known = first?.found.names ?? []
    for name in methods ?? [] where !known.contains(name) && first != nil {
      throw Diagnostics(
        "'\(name)' is not a method of this run, so it was not compared on every review",
        hint: "add it to --methods or to the document's front matter")
    }
    let names = methods ?? known
    let mean = MeanAgreement(totals.agreement.lazy.map { $0.found.of(names) })
    let matrix = AgreementMatrix(
      names: mean.names, pairs: mean.pairs,
      ranks: mean.ranks.map { NumberText.fixed($0, digits: 0) })
    let forced = totals.agreement.lazy.map { $0.forced.of(names) }
    return output(
      matrix, ForcedSentences.list(forced), "words of \(counted(mean.reviews, "review"))",
      over: ", averaged over those in which both methods tell words apart",
      ranks: "the mean number of words that a method tells apart", in: context)
  }

  private func output(
    _ matrix: AgreementMatrix, _ sentences: [Phrase], _ what: String, over mean: String = "",
    ranks: String, in context: ReportContext
  ) -> ChunkOutput {
    let tau = Glossary.kendall.term(id: context.pictureID("of"))
    if matrix.isAllOnes {
      return ChunkOutput(
        body: [
          .paragraph(
            """
            \(tau) and Spearman’s ρ are 1.00 for each of the \(matrix.pairCount) pairs of these methods: \
            \(matrix.titles.joined(with: "and")).
            """),
          .list(Block.List(sentences.map { [.phrase($0)] }, style: "forced")),
        ],
        caption: "Agreement between methods on the order of the \(what)\(mean).",
        layout: .text, isFigure: true)
    }
    return ChunkOutput(
      body: [
        .table(matrix.table(named: "Agreement on the \(what)")),
        .list(Block.List(sentences.map { [.phrase($0)] }, style: "forced")),
      ],
      caption: """
        Agreement between methods on the order of the \(what)\(mean): \(tau) above the diagonal, Spearman’s ρ below it, \
        and on it \(ranks). Stronger shades are further from 0; – is undefined, because one of the two gives all words the same \
        number.
        """,
      layout: .text, isFigure: true)
  }
}
