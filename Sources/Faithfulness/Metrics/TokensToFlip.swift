import Attribution
public import SourceText

/// The share of the words, most important first, that must be removed before the predicted class changes.
///
///     min {k : argmax p(x without the top k words) ≠ argmax p(x)} / T
///
/// With two classes the prediction changes when the probability of the predicted class falls below ½.
///
/// - Unit: a share of the words; 1 if the prediction never changes. Undefined for a class that is not the predicted one.
public struct TokensToFlip: Metric {
  public static let card = MetricCard(
    name: "tokens-to-flip",
    title: "Tokens to flip",
    summary:
      "The share of the words, most important first, that must be removed before the predicted class changes.",
    formula:
      #"\frac{1}{T} \min \{ k : \mathrm{argmax}\, p(x \setminus \mathrm{top}_k) \ne \mathrm{argmax}\, p(x) \}"#,
    origin: "Serrano and Smith, reported by ERASER; 1 if the prediction never changes",
    source: Source(
      "Serrano and Smith, Is Attention Interpretable?, 2019, section 4.2",
      url: "https://arxiv.org/abs/1906.03731"),
    better: .lower)

  /// Creates the metric.
  public init() {}

  public init(options: inout Options, default standard: Self) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    guard review.explainsVerdict else { return { _ in nil } }
    return { explanation in
      explanation.mean { Double($0.flip ?? $0.words) / Double($0.words) }
    }
  }
}
