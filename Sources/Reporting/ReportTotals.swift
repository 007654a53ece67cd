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
    /// The sum of the probabilities of the verdicts.
    var confidence = 0.0
    /// The most confident verdict that disagrees with its label, and the least confident verdict of all.
    var worstError: Extreme?
    var leastSure: Extreme?
    /// The word with the largest contribution to the target class in any review, and the one with the largest against it.
    var supporting: Extreme?
    var opposing: Extreme?

    mutating func add(_ summary: ReviewSummary) {
      if reviews == 0 {
        subject = summary.subject
      } else if subject != summary.subject {
        subject = nil
      }
      reviews += 1
      if summary.label != nil { labelled += 1 }
      if summary.label == summary.prediction.label { right += 1 }
      addExtremes(of: summary)
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

    /// Of equal numbers, the first review's counts.
    private mutating func addExtremes(of summary: ReviewSummary) {
      let sureness = summary.prediction.confidence
      confidence += sureness
      func extreme(_ value: Double, _ text: String) -> Extreme {
        Extreme(text: text, value: value, review: summary.id, number: reviews)
      }
      if summary.label.map({ $0 != summary.prediction.label }) == true,
        sureness > worstError?.value ?? -1
      {
        worstError = extreme(sureness, summary.title)
      }
      if sureness < leastSure?.value ?? 2 { leastSure = extreme(sureness, summary.title) }
      if let word = summary.strongest.supporting, word.contribution > supporting?.value ?? 0 {
        supporting = extreme(word.contribution, word.text)
      }
      if let word = summary.strongest.opposing, word.contribution < opposing?.value ?? 0 {
        opposing = extreme(word.contribution, word.text)
      }
    }
  }

  /// The largest or smallest number of its kind, and the review that has it.
  struct Extreme: Hashable, Sendable {
    /// The word, or the title of the review.
    let text: String
    let value: Double
    /// The id of the review and its number, from 1.
    let review: String
    let number: Int
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
  /// The mean probability of the verdicts; NaN without reviews.
  var meanConfidence: Double { sums.confidence / Double(sums.reviews) }
  /// The most confident verdict that disagrees with its label; nil if none does.
  var worstError: Extreme? { sums.worstError }
  /// The least confident verdict.
  var leastSure: Extreme? { sums.leastSure }
  /// The word with the largest contribution to the target class in any review; nil if none is marked.
  var supporting: Extreme? { sums.supporting }
  /// The word with the largest contribution against it.
  var opposing: Extreme? { sums.opposing }
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
