import Attribution
public import SourceText

/// The correlation between the summed scores of random sets of words and the decrease of the output without them.
///
///     r(Σ_{t∈S} φₜ, F(x) − F(x without S)) over random S of one size
///
/// - Unit: Pearson's r, −1 to 1; undefined if all scores are equal.
public struct FaithfulnessCorrelation: Metric {
  public static let card = MetricCard(
    name: "faithfulness-correlation",
    title: "Faithfulness correlation",
    summary:
      "The correlation of summed scores with the decrease of the probability, over random sets of words of a fixed size.",
    formula:
      #"r\Bigl(\sum_{t \in S} \varphi_t,\; F(x) - F(x \setminus S)\Bigr), \quad |S| = \lceil sT \rceil"#,
    origin:
      "Bhatt et al., as in Quantus: 100 runs; its 224 pixels per set are a fifth of the words here",
    source: Source(
      "Bhatt, Weller and Moura, Evaluating and Aggregating Feature-based Model Explanations, 2020, definition 3.4",
      url: "https://arxiv.org/abs/2005.00631"),
    better: .higher)

  private let runs: Int
  private let share: Double

  /// Creates the metric.
  ///
  /// - Parameters:
  ///   - runs: The number of random sets of words.
  ///   - share: The share of the words in a set.
  public init(runs: Int = 100, share: Double = 0.2) {
    self.runs = runs
    self.share = share
  }

  public init(options: inout Options, default standard: Self) {
    runs = options.take("runs", default: standard.runs, in: 2...100_000)
    share = options.take("share", default: standard.share, in: 0...1)
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    var random = review.random(for: card.name)
    let size = max(1, Int((share * Double(review.count)).rounded(.up)))
    let subsets = WordSubsets(
      WordSubsets.draw(runs, of: size, from: review.count, using: &random),
      in: review.probability)
    guard let falls = RankCorrelation.centred(subsets.falls) else { return { _ in nil } }
    return { explanation in
      // Sums of equal numbers would only differ by rounding.
      explanation.isConstant
        ? nil
        : RankCorrelation.correlation(subsets.sums(of: explanation.scores), withCentred: falls)
    }
  }
}
