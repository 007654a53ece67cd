import SourceText
import Spooling

/// The summaries of reviews: all of a run, or those of one page of a list.
///
/// Few are in memory, many in a temporary file. In memory, a review takes nine bytes: its place in the file, and the lists that
/// it is on.
public struct ReviewSummaries: RandomAccessCollection, Sendable {
  private let summaries: RecordList<ReviewSummary>
  /// The lists of each review, as bits.
  private let selections: [UInt8]
  /// The indices of the chosen reviews; nil for all.
  private let chosen: [Int]?
  private let sums: ReportTotals.Sums

  /// No reviews.
  init() { self.init(RecordList(), [], chosen: nil, ReportTotals.Sums()) }

  private init(
    _ summaries: RecordList<ReviewSummary>, _ selections: [UInt8], chosen: [Int]?,
    _ sums: ReportTotals.Sums
  ) {
    self.summaries = summaries
    self.selections = selections
    self.chosen = chosen
    self.sums = sums
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

  /// The totals over all reviews of the run.
  var totals: ReportTotals {
    ReportTotals(
      sums, ReviewSummaries(summaries, selections, chosen: nil, ReportTotals.Sums()))
  }

  /// Returns the number of reviews of a list.
  func count(of selection: ReviewSelection) -> Int {
    selections.count { $0 & selection.bit != 0 }
  }

  /// Returns the indices of a list's reviews.
  func indices(of selection: ReviewSelection) -> [Int] {
    selections.indices.filter { selections[$0] & selection.bit != 0 }
  }

  /// Returns some of the reviews.
  func choosing(_ indices: some Sequence<Int>) -> ReviewSummaries {
    ReviewSummaries(summaries, selections, chosen: Array(indices), sums)
  }

  /// Throws if a summary could not be read; it was then read as another one.
  func throwIfFailed() throws(Diagnostics) { try summaries.throwIfFailed() }

  /// Collects the summaries of a run.
  struct Collector: ~Copyable {
    private var records = RecordList<ReviewSummary>.Appender()
    private var selections: [UInt8] = []
    private var sums = ReportTotals.Sums()

    /// The number of reviews.
    var count: Int { selections.count }

    /// Adds the summary of the next review.
    ///
    /// - Throws: A diagnostic if the temporary file cannot be written.
    mutating func add(_ summary: ReviewSummary) throws(Diagnostics) {
      try records.append(summary)
      sums.add(summary)
      selections.append(
        ReviewSelection.allCases.reduce(0) { bits, selection in
          selection.contains(summary) ? bits | selection.bit : bits
        })
    }

    /// The summaries so far.
    var summaries: ReviewSummaries {
      ReviewSummaries(records.list, selections, chosen: nil, sums)
    }
  }
}

extension ReviewSelection {
  /// The bit of the list in the byte of a review.
  fileprivate var bit: UInt8 {
    switch self {
    case .all: 1
    case .right: 2
    case .wrong: 4
    case .unsure: 8
    }
  }
}
