import Classifier
import DataSet

/// The calibration of a run's predictions.
struct CalibrationStudy: Sendable {
  /// What is measured and how.
  struct Settings: Hashable, Sendable {
    /// Whether the probability of the verdict is compared with its being right; nil to decide by the number of classes.
    var isConfidence: Bool?
    var bins = 10
    var resampling = Resampling()
  }

  /// The class whose probability is compared with the labels; nil for the probability of the verdict.
  let subject: String?
  let result: Decided<CalibrationResult>

  /// Returns the study, computed once per run and settings.
  static func of(_ reviews: SelectedReviews, _ settings: Settings = Settings()) -> CalibrationStudy
  {
    let classes = reviews.classes
    // Of two classes, one probability says everything.
    let isConfidence = settings.isConfidence ?? (classes.count > 2)
    let subject = reviews.context.totals?.subject?.name ?? classes.last ?? ""
    let index = classes.firstIndex(of: subject) ?? classes.count - 1
    let resampling = settings.resampling
    return reviews.context.run.findings.finding(
      reviews.key, "\(isConfidence) \(index)", "\(settings.bins)", resampling.key
    ) {
      var calibration = Calibration(isConfidence ? .confidence : .probability(of: index))
      reviews.eachClassified { review, _ in calibration.add(review) }
      return CalibrationStudy(
        subject: isConfidence ? nil : subject,
        result: calibration.result(
          bins: settings.bins, resamples: resampling.count, seed: resampling.seed))
    }
  }
}
