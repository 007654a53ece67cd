import Attribution
import Classifier
import HTML
import Literate
import SourceText

/// `{vocabulary}`: what every word of the vocabulary does alone, by how frequent it is.
struct VocabularyChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "vocabulary"
  static let summary =
    "What every word of the vocabulary does alone to an empty review, and the strongest of them."
  static let scopes: Set<Scope> = [.report]
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{vocabulary #fig-vocabulary count=6}
    ```
    """

  private let count: Int

  init(options: inout Options) {
    count = options.take("count", default: 12, in: 1...1000)
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let run = context.run
    let explainer = context.focus?.explained.explainer ?? run.analyst.explainer
    let effects = WordEffects(in: context)
    guard !effects.words.isEmpty else {
      throw Diagnostics([Diagnostic("the vocabulary has no word but special tokens")])
    }
    let figure = VocabularyFigure(effects, count: count, id: context.pictureID("vocabulary"))
    let positions = run.analyst.model.text.nominalLength
    return ChunkOutput(
      body: figure.html,
      caption: """
        Each dot is a word: above the line it raises the logit of \(Subject(explainer).name), below it lowers it. Measured by a forward \
        pass: one word in an empty review of \(positions) positions, minus the empty review. \
        The gradient there, one direction for all words, promises the same to within \
        \(NumberText.scientific(effects.firstOrderGap)). Special tokens are left out; words that fall on one point are \
        drawn once.
        """,
      layout: .wide, alternative: figure.table, isFigure: true)
  }
}
