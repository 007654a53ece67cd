public import Attribution
public import SourceText

/// The decrease of the probability without the most important words.
///
///     mean over k of F(x) − F(x without the top k words),   k = ⌈1, 5, 10, 20, 50 % of T⌉
///
/// - Unit: probability.
/// - Source: DeYoung et al., *ERASER: A Benchmark to Evaluate Rationalized NLP Models*, 2020, section 4.2,
///   <https://arxiv.org/abs/1911.03429>.
public struct Comprehensiveness: Metric {
  public static let name = "comprehensiveness"
  public static let title = "Comprehensiveness"
  public static let summary =
    "The mean decrease of the probability without the top 1, 5, 10, 20 and 50 % of the words."
  public static let formula =
    #"\frac{1}{5} \sum_{q} F(x) - F(x \setminus \mathrm{top}_{q}), \quad q \in \{1, 5, 10, 20, 50\}\,\%"#
  public static let origin =
    "ERASER's bins; it leaves rounding open: rounded up here, at least one word"
  public static let source = Source(
    "DeYoung et al., ERASER: A Benchmark to Evaluate Rationalized NLP Models, 2020, section 4.2",
    url: "https://arxiv.org/abs/1911.03429")
  public static let better = Better.higher

  /// ERASER's bins, in per cent.
  static let bins = [1, 5, 10, 20, 50]

  /// Creates the metric.
  public init() {}

  public init(options: inout Options) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { explanation in
      explanation.mean { curve in
        review.value - Self.mean(curve.without)
      }
    }
  }

  /// Returns the mean of a curve at the bins.
  static func mean(_ curve: [Double]) -> Double {
    let words = curve.count - 1
    return bins.reduce(0) { $0 + curve[max(1, (words * $1 + 99) / 100)] } / Double(bins.count)
  }
}
