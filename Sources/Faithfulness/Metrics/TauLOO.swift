public import SourceText

/// The rank correlation between the scores and the effect of removing each word alone.
///
///     τ_b(φ, F(x) − F(x without t))
///
/// - Unit: Kendall's τ-b, −1 to 1; undefined if all scores are equal.
/// - Source: Attanasio, Pastor, Di Bonaventura and Nozza, *ferret*, 2023, section 3.2,
///   <https://arxiv.org/abs/2208.01575>, after Jain and Wallace, 2019, <https://arxiv.org/abs/1902.10186>.
public struct TauLOO: Metric {
  public static let name = "tau-loo"
  public static let title = "τ leave-one-out"
  public static let summary =
    "The rank correlation of the scores with the decrease of the probability without each word."
  public static let formula = #"\tau_b(\varphi_t,\; F(x) - F(x \setminus t))"#
  public static let origin = "ferret: SciPy's kendalltau"
  public static let source = AOPCComprehensiveness.source
  public static let better = Better.higher

  /// Creates the metric.
  public init() {}

  public init(options: inout Options) {}

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    guard let drops = RankCorrelation.levels(review.drops) else { return { _ in nil } }
    return { $0.levels.flatMap { RankCorrelation.kendall(levels: $0, drops) } }
  }
}
