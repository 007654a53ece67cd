import Attribution
public import SourceText

/// Faithfulness correlation for sets of several sizes, from one word to most of them.
///
///     mean over n of r(Σ_{t∈S} φₜ, F(x) − F(x without S)) over random S of n words
///
/// Sizes at which nothing can be compared, for example that of all words, are excluded from the mean.
///
/// - Unit: Pearson's r, −1 to 1; undefined if all scores are equal.
public struct SensitivityN: Metric {
  public static let card = MetricCard(
    name: "sensitivity-n",
    title: "Sensitivity-n",
    summary:
      "The correlation of summed scores with the decrease of the probability, over random sets of one word to 80 % of them.",
    formula:
      #"\frac{1}{|N|} \sum_{n \in N} r\Bigl(\sum_{t \in S_n} \varphi_t,\; F(x) - F(x \setminus S_n)\Bigr)"#,
    origin:
      "Ancona et al.: 100 random sets per size; Quantus' 80 % at most (it uses sorted words, and correlates over reviews)",
    source: Source(
      "Ancona, Ceolini, Öztireli and Gross, Towards Better Understanding of Gradient-based Attribution Methods for Deep Neural Networks, 2018, section 4",
      url: "https://arxiv.org/abs/1711.06104"),
    better: .higher)

  private let samples: Int
  private let sizes: Int
  private let most: Double

  /// Creates the metric.
  ///
  /// - Parameters:
  ///   - samples: The number of random sets of each size.
  ///   - sizes: The number of sizes.
  ///   - most: The largest size, as a share of the words.
  public init(samples: Int = 100, sizes: Int = 5, most: Double = 0.8) {
    self.samples = samples
    self.sizes = sizes
    self.most = most
  }

  public init(options: inout Options, default standard: Self) {
    samples = options.take("samples", default: standard.samples, in: 2...100_000)
    sizes = options.take("sizes", default: standard.sizes, in: 1...1000)
    most = options.take("most", default: standard.most, in: 0...1)
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    var random = review.random(for: card.name)
    let largest = max(1, Int((most * Double(review.count)).rounded(.down)))
    let steps = (0..<sizes).map { step in
      1 + (sizes > 1 ? (largest - 1) * step / (sizes - 1) : 0)
    }
    let parts: [(subsets: WordSubsets, falls: [Double])] = Set(steps).sorted().compactMap { size in
      let sets = WordSubsets.draw(samples, of: size, from: review.count, using: &random)
      let subsets = WordSubsets(sets, in: review.probability)
      return RankCorrelation.centred(subsets.falls).map { (subsets, $0) }
    }
    return { explanation in
      // Sums of equal numbers would only differ by rounding.
      guard !explanation.isConstant else { return nil }
      let correlations = parts.compactMap { part in
        RankCorrelation.correlation(
          part.subsets.sums(of: explanation.scores), withCentred: part.falls)
      }
      return correlations.isEmpty
        ? nil : correlations.reduce(0, +) / Double(correlations.count)
    }
  }
}
