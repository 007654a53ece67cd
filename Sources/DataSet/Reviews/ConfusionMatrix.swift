internal import LinearAlgebra

/// Counts reviews by label and predicted class, with the reviews that the classifier was most confident about.
///
/// - Memory: O(classes²), independent of the number of reviews.
public struct ConfusionMatrix: Hashable, Sendable {
  /// The number of classes.
  public let classes: Int
  /// The number of reviews that each cell lists.
  public let listed: Int
  /// The number of reviews by predicted class that have no label.
  public private(set) var unlabelled: [Int]
  /// The number of reviews that have another number of classes, and are not counted.
  public private(set) var rejected = 0
  private var counts: [Int]
  private var reviews: [Strongest]

  /// Creates an empty matrix.
  ///
  /// - Parameters:
  ///   - classes: The number of classes.
  ///   - listed: The number of reviews that each cell lists.
  public init(classes: Int, listed: Int = 20) {
    self.classes = max(0, classes)
    self.listed = listed
    unlabelled = Array(repeating: 0, count: self.classes)
    counts = Array(repeating: 0, count: self.classes * self.classes)
    reviews = Array(repeating: Strongest(), count: self.classes * self.classes)
  }

  /// Adds a review.
  public mutating func add(_ review: ClassifiedReview) {
    guard review.probabilities.count == classes else {
      rejected += 1
      return
    }
    guard let label = review.label else {
      unlabelled[review.predicted] += 1
      return
    }
    let cell = label * classes + review.predicted
    counts[cell] += 1
    let confidence = review.confidence
    reviews[cell].add(
      .init(rank: confidence, value: confidence, number: Int32(review.number)), limit: listed)
  }

  /// Adds the reviews of another matrix; those of a matrix with other classes are rejected.
  public mutating func merge(_ other: ConfusionMatrix) {
    rejected += other.rejected
    guard other.classes == classes else {
      rejected += other.total + other.unlabelled.reduce(0, +)
      return
    }
    for index in unlabelled.indices { unlabelled[index] += other.unlabelled[index] }
    for cell in counts.indices {
      counts[cell] += other.counts[cell]
      reviews[cell].merge(other.reviews[cell], limit: listed)
    }
  }

  /// The number of labelled reviews.
  public var total: Int { counts.reduce(0, +) }

  /// Returns the number of reviews of a cell.
  ///
  /// - Parameters:
  ///   - label: The label's class.
  ///   - predicted: The predicted class.
  /// - Returns: The number; 0 for a class that does not exist.
  public func count(label: Int, predicted: Int) -> Int {
    cell(label, predicted).map { counts[$0] } ?? 0
  }

  /// Returns the reviews of a cell with the most confident predictions, the most confident first.
  public func mostConfident(label: Int, predicted: Int) -> [RankedReview] {
    cell(label, predicted).map { reviews[$0].entries.map(RankedReview.init) } ?? []
  }

  private func cell(_ label: Int, _ predicted: Int) -> Int? {
    let range = 0..<classes
    return range ~= label && range ~= predicted ? label * classes + predicted : nil
  }

  /// The share of labelled reviews whose predicted class is the label's.
  public var accuracy: Decided<Proportion> {
    Proportion.of((0..<classes).reduce(0) { $0 + count(label: $1, predicted: $1) }, in: total)
      .mapError { _ in unknown }
  }

  /// Why nothing is known without a labelled review.
  private var unknown: Undecidable {
    unlabelled.contains { $0 > 0 } ? .noLabels : .noReviews
  }

  /// Returns the share of the reviews predicted as a class that have its label.
  ///
  /// - Parameter index: The class.
  /// - Returns: The share; undecidable if the class is never predicted.
  public func precision(of index: Int) -> Decided<Proportion> {
    let all = (0..<classes).reduce(0) { $0 + count(label: $1, predicted: index) }
    guard total > 0 else { return .failure(unknown) }
    return Proportion.of(count(label: index, predicted: index), in: all)
      .mapError { _ in .noOccurrence }
  }

  /// Returns the share of the reviews with a class's label that are predicted as it.
  ///
  /// - Parameter index: The class.
  /// - Returns: The share; undecidable if no review has the label.
  public func recall(of index: Int) -> Decided<Proportion> {
    let all = (0..<classes).reduce(0) { $0 + count(label: index, predicted: $1) }
    guard total > 0 else { return .failure(unknown) }
    return Proportion.of(count(label: index, predicted: index), in: all)
      .mapError { _ in .noOccurrence }
  }

  /// Returns the F₁ of each class, `2 TP / (2 TP + FP + FN)`, and last their mean over the classes.
  ///
  /// - Parameters:
  ///   - resamples: The number of bootstrap resamples.
  ///   - seed: Their seed.
  /// - Returns: One number per class and their mean; undecidable for a class that is neither a label nor predicted, and which
  ///   the mean leaves out.
  /// - Complexity: O(reviews · resamples).
  public func f1(resamples: Int = 1000, seed: Int = 1) -> (
    classes: [Decided<Estimate>], mean: Decided<Estimate>
  ) {
    let whole = Self.f1(counts.map(Double.init), classes)
    var resampled = [[Double]](repeating: [], count: classes + 1)
    // A resample of the reviews only matters by its cells, so reviews are ordered by cell.
    var resampler = Resampler(items: total, seed: seed)
    for _ in 0..<(total > 0 ? max(0, resamples) : 0) {
      resampler.draw()
      var first = 0
      let drawn = counts.map { count in
        defer { first += count }
        return Double(resampler.multiplicities[first..<first + count].reduce(0) { $0 + Int($1) })
      }
      for (index, value) in Self.f1(drawn, classes).enumerated() { resampled[index].append(value) }
    }
    let estimates = whole.indices.map { index -> Decided<Estimate> in
      guard total > 0 else { return .failure(unknown) }
      guard !whole[index].isNaN else { return .failure(.noOccurrence) }
      return .success(Estimate(value: whole[index], resampled: resampled[index]))
    }
    return (Array(estimates.dropLast()), estimates.last ?? .failure(.noReviews))
  }

  /// The F₁ of each class and their mean; NaN where it is not defined.
  private static func f1(_ counts: [Double], _ classes: Int) -> [Double] {
    let values = (0..<classes).map { index in
      let both = (0..<classes).reduce(0.0) {
        $0 + counts[$1 * classes + index] + counts[index * classes + $1]
      }
      return both > 0 ? 2 * counts[index * classes + index] / both : .nan
    }
    let defined = values.filter { !$0.isNaN }
    return values + [defined.isEmpty ? .nan : defined.reduce(0, +) / Double(defined.count)]
  }
}
