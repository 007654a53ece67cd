import Classifier
import Faithfulness
import Literate

/// Totals over all reviews of a run.
public struct ReportTotals: Sendable {
  /// The sums, folded while the reviews arrive.
  struct Sums {
    var reviews = 0
    var labelled = 0
    var right = 0
    var words = 0
    var unknown = 0
    var wordless = 0
    var maxRowDifference = 0.0
    var maxConvergenceDelta: Double?
    /// The target class of all reviews; nil if they have different ones.
    var subject: Label?

    mutating func add(_ summary: ReviewSummary) {
      if reviews == 0 {
        subject = summary.subject
      } else if subject != summary.subject {
        subject = nil
      }
      reviews += 1
      if summary.label != nil { labelled += 1 }
      if summary.label == summary.prediction.label { right += 1 }
      words += summary.words
      unknown += summary.unknown
      if summary.words == 0 { wordless += 1 }
      let difference = summary.maxRowDifference
      // Once it is not a number, it stays so.
      if difference.isNaN || difference > maxRowDifference || reviews == 1 {
        maxRowDifference = maxRowDifference.isNaN ? .nan : difference
      }
      guard let delta = summary.convergenceDelta.map({ abs($0) }) else { return }
      if let largest = maxConvergenceDelta, !(largest < delta) { return }
      maxConvergenceDelta = delta
    }
  }

  /// The number of reviews.
  public var reviews: Int { sums.reviews }
  /// The number of labelled reviews, and of verdicts that agree with the label.
  public var labelled: Int { sums.labelled }
  public var right: Int { sums.right }
  /// The number of words read, and of unknown words among them.
  public var words: Int { sums.words }
  public var unknown: Int { sums.unknown }
  /// The largest difference between two gradient rows of one review; NaN without gradients.
  public var maxRowDifference: Double { sums.maxRowDifference }
  /// The largest convergence delta of the first complete method; nil if the run has none.
  public var maxConvergenceDelta: Double? { sums.maxConvergenceDelta }
  /// The number of reviews in which the model finds no word.
  var wordless: Int { sums.wordless }
  /// The target class of all reviews; nil if they have different ones.
  var subject: Label? { sums.subject }
  private let sums: Sums
  /// The summaries of all reviews.
  let summaries: ReviewSummaries
  /// The agreement of the run's methods per review; empty if no document shows it.
  var agreement: some Sequence<MethodAgreement> { summaries.lazy.compactMap(\.agreement) }

  init(_ sums: Sums, _ summaries: ReviewSummaries) {
    self.sums = sums
    self.summaries = summaries
  }
}
