import Attribution
public import SourceText

/// The Gini coefficient of the absolute scores.
///
///     Σᵢ (2i − T − 1) |φ|₍ᵢ₎ / (T Σ |φ|),   |φ|₍ᵢ₎ in ascending order
///
/// - Unit: none, from 0 for equal scores to almost 1 for a single word.
public struct Sparseness: Metric {
  public static let card = MetricCard(
    name: "sparseness",
    title: "Sparseness",
    summary: "The Gini coefficient of the absolute scores: 0 if all are equal.",
    formula: #"\frac{\sum_i (2i - T - 1)\,|\varphi|_{(i)}}{T \sum_t |\varphi_t|}"#,
    origin: "Chalasani et al., as in Quantus",
    source: Source(
      "Chalasani et al., Concise Explanations of Neural Networks using Adversarial Training, 2018, section 3",
      url: "https://arxiv.org/abs/1810.06583"),
    better: .higher,
    readsOrder: false,
    removesWords: false)

  /// Creates the metric.
  public init() {}

  public init(options: inout Options, default standard: Self) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { explanation in
      let gini = PoolingCollapse.gini(explanation.scores.map(abs))
      return gini.isFinite ? gini : nil
    }
  }
}
