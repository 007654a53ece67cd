/// A mean with the range in which the bootstrap finds 95 % of the means.
public struct Interval: Hashable, Sendable {
  /// The mean over all reviews.
  public let mean: Double
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// Creates an interval.
  public init(mean: Double, low: Double, high: Double) {
    self.mean = mean
    self.low = low
    self.high = high
  }
}
