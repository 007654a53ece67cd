public import SourceText

/// The decrease of the probability when only the most important words are kept.
///
///     mean over k of F(x) − F(only the top k words),   k = ⌈1, 5, 10, 20, 50 % of T⌉
///
/// A negative value means that the kept words support the class more than the whole review.
///
/// - Unit: probability.
/// - Source: DeYoung et al., *ERASER: A Benchmark to Evaluate Rationalized NLP Models*, 2020, section 4.2,
///   <https://arxiv.org/abs/1911.03429>.
public struct Sufficiency: Metric {
  public static let name = "sufficiency"
  public static let title = "Sufficiency"
  public static let summary =
    "The mean decrease of the probability with only the top 1, 5, 10, 20 and 50 % of the words."
  public static let formula =
    #"\frac{1}{5} \sum_{q} F(x) - F(\mathrm{top}_{q}), \quad q \in \{1, 5, 10, 20, 50\}\,\%"#
  public static let origin = Comprehensiveness.origin
  public static let source = Comprehensiveness.source
  public static let better = Better.lower

  /// Creates the metric.
  public init() {}

  public init(options: inout Options) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { explanation in
      explanation.mean { curve in
        review.value - Comprehensiveness.mean(curve.only)
      }
    }
  }
}
