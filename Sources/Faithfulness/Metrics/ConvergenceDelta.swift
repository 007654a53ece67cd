public import Attribution
public import SourceText

/// The absolute difference between the sum of all attributions and the change of the output.
///
///     |Σ φ − (F(x) − F(baseline))|
///
/// The value is unsigned, since errors of different reviews would cancel in the mean.
///
/// - Unit: the output's. Undefined for methods whose attributions are not shares of the output.
/// - Source: Sundararajan, Taly and Yan, *Axiomatic Attribution for Deep Networks*, 2017, section 5,
///   <https://arxiv.org/abs/1703.01365>.
public struct ConvergenceDelta: Metric {
  public static let name = "convergence-delta"
  public static let title = "Convergence delta"
  public static let summary =
    "The distance of the summed attributions from F(x) − F(baseline), for methods that attribute shares of the output."
  public static let formula = #"\Bigl|\sum_t \varphi_t - (F(x) - F(b))\Bigr|"#
  public static let origin = "Captum, without the sign"
  public static let source = Source(
    "Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks, 2017, section 5",
    url: "https://arxiv.org/abs/1703.01365")
  public static let better = Better.zero
  public static let readsOrder = false
  public static let removesWords = false

  /// Creates the metric.
  public init() {}

  public init(options: inout Options) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { explanation in
      guard let delta = explanation.convergenceDelta, delta.isFinite else { return nil }
      return abs(delta)
    }
  }
}
