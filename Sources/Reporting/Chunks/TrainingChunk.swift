import Blocks
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
  static let needs = ModelAccess.layers
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{training #fig-training}
    ```
    """

  init(options: inout Options) {}

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let figure = TrainingFigure(
      try Contrast.all(jobs: context.run.jobs), id: context.pictureID("training"))
    let unfinished = figure.unfinished
    let warning =
      unfinished.isEmpty
      ? ""
      : """
       If the last epoch was kept, more epochs might have done better: \
      \(unfinished.map { "“\($0.architecture.title)”" }.joined(separator: ", ")).
      """
    return ChunkOutput(
      body: figure.blocks,
      caption: """
        The mean cross-entropy after each training epoch, on the same axes for all models; the epoch axis is logarithmic. The \
        dot marks the epoch with the smallest validation loss, whose weights are the model’s. Training loss is measured with \
        dropout and while weights still change, so it can be the larger one.\(warning)
        """,
      layout: .wide, alternative: figure.table, isFigure: true)
  }
}
