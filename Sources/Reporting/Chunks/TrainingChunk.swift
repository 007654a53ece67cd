import Classifier
import HTML
import Literate
import SourceText

/// `{training}`: the training curves of the embedded architectures.
struct TrainingChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "training"
  static let summary =
    "The training curves of the embedded architectures: the loss after each epoch, and which epoch was kept."
  static let scopes: Set<Scope> = [.report]
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{training #fig-training}
    ```
    """

  init(options: inout Options) {}

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let figure = TrainingFigure(try Contrast.all(), id: context.pictureID("training"))
    let unfinished = figure.unfinished
    let warning: HTML =
      unfinished.isEmpty
      ? ""
      : """
       Where the last epoch is the one that was kept, more of them might have done better: \
      \(unfinished.map { "“\($0.architecture.title)”" }.joined(separator: ", ")).
      """
    return ChunkOutput(
      body: figure.html,
      caption: """
        The mean cross-entropy after each epoch of training, on one scale for all; that of epochs is logarithmic. The model \
        is that of the epoch with the smallest loss on the reviews held back, which has the dot. The loss of the reviews \
        learnt from is measured while words are dropped and weights still change, and can be the larger one for that \
        reason.\(warning)
        """,
      layout: .wide, alternative: figure.table, isFigure: true)
  }
}
