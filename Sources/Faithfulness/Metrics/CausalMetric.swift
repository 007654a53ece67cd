import Attribution
public import SourceText

/// The area under the probability curve as words are removed from the review or added to an empty one, most important first.
///
///     ∫₀¹ F(x without the top share q) dq   or   ∫₀¹ F(only the top share q) dq
///
/// RISE's `CausalMetric`, whose modes are two metrics: deletion and insertion.
///
/// - Unit: probability.
public struct CausalMetric: Metric {
  /// The curve.
  public enum Mode: Sendable {
    /// Words are removed from the review.
    case deletion
    /// Words are added to an empty review.
    case insertion
  }

  public static let card = MetricCard(
    name: "deletion",
    title: "Deletion",
    summary: "The area under the probability curve as words are removed, most important first.",
    formula: #"\int_0^1 F(x \setminus \mathrm{top}_q)\,dq"#,
    origin: "RISE: the trapezoid rule, one word per step",
    source: Source(
      "Petsiuk, Das and Saenko, RISE: Randomized Input Sampling for Explanation of Black-box Models, 2018, section 4.1",
      url: "https://arxiv.org/abs/1806.07421"),
    better: .lower)

  private static let insertionCard = MetricCard(
    name: "insertion",
    title: "Insertion",
    summary:
      "The area under the probability curve as words are added to an empty review, most important first.",
    formula: #"\int_0^1 F(\mathrm{top}_q)\,dq"#,
    origin:
      "RISE: the trapezoid rule, one word per step; it starts from a blurred image, here words are missing",
    source: card.source,
    better: .higher)

  public var card: MetricCard { mode == .insertion ? Self.insertionCard : Self.card }

  private let mode: Mode

  /// Creates the metric.
  ///
  /// - Parameter mode: The curve.
  public init(mode: Mode = .deletion) {
    self.mode = mode
  }

  public init(options: inout Options, default standard: Self) {
    self = standard
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { $0.mean { RemovalCurve.area(mode == .insertion ? $0.insertion : $0.deletion) } }
  }
}
