import Blocks
import DataSet
import Figures
import HTML

/// A reliability diagram: for each bin of predictions, the share in which they came true, with its interval.
struct CalibrationFigure {
  private let subject: String?
  private let result: CalibrationResult
  private let id: String

  init(_ study: CalibrationStudy, _ result: CalibrationResult, id: String) {
    subject = study.subject
    self.result = result
    self.id = id
  }

  /// The outcome that is predicted, to follow "reviews that".
  private var outcome: String { subject.map { "are labelled \($0)" } ?? "have the right verdict" }

  private var prediction: String {
    subject.map { "probability of “\($0)”" } ?? "probability of the verdict"
  }

  var plot: LinePlot {
    let bins = result.bins
    let worst = bins.max { abs($0.mean - $0.observed.value) < abs($1.mean - $1.observed.value) }
    return LinePlot(
      x: .percent, y: .percent, name: "mean predicted \(prediction), in per cent", height: 280,
      bands: bins.count > 1
        ? [.init(points: bins.map { ($0.mean, $0.observed.low, $0.observed.high) })] : [],
      lines: [
        .init(
          points: bins.map { ($0.mean, $0.observed.value) }, style: 0, label: "observed",
          hasMarks: true),
        .init(points: [(0, 0), (1, 1)], style: 1, label: "perfectly calibrated"),
      ],
      title: "Reliability of the \(prediction)",
      description: """
        \(counted(bins.count, "bin")) of \(counted(result.reviews, "review")). \
        \(worst.map { "Where the mean prediction is \(NumberText.percent($0.mean)), \(NumberText.percent($0.observed.value)) of the reviews \(outcome), the largest gap." } ?? "")
        """,
      id: id)
  }

  var facts: [Block.Fact] {
    func number(_ estimate: Decided<Estimate>) -> Phrase {
      switch estimate {
      case .success(let estimate): IntervalText.number(estimate)
      case .failure(let reason): "not known, because \(reason.description)"
      }
    }
    return [
      Block.Fact("Brier score", IntervalText.number(result.brier, digits: 4)),
      Block.Fact(
        "Expected calibration error", IntervalText.number(result.expectedError, digits: 4)),
      Block.Fact("Slope", number(result.slope)), Block.Fact("Intercept", number(result.intercept)),
    ]
  }

  var table: Table {
    Table(
      named: "Reliability by bin",
      columns: [
        .init("Predicted", .text), .init("Mean prediction", .number),
        .init("Share that \(outcome)", .number), .init("Reviews", .number),
      ],
      rows: result.bins.map { bin in
        Table.Row(
          "\(NumberText.percent(bin.lowest, digits: 1)) to \(NumberText.percent(bin.highest, digits: 1))",
          [
            .number(bin.mean, NumberText.percent(bin.mean, digits: 1)),
            IntervalText.percent(bin.observed), "\(bin.observed.total)",
          ])
      })
  }

  func caption(_ condition: Phrase) -> Phrase {
    let clamped: Phrase =
      result.clamped == 0
      ? ""
      : " \(counted(result.clamped, "probability", plural: "probabilities")) of exactly 0 or 1 enter the slope and the intercept as 2⁻⁵² or 1 − 2⁻⁵²."
    let unlabelled: Phrase =
      result.unlabelled == 0
      ? "" : " \(counted(result.unlabelled, "review")) without a label are left out."
    return """
      Calibration on \(counted(result.reviews, "labelled review"))\(condition), in bins with about equally many reviews. Points on \
      the diagonal are calibrated; below it, the model predicts too much. A slope below 1 means that probabilities are too extreme, \
      an intercept below 0 that they are too high. The band and the small print are 95 % intervals.\(clamped)\(unlabelled)
      """
  }
}
