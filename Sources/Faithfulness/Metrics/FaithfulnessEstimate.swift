public import Attribution
public import SourceText

/// The correlation between the scores and the effect of removing each word alone.
///
///     r(φ, F(x) − F(x without t))
///
/// - Unit: Pearson's r, −1 to 1; undefined if all scores are equal.
/// - Source: Alvarez-Melis and Jaakkola, *Towards Robust Interpretability with Self-Explaining Neural Networks*, 2018,
///   section 5.1, <https://arxiv.org/abs/1806.07538>.
public struct FaithfulnessEstimate: Metric {
  public static let name = "faithfulness-estimate"
  public static let title = "Faithfulness estimate"
  public static let summary =
    "The correlation of the scores with the decrease of the probability without each word."
  public static let formula = #"r(\varphi_t,\; F(x) - F(x \setminus t))"#
  public static let origin =
    "Alvarez-Melis and Jaakkola, as in Quantus: one word per step"
  public static let source = Source(
    "Alvarez-Melis and Jaakkola, Towards Robust Interpretability with Self-Explaining Neural Networks, 2018, section 5.1",
    url: "https://arxiv.org/abs/1806.07538")
  public static let better = Better.higher

  /// Creates the metric.
  public init() {}

  public init(options: inout Options) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    guard let drops = RankCorrelation.centred(review.drops) else { return { _ in nil } }
    return { RankCorrelation.correlation($0.scores, withCentred: drops) }
  }
}
