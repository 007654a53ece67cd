public import Attribution
public import SourceText

/// The area under the probability curve as words are removed, most important first.
///
///     ∫₀¹ F(x without the top share q) dq
///
/// - Unit: probability.
/// - Source: Petsiuk, Das and Saenko, *RISE: Randomized Input Sampling for Explanation of Black-box Models*, 2018,
///   section 4.1, <https://arxiv.org/abs/1806.07421>.
public struct Deletion: Metric {
  public static let name = "deletion"
  public static let title = "Deletion"
  public static let summary =
    "The area under the probability curve as words are removed, most important first."
  public static let formula = #"\int_0^1 F(x \setminus \mathrm{top}_q)\,dq"#
  public static let origin = "RISE: the trapezoid rule, one word per step"
  public static let source = Source(
    "Petsiuk, Das and Saenko, RISE: Randomized Input Sampling for Explanation of Black-box Models, 2018, section 4.1",
    url: "https://arxiv.org/abs/1806.07421")
  public static let better = Better.lower

  /// Creates the metric.
  public init() {}

  public init(options: inout Options) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { $0.mean { RemovalCurve.area($0.without) } }
  }
}
