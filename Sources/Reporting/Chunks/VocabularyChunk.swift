import Attribution
import Blocks
import Classifier
import HTML
import Literate
import SourceText

/// `{vocabulary}`: the effect of each vocabulary word alone, by frequency rank.
struct VocabularyChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "vocabulary"
  static let summary =
    "The effect of each vocabulary word on an empty review, and the strongest words."
  static let scopes: Set<Scope> = [.report]
  static let needs = ModelAccess.layers
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
    let effects = context.wordEffects
    guard !effects.words.isEmpty else {
      throw Diagnostics("the vocabulary contains only special tokens")
    }
    let figure = VocabularyFigure(effects, count: count, id: context.pictureID("vocabulary"))
    let positions = run.analyst.explainer.network.text.nominalLength
    return ChunkOutput(
      body: figure.blocks,
      caption: """
        Each dot is a word: above the line it raises the logit of \(ExplainedClass(explainer).name), below it lowers it. Measured by a forward \
        pass: one word in an empty review of \(positions) positions, minus the empty review. \
        The gradient there, one direction for all words, predicts the same to within \
        \(scientific: effects.firstOrderGap). Special tokens are omitted; words at the same point are drawn once.
        """,
      layout: .wide, alternative: figure.table, isFigure: true)
  }
}
