import Attribution
public import SourceText

/// The correlation between the scores and the effect of removing each word alone.
///
///     r(φ, F(x) − F(x without t)),   or Kendall's τ_b of the two
///
/// Quantus has the correlation as its option `similarity_func`. With Kendall's it is ferret's τ leave-one-out, after Jain and
/// Wallace, 2019, <https://arxiv.org/abs/1902.10186>.
///
/// - Unit: none, −1 to 1; undefined if all scores are equal.
public struct FaithfulnessEstimate: Metric {
  /// The coefficient of correlation.
  public enum Similarity: String, CaseIterable, Sendable {
    /// Pearson's r.
    case pearson
    /// Kendall's τ-b.
    case kendall
  }

  public static let card = MetricCard(
    name: "faithfulness-estimate",
    title: "Faithfulness estimate",
    summary:
      "The correlation of the scores with the decrease of the probability without each word.",
    formula: #"r(\varphi_t,\; F(x) - F(x \setminus t))"#,
    origin: "Alvarez-Melis and Jaakkola, as in Quantus: one word per step",
    source: Source(
      "Alvarez-Melis and Jaakkola, Towards Robust Interpretability with Self-Explaining Neural Networks, 2018, section 5.1",
      url: "https://arxiv.org/abs/1806.07538"),
    better: .higher)

  private static let kendallCard = MetricCard(
    name: "tau-loo",
    title: "τ leave-one-out",
    summary:
      "The rank correlation of the scores with the decrease of the probability without each word.",
    formula: #"\tau_b(\varphi_t,\; F(x) - F(x \setminus t))"#,
    origin: "ferret: SciPy's kendalltau",
    source: Comprehensiveness.ferretCard.source,
    better: .higher)

  public var card: MetricCard { similarity == .kendall ? Self.kendallCard : Self.card }

  private let similarity: Similarity

  /// Creates the metric.
  ///
  /// - Parameter similarity: The coefficient of correlation.
  public init(similarity: Similarity = .pearson) {
    self.similarity = similarity
  }

  public init(options: inout Options, default standard: Self) {
    similarity = options.takeVariant("similarity", default: standard.similarity, ifNamed: .pearson)
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    switch similarity {
    case .pearson:
      guard let drops = RankCorrelation.centred(review.drops) else { return { _ in nil } }
      return { RankCorrelation.correlation($0.scores, withCentred: drops) }
    case .kendall:
      guard let drops = RankCorrelation.levels(review.drops) else { return { _ in nil } }
      return { $0.levels.flatMap { RankCorrelation.kendall(levels: $0, drops) } }
    }
  }
}
