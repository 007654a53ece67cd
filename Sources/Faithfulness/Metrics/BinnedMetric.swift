public import SourceText

/// A metric of the decrease of the probability along a curve, averaged over bins.
///
///     mean over k of F(x) − curve(k),   k the numbers of words of the bins
///
/// - Unit: probability.
public protocol BinnedMetric: Metric {
  /// The description with ferret's bins.
  static var ferretCard: MetricCard { get }
  /// The numbers of removed or kept words.
  var bins: RemovalBins { get }

  /// Creates the metric.
  ///
  /// - Parameter bins: The numbers of removed or kept words.
  init(bins: RemovalBins)

  /// Returns the probabilities that the metric reads: for 0, 1, … words.
  static func probabilities(_ curve: RemovalCurve) -> [Double]
}

extension BinnedMetric {
  public var card: MetricCard { bins == .eraser ? Self.card : Self.ferretCard }

  public init(options: inout Options, default standard: Self) {
    self.init(bins: RemovalBins(options: &options, default: standard.bins))
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { [bins] explanation in
      explanation.mean { curve in
        bins.mean(of: Self.probabilities(curve), scores: explanation.scores).map {
          review.value - $0
        }
      }
    }
  }
}
