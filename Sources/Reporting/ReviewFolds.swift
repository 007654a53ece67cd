import Literate

/// What documents measure over all reviews, folded while the reviews arrive, in their order.
///
/// However many pages show a claim over all reviews, each review is counted once.
struct ReviewFolds: Sendable {
  /// The places of measures among the measurements of a review.
  private let places: [String: Int]
  private var statistics: [ReviewStatistics]
  /// The tallies of claims over all reviews, by text.
  private var tallies: [String: FindingTally]

  /// Starts without reviews.
  ///
  /// - Parameters:
  ///   - measures: The distinct measures of the documents.
  ///   - claims: Their distinct claims over all reviews.
  init(measures: [ReviewMeasure<ReportContext>] = [], claims: [ReviewClaim<ReportContext>] = []) {
    places = Dictionary(measures.enumerated().map { ($1.key, $0) }) { first, _ in first }
    statistics = measures.map { ReviewStatistics(of: $0) }
    tallies = Dictionary(claims.map { ($0.text, $0.emptyTally) }) { first, _ in first }
  }

  /// Adds the next review.
  mutating func add(_ summary: ReviewSummary) {
    for (index, measurement) in summary.measurements.enumerated() where index < statistics.count {
      statistics[index].add(measurement, of: summary.id)
    }
    for (text, finding) in summary.findings { tallies[text]?.add(finding) }
  }

  /// Returns the folds of all reviews, from which every number is then read without further work.
  func finished() -> ReviewFolds {
    var finished = self
    for index in statistics.indices { finished.statistics[index].finish() }
    return finished
  }

  /// Returns the tally of a claim; nil for a claim of no document.
  func tally(of claim: ReviewClaim<ReportContext>) -> FindingTally? { tallies[claim.text] }

  /// Returns the statistics of a measure; nil for a measure of no document.
  func statistics(of measure: ReviewMeasure<ReportContext>) -> ReviewStatistics? {
    places[measure.key].map { statistics[$0] }
  }

  /// Returns the measurement of a review; missing for a measure of no document.
  func measurement(
    of measure: ReviewMeasure<ReportContext>, in summary: ReviewSummary
  ) -> ReviewMeasurement {
    guard let place = places[measure.key], place < summary.measurements.count else {
      return .missing
    }
    return summary.measurements[place]
  }
}
