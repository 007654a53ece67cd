import HTML
import Literate
import SourceText

/// `{prediction}`: the probability as a bar from 50 % towards the verdict.
struct PredictionChunk: Chunk {
  typealias Context = ReportContext

  static let verb = "prediction"
  static let summary = "The model's verdict as a bar, with the empty review as a mark."
  static let scopes: Set<Scope> = [.report, .review]
  static let labelPrefix: String? = nil

  init(options: inout Options) {}

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let analysis = try context.review()
    let meter = Meter(
      prediction: analysis.prediction, emptyReview: analysis.emptyReview,
      id: context.pictureID("meter"))
    return ChunkOutput(body: meter.html, isFigure: false)
  }
}
