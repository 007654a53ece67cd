import Attribution
import LinearAlgebra
public import SourceText

/// The entropy of the absolute scores, normalised to a sum of 1.
///
///     −Σ pₜ ln pₜ,   pₜ = |φₜ| / Σ |φ|
///
/// - Unit: nats, from 0 for a single word to ln T for equal scores.
public struct Complexity: Metric {
  public static let card = MetricCard(
    name: "complexity",
    title: "Complexity",
    summary: "The entropy of the normalised absolute scores: ln T if all are equal.",
    formula: #"-\sum_t p_t \ln p_t, \quad p_t = |\varphi_t| / \textstyle\sum_s |\varphi_s|"#,
    origin: "Bhatt et al., as in Quantus",
    source: Source(
      "Bhatt, Weller and Moura, Evaluating and Aggregating Feature-based Model Explanations, 2020, definition 3.5",
      url: "https://arxiv.org/abs/2005.00631"),
    better: .lower,
    readsOrder: false,
    removesWords: false)

  /// Creates the metric.
  public init() {}

  public init(options: inout Options, default standard: Self) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { explanation in
      let entropy = PoolingCollapse.entropy(explanation.scores.map(abs))
      return entropy.isFinite ? entropy : nil
    }
  }
}
