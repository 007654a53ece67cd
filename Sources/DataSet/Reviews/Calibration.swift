internal import LinearAlgebra

/// Collects probabilities and outcomes, to find out whether a probability of 80 % is right in 80 % of the reviews.
///
/// - Memory: 24 bytes per labelled review.
public struct Calibration: Sendable {
  /// The probability that is compared with an outcome.
  public enum View: Hashable, Sendable {
    /// The probability of one class, and whether it is the label's.
    case probability(of: Int)
    /// The probability of the predicted class, and whether it is the label's.
    case confidence
  }

  private struct Row {
    let number: Int32
    let outcome: Bool
    let probability: Double
    let brier: Double
  }

  /// The probability that is compared with an outcome.
  public let view: View
  /// The number of reviews without a label or without the class, which are not part of any number.
  public private(set) var unlabelled = 0
  private var rows: [Row] = []

  /// Creates an empty collection.
  ///
  /// - Parameter view: The probability; class 1 is the class of a single output.
  public init(_ view: View = .probability(of: 1)) {
    self.view = view
  }

  /// Adds a review.
  public mutating func add(_ review: ClassifiedReview) {
    guard let label = review.label else {
      unlabelled += 1
      return
    }
    let row: Row
    switch view {
    case .probability(let index):
      guard review.probabilities.indices.contains(index) else {
        unlabelled += 1
        return
      }
      let probability = review.probabilities[index]
      let error = probability - (label == index ? 1 : 0)
      row = Row(
        number: Int32(review.number), outcome: label == index, probability: probability,
        brier: error * error)
    case .confidence:
      let brier = review.probabilities.enumerated().reduce(0.0) { sum, item in
        let error = item.element - (item.offset == label ? 1 : 0)
        return sum + error * error
      }
      row = Row(
        number: Int32(review.number), outcome: label == review.predicted,
        probability: review.confidence, brier: brier)
    }
    rows.append(row)
  }

  /// Adds the reviews of another collection with the same view.
  public mutating func merge(_ other: Calibration) {
    rows += other.rows
    unlabelled += other.unlabelled
  }

  /// Returns the numbers, which do not depend on the order in which reviews were added.
  ///
  /// - Parameters:
  ///   - bins: The number of bins with about equally many reviews.
  ///   - resamples: The number of bootstrap resamples.
  ///   - seed: Their seed.
  /// - Returns: The numbers; undecidable without a labelled review.
  /// - Complexity: O(reviews · (log reviews + resamples)).
  public func result(
    bins: Int = 10, resamples: Int = 1000, seed: Int = 1
  ) -> Decided<CalibrationResult> {
    guard !rows.isEmpty else { return .failure(unlabelled > 0 ? .noLabels : .noReviews) }
    let rows = rows.sorted { $0.number < $1.number }
    let order = rows.indices.sorted {
      let (one, other) = (rows[$0].probability, rows[$1].probability)
      return one != other ? one < other : $0 < $1
    }
    let curve = ReliabilityCurve(
      probabilities: order.map { rows[$0].probability }, outcomes: order.map { rows[$0].outcome },
      bins: max(1, bins))
    let briers = rows.map(\.brier)
    let all = [Int32](repeating: 1, count: rows.count)
    let fit = curve.recalibration
    var (brier, error) = ([Double](), [Double]())
    var (intercept, slope) = ([Double](), [Double]())
    var resampler = Resampler(items: rows.count, seed: seed)
    var sorted = all
    for _ in 0..<max(0, resamples) {
      resampler.draw()
      brier.append(Self.mean(briers, resampler.multiplicities))
      for (place, index) in order.enumerated() { sorted[place] = resampler.multiplicities[index] }
      error.append(curve.expectedError(sorted))
      guard case .success(let fit) = fit else { continue }
      let again = try? fit.model.fit(weights: sorted, start: fit.whole)
      intercept.append(again?.intercept ?? .nan)
      slope.append(again?.slope ?? .nan)
    }
    return .success(
      CalibrationResult(
        reviews: rows.count, unlabelled: unlabelled,
        brier: Estimate(value: Self.mean(briers, all), resampled: brier),
        expectedError: Estimate(value: curve.expectedError(all), resampled: error),
        slope: fit.map { Estimate(value: $0.whole.slope, resampled: slope) },
        intercept: fit.map { Estimate(value: $0.whole.intercept, resampled: intercept) },
        bins: curve.bins(), clamped: curve.clamped))
  }

  private static func mean(_ values: [Double], _ weights: [Int32]) -> Double {
    var sum = 0.0
    for index in values.indices { sum += Double(weights[index]) * values[index] }
    return sum / Double(values.count)
  }
}
