import Attribution
public import SourceText

/// Whether the predicted class changes without the most important word.
///
///     1 if argmax p(x without the top word) ≠ argmax p(x), otherwise 0
///
/// - Unit: none; the mean is a share of the reviews. Undefined for a class that is not the predicted one.
public struct DecisionFlip: Metric {
  public static let card = MetricCard(
    name: "decision-flip",
    title: "Decision flip",
    summary: "The share of reviews whose predicted class changes without the top word.",
    formula: #"[\, \mathrm{argmax}\, p(x \setminus \mathrm{top}_1) \ne \mathrm{argmax}\, p(x) \,]"#,
    origin: "Serrano and Smith",
    source: Source(
      "Serrano and Smith, Is Attention Interpretable?, 2019, section 4.1",
      url: "https://arxiv.org/abs/1906.03731"),
    better: .higher)

  /// Creates the metric.
  public init() {}

  public init(options: inout Options, default standard: Self) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    guard review.explainsVerdict else { return { _ in nil } }
    return { $0.mean { $0.flip == 1 ? 1 : 0 } }
  }
}
