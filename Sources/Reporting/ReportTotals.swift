import Classifier
import Faithfulness
import Literate

/// Totals over all reviews of a run.
public struct ReportTotals: Sendable {
  /// The number of reviews.
  public let reviews: Int
  /// The number of labelled reviews, and of verdicts that agree with the label.
  public let labelled: Int
  public let right: Int
  /// The number of words read, and of unknown words among them.
  public let words: Int
  public let unknown: Int
  /// The largest difference between two gradient rows of one review; NaN without gradients.
  public let maxRowDifference: Double
  /// The largest convergence delta of the first complete method; nil if the run has none.
  public let maxConvergenceDelta: Double?
  private let summaries: [ReviewSummary]
  /// The agreement of the run's methods per review; empty if no document shows it.
  var agreement: some Sequence<MethodAgreement> { summaries.lazy.compactMap(\.agreement) }
  /// The measurements per review for claims over all reviews, by claim text.
  var findings: some Sequence<[String: ReviewFinding]> { summaries.lazy.map(\.findings) }

  init(_ summaries: [ReviewSummary]) {
    reviews = summaries.count
    labelled = summaries.count { $0.label != nil }
    right = summaries.count { $0.label == $0.prediction.label }
    words = summaries.reduce(0) { $0 + $1.words }
    unknown = summaries.reduce(0) { $0 + $1.unknown }
    let differences = summaries.map(\.maxRowDifference)
    maxRowDifference = differences.contains { $0.isNaN } ? .nan : differences.max() ?? 0
    self.summaries = summaries
    maxConvergenceDelta = summaries.compactMap { $0.convergenceDelta.map { abs($0) } }.max()
  }
}
