internal import LinearAlgebra

/// Collects a number per review of two data sets, such as length or probability, and compares their distributions.
///
/// - Memory: 16 bytes per review.
public struct NumberShift: Sendable {
  /// The data set that a review belongs to.
  public enum Side: Int, Hashable, Sendable {
    /// The first data set.
    case before
    /// The second data set.
    case after
  }

  private struct Row {
    let number: Int32
    let value: Double
  }

  private var rows: [[Row]] = [[], []]
  /// The number of values that are not finite, and are not part of any number.
  public private(set) var rejected = 0

  /// Creates an empty collection.
  public init() {}

  /// Adds a review.
  ///
  /// - Parameters:
  ///   - number: The review's place in its data set, from 0.
  ///   - value: Its value.
  ///   - side: Its data set.
  public mutating func add(_ number: Int, _ value: Double, to side: Side) {
    guard value.isFinite else {
      rejected += 1
      return
    }
    rows[side.rawValue].append(Row(number: Int32(clamping: number), value: value))
  }

  /// Adds the reviews of another collection.
  public mutating func merge(_ other: NumberShift) {
    for side in 0..<2 { rows[side] += other.rows[side] }
    rejected += other.rejected
  }

  /// Returns the comparison, which does not depend on the order in which reviews were added.
  ///
  /// - Parameters:
  ///   - bins: The number of bins of the population stability index.
  ///   - resamples: The number of bootstrap resamples of each data set.
  ///   - seed: Their seed.
  /// - Returns: The comparison; undecidable if a data set has no values.
  /// - Complexity: O(reviews · (log reviews + resamples)); the exact p-value at most 10,000 steps.
  public func result(
    bins: Int = 10, resamples: Int = 1000, seed: Int = 1
  ) -> Decided<NumberComparison> {
    guard !rows[0].isEmpty, !rows[1].isEmpty else { return .failure(.noReviews) }
    let values = rows.map { $0.sorted { $0.number < $1.number }.map(\.value) }
    let pooled = PooledValues(values[0], values[1])
    let counts = values.map(\.count)
    let whole = pooled.distances(values.map { [Int32](repeating: 1, count: $0.count) })
    var resamplers = [
      Resampler(items: counts[0], seed: seed),
      Resampler(items: counts[1], seed: seed, for: "after"),
    ]
    var resampled = (kolmogorov: [Double](), wasserstein: [Double](), mean: [Double]())
    for _ in 0..<max(0, resamples) {
      for side in 0..<2 { resamplers[side].draw() }
      let distances = pooled.distances(resamplers.map(\.multiplicities))
      resampled.kolmogorov.append(distances.kolmogorov)
      resampled.wasserstein.append(distances.wasserstein)
      resampled.mean.append(distances.mean)
    }
    let isExact = counts[0] * counts[1] <= 10_000
    return .success(
      NumberComparison(
        before: counts[0], after: counts[1],
        difference: Estimate(value: whole.mean, resampled: resampled.mean),
        kolmogorov: Estimate(value: whole.kolmogorov, resampled: resampled.kolmogorov),
        p: isExact
          ? KolmogorovSmirnov.exact(whole.steps, counts[0], counts[1])
          : KolmogorovSmirnov.asymptotic(whole.kolmogorov, counts[0], counts[1]),
        isExact: isExact,
        wasserstein: Estimate(value: whole.wasserstein, resampled: resampled.wasserstein),
        stability: pooled.stability(bins: max(2, bins))))
  }
}

/// The distance between the values of two data sets.
public struct NumberComparison: Hashable, Sendable {
  /// The number of values in the first data set.
  public let before: Int
  /// The number of values in the second data set.
  public let after: Int
  /// The mean of the second data set minus that of the first.
  public let difference: Estimate
  /// The Kolmogorov–Smirnov distance, the largest difference of the two distribution functions, from 0 to 1.
  ///
  /// Resamples of equal data sets are farther apart than these, so the interval may lie above the value.
  public let kolmogorov: Estimate
  /// The probability of such a distance or a larger one between two samples of one source.
  ///
  /// With equal values it is an upper bound.
  ///
  /// - Source: Hodges, *The Significance Probability of the Smirnov Two-Sample Test*, 1958.
  public let p: Double
  /// Whether ``p`` counts all arrangements, as it does for up to 10,000 pairs of values, or is Kolmogorov's limit.
  public let isExact: Bool
  /// The Wasserstein-1 distance, the mean distance by which values must be moved, in the unit of the values.
  public let wasserstein: Estimate
  /// The population stability index `Σ (q − p) ln(q/p)` over bins of equal mass in the first data set.
  ///
  /// Each count is increased by one half, so that no bin is empty. By a rule of thumb, 0.1 is a small and 0.25 a large shift.
  ///
  /// - Source: Siddiqi, *Credit Risk Scorecards*, 2006.
  public let stability: Decided<Double>
}
