/// Collects labels that the classifier contradicts.
///
/// A label is suspect with confidence if the predicted class has at least the mean probability that it has in reviews which carry
/// its label.
///
/// - Memory: 32 bytes per wrong prediction.
/// - Source: Northcutt, Jiang and Chuang, *Confident Learning*, 2021.
public struct SuspectLabels: Sendable {
  private struct Row {
    let number: Int32
    let label: Int32
    let predicted: Int32
    let ofLabel: Double
    let ofPrediction: Double
  }

  private var rows: [Row] = []
  private var counts: [Int]
  private var sums: [ExactSum]
  /// The number of reviews with another number of classes, or without a label.
  public private(set) var rejected = 0

  /// Creates an empty collection.
  ///
  /// - Parameter classes: The number of classes.
  public init(classes: Int) {
    counts = Array(repeating: 0, count: max(0, classes))
    sums = Array(repeating: ExactSum(), count: max(0, classes))
  }

  /// Adds a review.
  public mutating func add(_ review: ClassifiedReview) {
    guard let label = review.label, review.probabilities.count == counts.count else {
      rejected += 1
      return
    }
    counts[label] += 1
    sums[label].add(review.probabilities[label])
    guard label != review.predicted else { return }
    rows.append(
      Row(
        number: Int32(review.number), label: Int32(label), predicted: Int32(review.predicted),
        ofLabel: review.probabilities[label], ofPrediction: review.confidence))
  }

  /// Adds the reviews of another collection with the same classes; others are rejected.
  public mutating func merge(_ other: SuspectLabels) {
    rejected += other.rejected
    guard other.counts.count == counts.count else {
      rejected += other.counts.reduce(0, +)
      return
    }
    rows += other.rows
    for index in counts.indices {
      counts[index] += other.counts[index]
      sums[index] += other.sums[index]
    }
  }

  /// The mean probability of each class in the reviews with its label; nil for a class without reviews.
  public var thresholds: [Double?] {
    counts.indices.map { index in
      counts[index] > 0 ? sums[index].value.map { $0 / Double(counts[index]) } : nil
    }
  }

  /// Returns the contradicted labels, the largest margin first.
  ///
  /// - Parameter limit: The maximum number of labels.
  /// - Returns: The labels; empty if every prediction is right, undecidable without a labelled review.
  public func suspects(limit: Int = .max) -> Decided<[SuspectLabel]> {
    guard counts.contains(where: { $0 > 0 }) else {
      return .failure(rejected > 0 ? .noLabels : .noReviews)
    }
    let thresholds = thresholds
    let suspects = rows.map { row in
      SuspectLabel(
        number: Int(row.number), label: Int(row.label), predicted: Int(row.predicted),
        margin: row.ofPrediction - row.ofLabel,
        isConfident: thresholds[Int(row.predicted)].map { row.ofPrediction >= $0 } ?? true)
    }.sorted { $0.margin != $1.margin ? $0.margin > $1.margin : $0.number < $1.number }
    return .success(Array(suspects.prefix(max(0, limit))))
  }
}

/// A label that the classifier contradicts.
public struct SuspectLabel: Hashable, Sendable {
  /// The review's place in the data set, from 0.
  public let number: Int
  /// The label's class.
  public let label: Int
  /// The predicted class.
  public let predicted: Int
  /// The probability of the predicted class minus that of the label's, from 0 to 1.
  public let margin: Double
  /// Whether the predicted class has at least its mean probability in reviews that carry its label.
  public let isConfident: Bool
}
