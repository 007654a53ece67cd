public import Attribution
public import SourceText

/// The Gini coefficient of the absolute scores.
///
///     Σᵢ (2i − T − 1) |φ|₍ᵢ₎ / (T Σ |φ|),   |φ|₍ᵢ₎ in ascending order
///
/// - Unit: none, from 0 for equal scores to almost 1 for a single word.
/// - Source: Chalasani et al., *Concise Explanations of Neural Networks using Adversarial Training*, 2018, section 3,
///   <https://arxiv.org/abs/1810.06583>.
public struct Sparseness: Metric {
  public static let name = "sparseness"
  public static let title = "Sparseness"
  public static let summary = "The Gini coefficient of the absolute scores: 0 if all are equal."
  public static let formula =
    #"\frac{\sum_i (2i - T - 1)\,|\varphi|_{(i)}}{T \sum_t |\varphi_t|}"#
  public static let origin = "Chalasani et al., as in Quantus"
  public static let source = Source(
    "Chalasani et al., Concise Explanations of Neural Networks using Adversarial Training, 2018, section 3",
    url: "https://arxiv.org/abs/1810.06583")
  public static let better = Better.higher
  public static let readsOrder = false
  public static let removesWords = false

  /// Creates the metric.
  public init() {}

  public init(options: inout Options) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { explanation in
      let gini = PoolingCollapse.gini(explanation.scores.map(abs))
      return gini.isFinite ? gini : nil
    }
  }
}
