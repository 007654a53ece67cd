import Classifier

/// What lists keep of all reviews in memory, to choose, sort and page them without their summaries: sixteen bytes a review.
struct ReviewKeys: Sendable {
  /// What lists keep of a review.
  struct Key: Sendable {
    /// The probability of the verdict; −1 if it is not a number.
    let confidence: Double
    /// The size of the review's row in bytes.
    let size: UInt16
    /// The label, by its place in the list of labels; nil for none.
    let label: UInt8?
    /// The selections that have the review, as bits.
    fileprivate let selections: UInt8

    /// Whether a selection has the review.
    func isIn(_ selection: ReviewSelection) -> Bool { selections & selection.bit != 0 }
  }

  /// The keys, in the order of the run.
  private(set) var all: [Key] = []
  /// The names of the labels; beyond 255, the last one stands for all others.
  private(set) var labels: [String] = []
  private var counts: [ReviewSelection: Int] = [:]

  /// Returns the number of reviews of a selection.
  func count(of selection: ReviewSelection) -> Int { counts[selection] ?? 0 }

  /// Adds the next review.
  mutating func add(_ summary: ReviewSummary) {
    var selections: UInt8 = 0
    for selection in ReviewSelection.allCases where selection.contains(summary) {
      selections |= selection.bit
      counts[selection, default: 0] += 1
    }
    let confidence = summary.prediction.confidence
    all.append(
      Key(
        confidence: confidence.isNaN ? -1 : confidence, size: UInt16(clamping: summary.sizeOfRow),
        label: summary.label.map { number(of: $0) }, selections: selections))
  }

  private mutating func number(of label: Label) -> UInt8 {
    if let known = labels.firstIndex(of: label.name) { return UInt8(known) }
    if labels.count < 255 { labels.append(label.name) }
    return UInt8(labels.count - 1)
  }
}

extension ReviewSelection {
  /// The bit of the selection in the byte of a review.
  fileprivate var bit: UInt8 {
    switch self {
    case .all: 1
    case .right: 2
    case .wrong: 4
    case .unsure: 8
    }
  }
}
