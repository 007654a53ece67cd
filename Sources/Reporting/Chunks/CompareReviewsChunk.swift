import Attribution
import Blocks
import Classifier
import HTML
import Literate
import SourceText

/// `{compare-reviews}`: two reviews side by side, such as one before and after an edit, and what the difference contributes.
struct CompareReviewsChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "compare-reviews"
  static let summary = "Two reviews side by side, and what the words that differ contribute."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{compare-reviews #fig-edit review=slow}
    ```
    """

  /// The id of the other review; nil for the next one of the run.
  private let other: Located<String>?
  private let method: ConfiguredMethod
  private let rows: Int

  var namedReviews: [Located<String>] { [other].compactMap(\.self) }

  init(options: inout Options) {
    let name = options.takeText("with", values: "the id of the other review; default: the next one")
    other = name.map { Located($0.value, at: $0.valueLocation) }
    method = options.takeMethod()
    rows = options.take("rows", default: 12, in: 1...1000)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let first = try context.review()
    let second = try other(than: first, in: context)
    let results = (first.result(of: method), second.result(of: method))
    let colours = MethodColours(
      of: [results.0, results.1], on: first.listScale,
      isSaturated: first.isSaturated && second.isSaturated)
    guard
      let pair = SideBySide(
        side(first, results.0, in: context), side(second, results.1, in: context),
        colours: colours)
    else {
      throw Diagnostics(
        "the reviews '\(first.pick.id)' and '\(second.pick.id)' differ too much to be aligned")
    }
    let table = ReviewDifference(
      pair: pair, limit: rows, areContributions: results.0.isContribution)
    let unit = ColourScale.unit(of: first.explained.target)
    return ChunkOutput(
      body: [pair.block, .paragraph(sentence(first, second, results, pair), style: "pair-sum")],
      caption: caption(results.0, colours, unit, areVersions: pair.areVersions),
      layout: .wide, alternative: table.isEmpty ? nil : table.table, isFigure: true)
  }

  private func caption(
    _ result: ReviewAnalysis.Result, _ colours: MethodColours, _ unit: String,
    areVersions: Bool
  ) -> Phrase {
    let colours: Phrase =
      result.supports
      ? "Two reviews, marked by \(method.title)\(result.isContribution ? " in \(unit)" : "").\(colours.sentence(for: result).map { " " + $0 } ?? "")"
      : "Two reviews. The sign of \(method.title) is not that of a word’s effect, so no word is coloured."
    guard areVersions else { return colours }
    return colours
      + Phrase(.rendered(" Words in a frame are in one of the two only.", elsewhere: ""))
  }

  /// Returns the review named by the author, or the next one with a word that the model reads; of the last review, the one
  /// before it.
  private func other(
    than first: ReviewAnalysis, in context: ReportContext
  ) throws(Diagnostics) -> ReviewAnalysis {
    guard let other else {
      let picks = context.run.picks
      let following = picks.indices.dropFirst(first.number)
      let places = Array(following) + picks.indices.prefix(first.number - 1).reversed()
      let found = places.first { context.run.analyst.explainer.findsWord(in: picks[$0].text) }
      return try context.focused(on: found.map { picks[$0].id } ?? first.pick.id).review()
    }
    do {
      return try context.focused(on: other.value).review()
    } catch {
      throw error.map { $0.moved(to: other.location) }
    }
  }

  private func side(
    _ analysis: ReviewAnalysis, _ result: ReviewAnalysis.Result, in context: ReportContext
  ) -> SideBySide.Side {
    let page = context.root + context.run.reviewPath(analysis.pick.id, number: analysis.number)
    let scores = result.attribution.scores
    let words = analysis.tokens.enumerated().map { index, token in
      SideBySide.Word(token.text, in: token.range, score: scores[index])
    }
    return SideBySide.Side(
      title: "\(link: Phrase(analysis.pick.title.clipped(100)), to: page)",
      note: NumberText.percent(analysis.probability), text: analysis.review.text, words: words)
  }

  /// Explains the change of the output by words, if the method satisfies completeness; states both outputs otherwise.
  private func sentence(
    _ first: ReviewAnalysis, _ second: ReviewAnalysis,
    _ results: (ReviewAnalysis.Result, ReviewAnalysis.Result), _ pair: SideBySide
  ) -> Phrase {
    let numbers = (
      NumberText.percent(first.probability), NumberText.percent(second.probability)
    )
    let outputs: Phrase = """
      The probability of \(first.subject.name) is \(numbers.0) in the first and \(numbers.1) in the second.
      """
    guard let deltas = deltas(results), first.subject.label == second.subject.label else {
      return outputs
    }
    let scores = (results.0.attribution.scores, results.1.attribution.scores)
    let kept = pair.pairs.reduce(0) { $0 + scores.1[$1.new] - scores.0[$1.old] }
    let removed = -pair.alone.first.reduce(0) { $0 + scores.0[$1] }
    let added = pair.alone.second.reduce(0) { $0 + scores.1[$1] }
    let change = results.1.attribution.sum - results.0.attribution.sum
    let elsewhere = change - kept - removed - added
    guard max(abs(deltas.0), abs(deltas.1)) < 5e-4 else { return outputs }
    let rest: Phrase =
      abs(elsewhere) < 5e-5 ? "" : ", padding and special tokens \(NumberText.points(elsewhere))"
    return outputs + """
       Of the change, words that are only in the first account for \(NumberText.points(removed)), words that are only in the \
      second for \(NumberText.points(added)), words in both for \(NumberText.points(kept))\(rest).
      """
  }

  private func deltas(
    _ results: (ReviewAnalysis.Result, ReviewAnalysis.Result)
  ) -> (Double, Double)? {
    guard let first = results.0.attribution.convergenceDelta,
      let second = results.1.attribution.convergenceDelta
    else { return nil }
    return (first, second)
  }
}
