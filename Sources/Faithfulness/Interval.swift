/// A mean with its 95 % bootstrap interval.
public struct Interval: Hashable, Sendable {
  /// The mean over all reviews.
  public let mean: Double
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double
  /// The standard error: the standard deviation of the means of the resamples.
  public let standardError: Double

  /// Creates an interval.
  public init(mean: Double, low: Double, high: Double, standardError: Double) {
    self.standardError = standardError
    self.mean = mean
    self.low = low
    self.high = high
  }
}
