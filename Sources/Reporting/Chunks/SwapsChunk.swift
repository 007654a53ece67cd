import Attribution
import Classifier
import HTML
import Literate
import SourceText

/// `{swaps}`: words of the whole vocabulary that would move this review most, and the fewest words without which the
/// verdict would be another one.
struct SwapsChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "swaps"
  static let summary =
    "Words that would move the output most, tried out, and the fewest words that carry the verdict."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = "tbl"
  static let example = """
    ```{swaps #tbl-swaps}
    ```
    """

  private let settings: Counterfactuals.Settings

  init(options: inout Options) {
    settings = Counterfactuals.Settings(options: &options)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let found = Counterfactuals(analysis: analysis, settings: settings)
    let flip = found.flip
    guard analysis.explained.explainer.hasLayers else {
      let missing = analysis.explained.explainer.meaning(of: settings.removal, settings.baseline)
      return ChunkOutput(
        body: "<p class=\"flip\">\(found.sentence(flip))</p>",
        caption: """
          The fewest words found without which the verdict is another one, by \(counted(flip.evaluations, "prediction")). A \
          missing word is \(missing). A program shows no vocabulary from which other words could be tried out.
          """,
        layout: .wide, alternative: allWords(flip, analysis, in: context), isFigure: true)
    }
    let swaps = found.swaps
    let vocabulary = NumberFormat(unit: .count)
      .text(for: .integer(analysis.explained.model.text.vocabulary.count))
    let subject = analysis.subject
    let body: HTML = """
      <div class="swaps">\
      \(table("Towards \(subject.label.name)", swaps.raising))\
      \(table("Towards \(subject.plainOpposite)", swaps.lowering))</div>
      <p class="flip">\(found.sentence(flip))</p>
      """
    return ChunkOutput(
      body: body,
      caption: """
        One more word \(found.place(swaps)), the best of all \
        \(vocabulary) by the \(analysis.collapse.collapses ? "one gradient row" : "gradient row there"): \
        the change in \(ColourScale.unit(of: analysis.target)), as the gradient promises it and as the model does it. \
        Below: a word without which the verdict is looked at is \(settings.removal.summary(settings.baseline)).
        """,
      layout: .wide, alternative: allWords(flip, analysis, in: context), isFigure: true)
  }

  private func table(_ title: String, _ swaps: [VocabularySwaps.Swap]) -> HTML {
    let rows = swaps.map { swap -> HTML in
      """
      <tr><th scope="row">\(swap.word)</th><td>\(points(swap.predicted))</td><td>\(points(swap.exact))</td></tr>

      """
    }
    return """
      <div class="scroll" role="region" aria-label="\(title)" tabindex="0"><table>
      <thead><tr><th scope="col" class="left">\(title)</th><th scope="col">first order</th><th scope="col">exact</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      """
  }

  /// Two digits, and more where two would show a change as none.
  private func points(_ change: Double) -> HTML {
    change != 0 && abs(change) < 5e-5
      ? NumberText.scientific(100 * change) : "\(NumberText.points(change, digits: 2))"
  }

  /// The words of a large set, with the ways to where they stand.
  private func allWords(
    _ flip: SmallestFlip, _ analysis: ReviewAnalysis, in context: ReportContext
  ) -> HTML? {
    guard let words = flip.words, words.count > 12 else { return nil }
    let page = context.root + context.run.reviewPath(analysis.pick.id)
    let rows = zip(words, flip.interchangeable).map { word, members -> HTML in
      """
      <tr><th scope="row"><a href="\(page)#t\(analysis.review.firstPosition + word)">\(analysis.words[word])</a></th>\
      <td>\(members)</td></tr>

      """
    }
    return scrollingTable(
      named: "Words without which the verdict would be another one",
      """
      <table><thead><tr><th scope="col" class="left">Word</th><th scope="col">such words in the review</th></tr></thead><tbody>
      \(rows)</tbody></table>
      """)
  }
}
