public import SourceText

/// Sufficiency at ferret's steps: 10, 20, …, 100 % of the words, limited to those with positive scores.
///
/// A step that keeps no word, or the same words as the step before, is excluded from the mean.
///
/// - Unit: probability.
/// - Source: Attanasio, Pastor, Di Bonaventura and Nozza, *ferret: a Framework for Benchmarking Explainers on
///   Transformers*, 2023, section 3.2, <https://arxiv.org/abs/2208.01575>.
public struct AOPCSufficiency: Metric {
  public static let name = "aopc-sufficiency"
  public static let title = "AOPC sufficiency"
  public static let summary =
    "The mean decrease of the probability with only the top 10, 20, …, 100 % of the words, limited to positive scores."
  public static let formula =
    #"\frac{1}{|K|} \sum_{k \in K} F(x) - F(\mathrm{top}_k), \quad K = \{\min(\lfloor qT \rfloor, n_+)\}"#
  public static let origin = AOPCComprehensiveness.origin
  public static let source = AOPCComprehensiveness.source
  public static let better = Better.lower

  private let takesAll: Bool

  /// Creates the metric.
  ///
  /// - Parameter onlyPositive: Whether words with a negative score never count as the most important ones.
  public init(onlyPositive: Bool = true) {
    takesAll = !onlyPositive
  }

  public init(options: inout Options) {
    self.init(onlyPositive: options.take("only-positive", default: !Self().takesAll))
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { explanation in
      let steps = AOPCComprehensiveness.steps(explanation, takesAll: takesAll)
      return explanation.mean { curve in
        AOPCComprehensiveness.mean(curve.only, steps).map { review.value - $0 }
      }
    }
  }
}
