import Literate
import SourceText

/// Which reviews a list shows, in which order, how many of them, and what of each: the options of `{reviews}`.
struct ReviewQuery: Sendable {
  typealias Entry = ExpressionReader<ReportContext>.Entry

  let filter: ReviewFilter<ReportContext>?
  let order: [Entry]
  let columns: [Entry]
  private let limit: Int
  /// Whether no option is given, so that the list is that of the whole page.
  let isEmpty: Bool

  private static let standardLimit = 100

  init(options: inout Options) {
    filter = ReviewFilter(from: &options, in: ReportLanguage.expressions)
    let keys = ["sort", "limit", "columns"]
    var isGiven = filter != nil || keys.contains { options.has($0) }
    let sort = options.takeText(
      "sort", values: "values separated by commas, each followed by descending or not")
    order =
      sort.map {
        ExpressionReader.list(
          $0, of: ReportLanguage.expressions, isOrdered: true, options: &options)
      } ?? []
    limit = options.take("limit", default: Self.standardLimit, in: 1...10_000)
    let shown = options.takeText("columns", values: "values separated by commas")
    columns =
      shown.map {
        ExpressionReader.list($0, of: ReportLanguage.expressions, options: &options)
      } ?? []
    isGiven = isGiven || sort != nil || shown != nil || limit != Self.standardLimit
    isEmpty = !isGiven
  }

  /// What is measured of each review.
  var measures: [ReviewMeasure<ReportContext>] {
    [filter?.measure].compactMap(\.self) + (order + columns).map { ReviewMeasure($0.expression) }
  }

  /// Returns the indices of some reviews in the order of the list, up to its limit; they are sorted once per run.
  ///
  /// - Complexity: O(*n* log *n*) for *n* reviews, with a few dozen bytes each.
  func sorted(_ chosen: SelectedReviews) -> [Int] {
    let context = chosen.context
    guard let reviews = context.totals?.summaries, !order.isEmpty else {
      return Array(chosen.indices.prefix(limit))
    }
    let measures = order.map { ReviewMeasure($0.expression) }
    let keys = zip(order, measures).map { "\($1.key) \($0.isDescending)" }
    return context.run.findings.finding(
      filter?.measure.key ?? "", keys.joined(separator: ", "), "\(limit)"
    ) {
      chosen.indices.map { index in
        let review = reviews[index]
        return (index, measures.map { SortKey(reviews.folds.measurement(of: $0, in: review)) })
      }.sorted { precedes($0, $1) }.prefix(limit).map(\.0)
    }
  }

  /// Whether a review comes before another; reviews of equal rank are in the order of the run, and those without a value last.
  private func precedes(
    _ one: (index: Int, keys: [SortKey]), _ other: (index: Int, keys: [SortKey])
  ) -> Bool {
    for (entry, (first, second)) in zip(order, zip(one.keys, other.keys)) where first != second {
      if first == .missing || second == .missing { return second == .missing }
      return entry.isDescending ? second < first : first < second
    }
    return one.index < other.index
  }
}

/// The value by which a list is sorted: numbers before texts.
private enum SortKey: Hashable, Comparable {
  case number(Double)
  case text(String)
  case missing

  init(_ measurement: ReviewMeasurement) {
    switch measurement.value {
    case .number(let number): self = .number(number)
    case .integer(let number): self = .number(Double(number))
    case .boolean(let truth): self = .number(truth ? 1 : 0)
    case .text(let text):
      // A cell may hold a number; an empty one is missing.
      let cell = String(text.trimmed)
      if let number = Double(cell), !number.isNaN {
        self = .number(number)
      } else {
        self = cell.isEmpty ? .missing : .text(cell)
      }
    case nil: self = .missing
    }
  }
}
