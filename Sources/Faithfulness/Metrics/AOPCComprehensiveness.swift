public import Attribution
public import SourceText

/// Comprehensiveness at ferret's steps: 10, 20, …, 100 % of the words, limited to those with positive scores.
///
/// A step that removes no word, or the same words as the step before, is excluded from the mean.
///
/// - Unit: probability.
/// - Source: Attanasio, Pastor, Di Bonaventura and Nozza, *ferret: a Framework for Benchmarking Explainers on
///   Transformers*, 2023, section 3.2, <https://arxiv.org/abs/2208.01575>.
public struct AOPCComprehensiveness: Metric {
  public static let name = "aopc-comprehensiveness"
  public static let title = "AOPC comprehensiveness"
  public static let summary =
    "The mean decrease of the probability without the top 10, 20, …, 100 % of the words, limited to positive scores."
  public static let formula =
    #"\frac{1}{|K|} \sum_{k \in K} F(x) - F(x \setminus \mathrm{top}_k), \quad K = \{\min(\lfloor qT \rfloor, n_+)\}"#
  public static let origin = "ferret: rounded down, equal steps once"
  public static let source = Source(
    "Attanasio, Pastor, Di Bonaventura and Nozza, ferret: a Framework for Benchmarking Explainers on Transformers, 2023, section 3.2",
    url: "https://arxiv.org/abs/2208.01575")
  public static let better = Better.higher

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
      let steps = Self.steps(explanation, takesAll: takesAll)
      return explanation.mean { curve in
        Self.mean(curve.without, steps).map { review.value - $0 }
      }
    }
  }

  /// Returns ferret's numbers of removed words.
  static func steps(_ explanation: RankedAttribution, takesAll: Bool) -> [Int] {
    let words = explanation.scores.count
    let most = takesAll ? words : explanation.scores.count { $0 > 0 }
    var steps: [Int] = []
    for tenth in 1...10 {
      let step = min(words * tenth / 10, most)
      if step > 0, step != steps.last { steps.append(step) }
    }
    return steps
  }

  /// Returns the mean of a curve at some numbers of words; nil if there are none.
  static func mean(_ curve: [Double], _ steps: [Int]) -> Double? {
    steps.isEmpty ? nil : steps.reduce(0) { $0 + curve[$1] } / Double(steps.count)
  }
}
