public import Attribution
public import SourceText

/// Whether the attributions of all positions sum to the change of the output.
///
///     1 if |Σ φ − (F(x) − F(baseline))| ≤ tolerance, otherwise 0
///
/// The baseline is the method's own if its attributions are shares of the output, otherwise that of the study.
///
/// - Unit: none; the mean is a share of the reviews.
/// - Source: Sundararajan, Taly and Yan, *Axiomatic Attribution for Deep Networks*, 2017, section 3,
///   <https://arxiv.org/abs/1703.01365>.
public struct Completeness: Metric {
  public static let name = "completeness"
  public static let title = "Completeness"
  public static let summary =
    "The share of reviews whose attributions sum to F(x) − F(baseline)."
  public static let formula =
    #"\Bigl[\, \Bigl|\sum_t \varphi_t - (F(x) - F(b))\Bigr| \le \varepsilon \,\Bigr]"#
  public static let origin =
    "Quantus, with a tolerance: it requires equal floating-point numbers, after scaling them"
  public static let source = Source(
    "Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks, 2017, section 3",
    url: "https://arxiv.org/abs/1703.01365")
  public static let better = Better.higher
  public static let readsOrder = false

  private let tolerance: Double

  /// Creates the metric.
  ///
  /// - Parameter tolerance: The largest error that counts as none.
  public init(tolerance: Double = 1e-6) {
    self.tolerance = tolerance
  }

  public init(options: inout Options) {
    let standard = Self()
    tolerance = options.take("tolerance", default: standard.tolerance, in: 0...1)
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    let value = review.explained.value
    let baselineValue = review.baseline.value(for: review.explained)
    return { explanation in
      let sum = explanation.positions.reduce(0, +)
      guard sum.isFinite else { return nil }
      let delta = explanation.convergenceDelta ?? sum - (value - baselineValue)
      return abs(delta) <= tolerance ? 1 : 0
    }
  }
}
