import Attribution
import Blocks
import HTML
import Literate
import SourceText

/// `{totals}`: four key figures over all reviews.
struct TotalsChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "totals"
  static let summary =
    "Four figures over all reviews: right verdicts, the strongest words, the worst error, and confidence."
  static let scopes: Set<Scope> = [.report]
  static let labelPrefix: String? = nil

  init(options: inout Options) {}

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    guard let totals = context.totals else { return ChunkOutput(body: [], isFigure: false) }
    let figures = [
      right(totals), words(totals, context), doubt(totals, context), confidence(totals),
    ].compactMap(\.self)
    return ChunkOutput(body: [.keyFigures(figures)], isFigure: false)
  }

  private func right(_ totals: ReportTotals) -> Block.Fact {
    guard totals.labelled > 0 else { return Block.Fact("reviews", "\(totals.reviews)") }
    return Block.Fact(
      "verdicts that agree with the label", "\(totals.right) \(small: "of \(totals.labelled)")")
  }

  /// The words that moved a verdict most, either way.
  private func words(_ totals: ReportTotals, _ context: ReportContext) -> Block.Fact? {
    let found = [totals.supporting, totals.opposing].compactMap(\.self)
    guard let first = found.max(by: { abs($0.value) < abs($1.value) }) else { return nil }
    let second = found.first { $0.value.sign != first.value.sign }
    let unit = ColourScale.unit(of: context.run.analyst.target)
    let other: Phrase =
      second.map {
        "; in the other direction, \(word($0, context)), \(NumberText.points($0.value))"
      } ?? ""
    return Block.Fact(
      "strongest word, \(NumberText.points(first.value)) \(unit)" + other, word(first, context))
  }

  private func word(_ word: ReportTotals.Extreme, _ context: ReportContext) -> Phrase {
    let page = context.root + context.run.reviewPath(word.review, number: word.number)
    return "\(link: Phrase(word.text), to: page)"
  }

  /// The most confident error, or the least confident verdict if no error is known.
  private func doubt(_ totals: ReportTotals, _ context: ReportContext) -> Block.Fact? {
    guard let review = totals.worstError ?? totals.leastSure else { return nil }
    let page = context.root + context.run.reviewPath(review.review, number: review.number)
    let link: Phrase = "\(link: Phrase(review.text.clipped(60)), to: page)"
    let name: Phrase =
      totals.worstError == nil
      ? (totals.labelled == 0
        ? "confidence of the least sure verdict, "
        : "confidence of the least sure verdict, since none is wrong, ")
      : "confidence of the most confident wrong verdict, "
    return Block.Fact(name + link, Phrase(NumberText.percent(review.value)))
  }

  private func confidence(_ totals: ReportTotals) -> Block.Fact? {
    guard totals.meanConfidence.isFinite else { return nil }
    return Block.Fact(
      "mean confidence of the verdicts", Phrase(NumberText.percent(totals.meanConfidence)))
  }
}
