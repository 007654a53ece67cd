import Attribution
import Blocks
import DataSet
import Figures
import HTML
import Literate
import SourceText

/// `{calibration}`: predicted probabilities against the share of reviews in which they come true.
struct CalibrationChunk: ChunkOfDataSet {
  static let verb = "calibration"
  static let summary =
    "Reliability of the predicted probabilities, with Brier score, calibration error, slope and intercept."
  static let labelPrefix: String? = "fig"
  static let example = """
    ```{calibration #fig-calibration bins=5}
    ```
    """

  let filter: ReviewFilter<ReportContext>?
  private let settings: CalibrationStudy.Settings

  init(options: inout Options) {
    filter = options.takeFilter()
    settings = CalibrationStudy.Settings(
      isConfidence: options.take(
        "of", default: nil, among: [("class", .some(false)), ("confidence", .some(true))]),
      bins: options.take("bins", default: 10, in: 2...100),
      resampling: options.takeResampling())
  }

  func weave(in context: ReportContext) throws(Diagnostics) -> ChunkOutput {
    let reviews = SelectedReviews(context, where: filter)
    let study = CalibrationStudy.of(reviews, settings)
    switch study.result {
    case .failure(let reason):
      return reviews.missing("Calibration cannot be measured", reason)
    case .success(let result):
      let figure = CalibrationFigure(study, result, id: context.pictureID("calibration"))
      return ChunkOutput(
        body: [.picture(figure.plot.picture), .facts(figure.facts)],
        caption: figure.caption(reviews.condition), layout: .text, alternative: figure.table,
        isFigure: true)
    }
  }
}
