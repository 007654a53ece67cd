public import Attribution
import LinearAlgebra
public import SourceText

/// The entropy of the absolute scores, normalised to a sum of 1.
///
///     −Σ pₜ ln pₜ,   pₜ = |φₜ| / Σ |φ|
///
/// - Unit: nats, from 0 for a single word to ln T for equal scores.
/// - Source: Bhatt, Weller and Moura, *Evaluating and Aggregating Feature-based Model Explanations*, 2020,
///   definition 3.5, <https://arxiv.org/abs/2005.00631>.
public struct Complexity: Metric {
  public static let name = "complexity"
  public static let title = "Complexity"
  public static let summary =
    "The entropy of the normalised absolute scores: ln T if all are equal."
  public static let formula =
    #"-\sum_t p_t \ln p_t, \quad p_t = |\varphi_t| / \textstyle\sum_s |\varphi_s|"#
  public static let origin = "Bhatt et al., as in Quantus"
  public static let source = Source(
    "Bhatt, Weller and Moura, Evaluating and Aggregating Feature-based Model Explanations, 2020, definition 3.5",
    url: "https://arxiv.org/abs/2005.00631")
  public static let better = Better.lower
  public static let readsOrder = false
  public static let removesWords = false

  /// Creates the metric.
  public init() {}

  public init(options: inout Options) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { explanation in
      let entropy = PoolingCollapse.entropy(explanation.scores.map(abs))
      return entropy.isFinite ? entropy : nil
    }
  }
}
