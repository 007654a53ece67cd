import Attribution
import Blocks
import HTML
import Literate
import SourceText

/// `{totals}`: four key figures over all reviews.
struct TotalsChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "totals"
  static let summary = "Four figures over all reviews: verdicts, words, collapse and completeness."
  static let scopes: Set<Scope> = [.report]
  static let labelPrefix: String? = nil

  init(options: inout Options) {}

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    guard let totals = context.totals else { return ChunkOutput(body: [], isFigure: false) }
    var figures: [Block.Fact] = []
    if totals.labelled > 0 {
      figures.append(
        figure(
          "verdicts agree with the label", "\(totals.right) \(small: "of \(totals.labelled)")"))
    } else {
      figures.append(figure("reviews", "\(totals.reviews)"))
    }
    figures.append(
      context.run.analyst.explainer.hasLayers
        ? figure("words read; \(totals.unknown) of them not in the vocabulary", "\(totals.words)")
        : figure("words", "\(totals.words)"))
    if !totals.maxRowDifference.isNaN {
      figures.append(
        figure(
          "largest difference between two gradient rows of one review",
          .scientific(totals.maxRowDifference)))
    }
    if let delta = totals.maxConvergenceDelta {
      let method = context.run.analyst.methods.first {
        $0.card.axioms.contains(.completeness)
      }
      figures.append(
        figure(
          "largest convergence delta of \(method?.title.lowercased() ?? "a complete method")",
          .scientific(delta)))
    }
    return ChunkOutput(body: [.keyFigures(figures)], isFigure: false)
  }

  private func figure(_ name: String, _ number: Phrase) -> Block.Fact {
    Block.Fact(Phrase(name), number)
  }
}
