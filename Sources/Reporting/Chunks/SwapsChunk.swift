import Attribution
import Classifier
import HTML
import Literate
import SourceText

/// `{swaps}`: the vocabulary words that would move this review most, and the fewest words whose removal changes the
/// verdict.
struct SwapsChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "swaps"
  static let summary =
    "The words that would move the output most, with measured effects, and the fewest words that carry the verdict."
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
          The smallest set of words found whose removal changes the verdict, in \(counted(flip.evaluations, "prediction")). A \
          missing word is \(missing). A program exposes no vocabulary from which other words could be tried.
          """,
        layout: .wide, alternative: allWords(flip, analysis, in: context), isFigure: true)
    }
    let swaps = found.swaps
    let vocabulary = NumberFormat(unit: .count)
      .text(for: .integer(analysis.explained.network.text.vocabulary.count))
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
        the change in \(ColourScale.unit(of: analysis.target)), predicted by the gradient and measured. \
        Below, a removed word is \(settings.removal.summary(settings.baseline)).
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

  /// Formats a change with two digits, or in scientific notation if two digits would show none.
  private func points(_ change: Double) -> HTML {
    change != 0 && abs(change) < 5e-5
      ? NumberText.scientific(100 * change) : "\(NumberText.points(change, digits: 2))"
  }

  /// Returns a table of the words of a large set, with links to their positions.
  private func allWords(
    _ flip: SmallestFlip, _ analysis: ReviewAnalysis, in context: ReportContext
  ) -> HTML? {
    guard let words = flip.words, words.count > 12 else { return nil }
    let page = context.root + context.run.reviewPath(analysis.pick.id)
    let rows = zip(words, flip.interchangeable).map { word, members -> HTML in
      """
      <tr><th scope="row"><a\(href: "\(page)#t\(analysis.review.firstPosition + word)")>\(analysis.words[word])</a></th>\
      <td>\(members)</td></tr>

      """
    }
    return scrollingTable(
      named: "Words whose removal changes the verdict",
      """
      <table><thead><tr><th scope="col" class="left">Word</th><th scope="col">interchangeable words</th></tr></thead><tbody>
      \(rows)</tbody></table>
      """)
  }
}
