import SourceText
import Spooling

/// The summaries of reviews: all of a run, or those of one page of a list.
///
/// Few are in memory, many in a temporary file. In memory, a review takes 24 bytes: its place in the file, and what decides on
/// its places in the lists.
public struct ReviewSummaries: RandomAccessCollection, Sendable {
  private let summaries: RecordList<ReviewSummary>
  private let keys: ReviewKeys
  /// The indices of the chosen reviews; nil for all.
  private let chosen: [Int]?
  private let sums: ReportTotals.Sums
  /// What documents measure over all reviews of the run.
  let folds: ReviewFolds
  /// What chunks about the whole data set need of each review; empty if no document has such a chunk.
  let records: RecordList<ReviewRecord>
  /// What the records contain; nil without records.
  let recordNeeds: RecordNeeds?

  /// No reviews.
  init() {
    self.init(
      RecordList(), ReviewKeys(), chosen: nil, ReportTotals.Sums(), ReviewFolds(), RecordList(), nil
    )
  }

  private init(
    _ summaries: RecordList<ReviewSummary>, _ keys: ReviewKeys, chosen: [Int]?,
    _ sums: ReportTotals.Sums, _ folds: ReviewFolds, _ records: RecordList<ReviewRecord>,
    _ recordNeeds: RecordNeeds?
  ) {
    self.records = records
    self.recordNeeds = recordNeeds
    self.summaries = summaries
    self.keys = keys
    self.chosen = chosen
    self.sums = sums
    self.folds = folds
  }

  /// Keeps summaries.
  init(_ summaries: some Sequence<ReviewSummary>) throws(Diagnostics) {
    var collector = Collector()
    for summary in summaries { try collector.add(summary) }
    self = collector.summaries
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { chosen?.count ?? summaries.count }

  public subscript(position: Int) -> ReviewSummary { summaries[chosen?[position] ?? position] }

  /// Returns the number of a review in the run, from 1.
  func number(at position: Int) -> Int { (chosen?[position] ?? position) + 1 }

  /// The totals over all reviews of the run.
  var totals: ReportTotals {
    ReportTotals(
      sums,
      ReviewSummaries(
        summaries, keys, chosen: nil, ReportTotals.Sums(), folds, records,
        recordNeeds))
  }

  /// Returns the number of reviews of a list.
  func count(of selection: ReviewSelection) -> Int { keys.count(of: selection) }

  /// Whether a review has a label.
  var hasLabels: Bool { !keys.labels.isEmpty }

  /// Returns the pages of a list.
  func pages(of list: ReviewList) -> ListPages { ListPages(list, keys) }

  /// Returns some of the reviews.
  func choosing(_ indices: some Sequence<Int>) -> ReviewSummaries {
    ReviewSummaries(summaries, keys, chosen: Array(indices), sums, folds, records, recordNeeds)
  }

  /// Throws if a summary could not be read; it was then read as another one.
  func throwIfFailed() throws(Diagnostics) {
    try summaries.throwIfFailed()
    try records.throwIfFailed()
  }

  /// Collects the summaries of a run.
  struct Collector: ~Copyable {
    private var records = RecordList<ReviewSummary>.Appender()
    private var keys = ReviewKeys()
    private var sums = ReportTotals.Sums()
    private var folds: ReviewFolds
    private var reviews = RecordList<ReviewRecord>.Appender()
    private let recordNeeds: RecordNeeds?

    /// Starts without reviews.
    ///
    /// - Parameters:
    ///   - folds: What documents measure over all reviews.
    ///   - recordNeeds: What records of reviews contain; nil if none are kept.
    init(_ folds: ReviewFolds = ReviewFolds(), _ recordNeeds: RecordNeeds? = nil) {
      self.folds = folds
      self.recordNeeds = recordNeeds
    }

    /// The number of reviews.
    var count: Int { keys.all.count }

    /// Adds the summary of the next review.
    ///
    /// - Throws: A diagnostic if the temporary file cannot be written.
    mutating func add(_ summary: ReviewSummary) throws(Diagnostics) {
      try records.append(summary)
      if recordNeeds != nil, let review = summary.record { try reviews.append(review) }
      sums.add(summary)
      folds.add(summary)
      keys.add(summary)
    }

    /// The summaries so far.
    var summaries: ReviewSummaries {
      ReviewSummaries(
        records.list, keys, chosen: nil, sums, folds.finished(), reviews.list, recordNeeds)
    }
  }
}
