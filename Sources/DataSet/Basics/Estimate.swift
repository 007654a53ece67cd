internal import LinearAlgebra

/// A number computed from all reviews, with its 95 % bootstrap interval over reviews.
///
/// - Source: Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 13 (percentile intervals).
public struct Estimate: Hashable, Sendable {
  /// The number, from all reviews.
  public let value: Double
  /// The lower end of the interval.
  public let low: Double
  /// The upper end of the interval.
  public let high: Double
  /// The standard deviation of the number over the resamples.
  public let standardError: Double
  /// The number of resamples in which the number is not defined; the interval leaves them out.
  public let undefined: Int

  /// Creates an estimate.
  public init(value: Double, low: Double, high: Double, standardError: Double, undefined: Int = 0) {
    self.value = value
    self.low = low
    self.high = high
    self.standardError = standardError
    self.undefined = undefined
  }

  /// Creates an estimate from the number in all resamples; NaN where it is not defined.
  init(value: Double, resampled: [Double]) {
    let sorted = resampled.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else {
      self.init(value: value, low: value, high: value, standardError: 0, undefined: resampled.count)
      return
    }
    let centre = sorted.reduce(0, +) / Double(sorted.count)
    let scatter = sorted.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    self.init(
      value: value, low: quantile(0.025, ofSorted: sorted), high: quantile(0.975, ofSorted: sorted),
      standardError: (scatter / Double(max(1, sorted.count - 1))).squareRoot(),
      undefined: resampled.count - sorted.count)
  }

  /// Creates an estimate with a normal interval from a standard error.
  init(value: Double, standardError: Double) {
    self.init(
      value: value, low: value - Proportion.z * standardError,
      high: value + Proportion.z * standardError, standardError: standardError)
  }
}
