public import SourceText

/// Sufficiency in ferret's steps: 10, 20, …, 100 % of the words, of which only those with positive scores count.
///
/// A step that keeps no word, or no other words than the step before, is left out of the mean.
///
/// - Unit: probability.
/// - Source: Attanasio, Pastor, Di Bonaventura and Nozza, *ferret: a Framework for Benchmarking Explainers on
///   Transformers*, 2023, section 3.2, <https://arxiv.org/abs/2208.01575>.
public struct AOPCSufficiency: Metric {
  public static let name = "aopc-sufficiency"
  public static let title = "AOPC sufficiency"
  public static let summary =
    "How much the probability falls when only the top 10, 20, …, 100 % of the words stay, as far as their scores are positive."
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

  public func prepare(_ review: JudgedReview) -> @Sendable (Explanation) -> Double? {
    { explanation in
      let steps = AOPCComprehensiveness.steps(explanation, takesAll: takesAll)
      return explanation.mean { curve in
        AOPCComprehensiveness.mean(curve.only, steps).map { review.value - $0 }
      }
    }
  }
}
