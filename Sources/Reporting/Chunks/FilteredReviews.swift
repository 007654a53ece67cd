import Blocks
import HTML
import Literate

/// The reviews that a chunk over all reviews is about: those that satisfy its option `where`, or all.
///
/// The chunk lists the filter's measure in ``Chunk/measures``, so that nothing is left to do but to read each review's
/// measurement.
struct FilteredReviews: Sendable {
  /// The indices of the reviews in the run, in their order.
  private(set) var indices: [Int] = []
  /// The number of reviews for which the condition is undecided, because a value that it needs is missing.
  private(set) var undecided = 0
  /// The number of reviews of the run.
  let total: Int
  private let filter: ReviewFilter<ReportContext>?

  /// Returns the reviews that satisfy a filter; they are found once per run, in one pass over all reviews.
  ///
  /// - Parameters:
  ///   - filter: The filter; nil for all reviews.
  ///   - context: The run, with its totals.
  /// - Returns: The reviews; none before all are analysed.
  static func satisfying(
    _ filter: ReviewFilter<ReportContext>?, in context: ReportContext
  ) -> FilteredReviews {
    guard let reviews = context.totals?.summaries else {
      return FilteredReviews(filter, among: ReviewSummaries())
    }
    return context.run.findings.finding(filter?.measure.key ?? "") {
      FilteredReviews(filter, among: reviews)
    }
  }

  private init(_ filter: ReviewFilter<ReportContext>?, among reviews: ReviewSummaries) {
    (self.filter, total) = (filter, reviews.count)
    guard let filter else {
      indices = Array(0..<total)
      return
    }
    for (index, review) in reviews.enumerated() {
      let measurement = reviews.folds.measurement(of: filter.measure, in: review)
      if ReviewFilter<ReportContext>.selects(measurement) { indices.append(index) }
      if measurement == .undecided || measurement == .missing { undecided += 1 }
    }
  }

  /// The reviews in a few words for a caption, such as "3 of 4 reviews have `words > 5`".
  var phrase: Phrase {
    let all = counted(total, "review")
    guard let filter else { return "\(all)" }
    let verb = indices.count == 1 ? "has" : "have"
    return "\(indices.count) of \(all) \(verb) \(code: filter.text)"
  }

  /// The sentence in place of a figure about no review.
  var emptySentence: Phrase {
    guard let filter else { return "There are no reviews." }
    let reason: Phrase =
      undecided == 0 ? "" : "; in \(undecided) of them, a value that it needs is missing"
    return "No review has \(code: filter.text)\(reason)."
  }
}
