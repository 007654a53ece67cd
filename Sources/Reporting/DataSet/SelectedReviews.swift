import Attribution
import Blocks
import Classifier
import DataSet
import HTML
import Literate

/// The reviews of a run that a chunk or a value is about.
struct SelectedReviews {
  let context: ReportContext
  let filter: ReviewFilter<ReportContext>?

  init(_ context: ReportContext, where filter: ReviewFilter<ReportContext>? = nil) {
    self.context = context
    self.filter = filter
  }

  /// The condition as a key of findings.
  var key: String { filter?.measure.key ?? "" }

  /// A phrase that follows "reviews": the condition, if there is one.
  var condition: Phrase { filter.map { " with \(code: $0.text)" } ?? "" }

  /// The number of classes.
  var classes: [String] { context.run.analyst.explainer.classes.map(\.name) }

  /// Passes the selected reviews to a closure, with their indices in the run.
  ///
  /// - Complexity: O(bytes of all records), which are read from the temporary file.
  func each(_ body: (_ index: Int, _ record: ReviewRecord) -> Void) {
    guard let reviews = context.totals?.summaries else { return }
    for (index, record) in reviews.records.enumerated() where selects(record, of: reviews) {
      body(index, record)
    }
  }

  private func selects(_ record: ReviewRecord, of reviews: ReviewSummaries) -> Bool {
    guard let filter else { return true }
    return ReviewFilter<ReportContext>.selects(
      reviews.folds.measurement(of: filter.measure, among: record.measurements))
  }

  /// Passes the selected reviews to a closure as classified reviews.
  func eachClassified(_ body: (ClassifiedReview, ReviewRecord) -> Void) {
    each { index, record in
      if let review = record.classified(as: index) { body(review, record) }
    }
  }

  /// The words of the records' methods, and the place of one of them among the contributions.
  func place(of method: String?) -> Int? {
    context.totals?.summaries.recordNeeds?.place(of: method)
  }
}

extension ReviewRecord {
  /// Returns the review as statistics take it; nil if a probability is not one.
  func classified(as index: Int) -> ClassifiedReview? {
    ClassifiedReview(
      number: index, label: label, probabilities: probabilities, predicted: predicted)
  }
}

extension ReportContext {
  /// Returns a link to the page of a review.
  ///
  /// - Parameters:
  ///   - index: The index of the review in the run.
  ///   - text: The text of the link; nil for the title.
  /// - Returns: The link.
  func link(to index: Int, _ text: Phrase? = nil) -> Phrase {
    let pick = run.picks[index]
    let page = root + run.reviewPath(pick.id, number: index + 1)
    return "\(link: text ?? Phrase(pick.title.clipped(60)), to: page)"
  }

  /// Returns the excerpt of a review, with the words that contributed most.
  func excerpt(of index: Int) -> Phrase {
    guard let reviews = totals?.summaries, reviews.indices.contains(index) else { return "" }
    return "\(piece: .marked(reviews[index].excerpt))"
  }
}

/// Numbers with their intervals, as texts.
enum IntervalText {
  /// A share of reviews: "88.4 % (87.9–88.8)".
  static func percent(_ share: Proportion, digits: Int = 1) -> Phrase {
    "\(.number(share.value, NumberText.percent(share.value, digits: digits))) \(small: range(100 * share.low, 100 * share.high, digits))"
  }

  /// A number: "0.083 (0.080–0.086)".
  static func number(_ estimate: Estimate, digits: Int = 3) -> Phrase {
    "\(.number(estimate.value, NumberText.fixed(estimate.value, digits: digits))) \(small: range(estimate.low, estimate.high, digits))"
  }

  /// A contribution in percentage points or units of the logit.
  static func points(_ estimate: Estimate, digits: Int = 2) -> Phrase {
    let (low, high) = (
      NumberText.points(estimate.low, digits: digits),
      NumberText.points(estimate.high, digits: digits)
    )
    return
      "\(.number(estimate.value, NumberText.points(estimate.value, digits: digits))) \(small: "(\(low) to \(high))")"
  }

  /// A p-value.
  static func p(_ value: Double) -> Phrase {
    value >= 0.001
      ? Phrase(.data(value: "\(value)", text: NumberText.fixed(value, digits: 3)))
      : value > 0 ? .scientific(value) : "< 10⁻³⁰⁰"
  }

  private static func range(_ low: Double, _ high: Double, _ digits: Int) -> Phrase {
    "(\(NumberText.fixed(low, digits: digits)) to \(NumberText.fixed(high, digits: digits)))"
  }
}

extension Phrase {
  /// A number in full precision with its text.
  static func number(_ value: Double, _ text: String) -> Phrase {
    Phrase(.data(value: "\(value)", text: text))
  }
}
