public import SourceText

/// The area under the probability curve as words are added to an empty review, most important first.
///
///     ∫₀¹ F(only the top share q) dq
///
/// - Unit: probability.
/// - Source: Petsiuk, Das and Saenko, *RISE: Randomized Input Sampling for Explanation of Black-box Models*, 2018,
///   section 4.1, <https://arxiv.org/abs/1806.07421>.
public struct Insertion: Metric {
  public static let name = "insertion"
  public static let title = "Insertion"
  public static let summary =
    "The area under the probability curve as words are added to an empty review, most important first."
  public static let formula = #"\int_0^1 F(\mathrm{top}_q)\,dq"#
  public static let origin =
    "RISE: the trapezoid rule, one word per step; it starts from a blurred image, here words are missing"
  public static let source = Deletion.source
  public static let better = Better.higher

  /// Creates the metric.
  public init() {}

  public init(options: inout Options) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { $0.mean { RemovalCurve.area($0.only) } }
  }
}
