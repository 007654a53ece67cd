import Classifier
import HTML

/// Shows training progress: one line per epoch, and between them the progress line.
struct TrainingDisplay {
  let isQuiet: Bool

  /// Shows a progress event.
  func show(_ progress: TrainingProgress) {
    guard !isQuiet else { return }
    switch progress {
    case .started(let reviews, let validation, let vocabulary):
      Console.error(
        "\(reviews) training reviews, \(validation) validation reviews, \(vocabulary) words")
    case .step(let epoch, let of, let reviews, let ofReviews):
      let part = (Double(epoch - 1) + Double(reviews) / Double(ofReviews)) / Double(of)
      Console.progress(
        "epoch \(epoch) of \(of), \(reviews) of \(counted(ofReviews, "review"))", share: part)
    case .epoch(let report): Console.error(Self.line(report))
    }
  }

  private static func line(_ report: EpochReport) -> String {
    var line = "epoch \(report.epoch)/\(report.of)  loss \(digits(report.loss))"
    line += "  accuracy \(digits(report.accuracy))"
    if let loss = report.validationLoss, let accuracy = report.validationAccuracy {
      line += "  validation loss \(digits(loss))  accuracy \(digits(accuracy))"
    }
    line += "  \(NumberText.fixed(report.reviewsPerSecond, digits: 0)) reviews/s"
    return line + (report.isBest ? "  best" : "")
  }

  private static func digits(_ number: Double) -> String { NumberText.fixed(number, digits: 4) }
}
