import Attribution
import Blocks
import Classifier
import DataSet
import HTML
import Literate

/// The reviews of a run that a chunk or a value is about: those that satisfy a condition, or all.
///
/// A chunk lists the measure of its condition in ``Chunk/measures``, so that nothing is left to do but to read each review's
/// measurement. Which reviews satisfy a condition is found once per run, in one pass over the summaries.
struct SelectedReviews {
  let context: ReportContext
  let filter: ReviewFilter<ReportContext>?

  init(_ context: ReportContext, where filter: ReviewFilter<ReportContext>? = nil) {
    self.context = context
    self.filter = filter
  }

  /// The condition as a key of findings.
  var key: String { filter?.measure.key ?? "" }

  /// The number of reviews of the run; 0 before all are analysed.
  var total: Int { context.totals?.summaries.count ?? 0 }

  /// The indices of the reviews in the run, in their order.
  var indices: [Int] { selection?.indices ?? Array(0..<total) }

  /// The reviews that satisfy the condition; nil without one.
  private var selection: Selection? {
    filter.map { filter in
      context.run.findings.finding(key) { Selection(filter, among: context.totals?.summaries) }
    }
  }

  /// The number of classes.
  var classes: [String] { context.run.analyst.explainer.classes.map(\.name) }

  /// Passes the selected reviews to a closure, with their indices in the run.
  ///
  /// - Complexity: O(bytes of all records), which are read from the temporary file.
  func each(_ body: (_ index: Int, _ record: ReviewRecord) -> Void) {
    guard let reviews = context.totals?.summaries else { return }
    guard let selection else {
      for (index, record) in reviews.records.enumerated() { body(index, record) }
      return
    }
    var rest = selection.indices[...]
    for (index, record) in reviews.records.enumerated() where index == rest.first {
      body(index, record)
      rest.removeFirst()
    }
  }

  /// Passes the selected reviews to a closure as classified reviews.
  func eachClassified(_ body: (ClassifiedReview, ReviewRecord) -> Void) {
    each { index, record in
      if let review = record.classified(as: index) { body(review, record) }
    }
  }

  /// The place of a method among those whose contributions the records have.
  func place(of method: String?) -> Int? {
    context.totals?.summaries.recordNeeds?.place(of: method)
  }
}

extension SelectedReviews {
  /// A phrase that follows "reviews": the condition, if there is one.
  var condition: Phrase { filter.map { " with \(code: $0.text)" } ?? "" }

  /// The reviews in a few words for a caption, such as "3 of 4 reviews have `words > 5`".
  var phrase: Phrase {
    let all = counted(total, "review")
    guard let filter else { return "\(all)" }
    let count = indices.count
    return "\(count) of \(all) \(count == 1 ? "has" : "have") \(code: filter.text)"
  }

  /// The condition that no review satisfies, to follow "no".
  private func unmet(_ filter: ReviewFilter<ReportContext>) -> Phrase {
    let undecided = selection?.undecided ?? 0
    let missing: Phrase =
      undecided == 0 ? "" : "; in \(undecided) of them, a value that it needs is missing"
    return "review has \(code: filter.text)\(missing)"
  }

  /// The sentence in place of a figure about no review.
  var emptySentence: Phrase { filter.map { "No \(unmet($0))." } ?? "There are no reviews." }

  /// Returns a sentence in place of a figure that the reviews cannot fill.
  ///
  /// - Parameters:
  ///   - what: The subject and the predicate, such as "The calibration is not known".
  ///   - reason: The reason.
  /// - Returns: The sentence.
  func missing(_ what: Phrase, _ reason: Undecidable) -> ChunkOutput {
    var cause = Phrase(reason.description)
    if reason == .noReviews, let filter, indices.isEmpty { cause = "no \(unmet(filter))" }
    return ChunkOutput(body: [.paragraph("\(what), because \(cause).")], isFigure: false)
  }
}

/// Which reviews satisfy a condition.
private struct Selection: Sendable {
  /// Their indices in the run, in ascending order.
  private(set) var indices: [Int] = []
  /// The number of reviews for which the condition is undecided, because a value that it needs is missing.
  private(set) var undecided = 0

  init(_ filter: ReviewFilter<ReportContext>, among reviews: ReviewSummaries?) {
    guard let reviews else { return }
    for (index, review) in reviews.enumerated() {
      let measurement = reviews.folds.measurement(of: filter.measure, in: review)
      if ReviewFilter<ReportContext>.selects(measurement) { indices.append(index) }
      if measurement == .undecided || measurement == .missing { undecided += 1 }
    }
  }
}
