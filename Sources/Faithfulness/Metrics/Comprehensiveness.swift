import Attribution

/// The decrease of the probability without the most important words.
///
///     mean over k of F(x) − F(x without the top k words),   k the numbers of words of the bins
///
/// With ferret's bins it is AOPC comprehensiveness.
///
/// - Unit: probability.
public struct Comprehensiveness: BinnedMetric {
  public static let card = MetricCard(
    name: "comprehensiveness",
    title: "Comprehensiveness",
    summary:
      "The mean decrease of the probability without the top 1, 5, 10, 20 and 50 % of the words.",
    formula:
      #"\frac{1}{5} \sum_{q} F(x) - F(x \setminus \mathrm{top}_{q}), \quad q \in \{1, 5, 10, 20, 50\}\,\%"#,
    origin: "ERASER's bins; it leaves rounding open: rounded up here, at least one word",
    source: Source(
      "DeYoung et al., ERASER: A Benchmark to Evaluate Rationalized NLP Models, 2020, section 4.2",
      url: "https://arxiv.org/abs/1911.03429"),
    better: .higher)

  public static let ferretCard = MetricCard(
    name: "aopc-comprehensiveness",
    title: "AOPC comprehensiveness",
    summary:
      "The mean decrease of the probability without the top 10, 20, …, 100 % of the words, limited to positive scores.",
    formula:
      #"\frac{1}{|K|} \sum_{k \in K} F(x) - F(x \setminus \mathrm{top}_k), \quad K = \{\min(\lfloor qT \rfloor, n_+)\}"#,
    origin: "ferret: rounded down, equal steps once",
    source: Source(
      "Attanasio, Pastor, Di Bonaventura and Nozza, ferret: a Framework for Benchmarking Explainers on Transformers, 2023, section 3.2",
      url: "https://arxiv.org/abs/2208.01575"),
    better: .higher)

  public let bins: RemovalBins

  /// Creates the metric.
  ///
  /// - Parameter bins: The numbers of removed words.
  public init(bins: RemovalBins = .eraser) {
    self.bins = bins
  }

  public static func probabilities(_ curve: RemovalCurve) -> [Double] { curve.deletion }
}
