/// The decrease of the probability when only the most important words are kept.
///
///     mean over k of F(x) − F(only the top k words),   k the numbers of words of the bins
///
/// A negative value means that the kept words support the class more than the whole review. With ferret's bins it is AOPC
/// sufficiency.
///
/// - Unit: probability.
public struct Sufficiency: BinnedMetric {
  public static let card = MetricCard(
    name: "sufficiency",
    title: "Sufficiency",
    summary:
      "The mean decrease of the probability with only the top 1, 5, 10, 20 and 50 % of the words.",
    formula:
      #"\frac{1}{5} \sum_{q} F(x) - F(\mathrm{top}_{q}), \quad q \in \{1, 5, 10, 20, 50\}\,\%"#,
    origin: Comprehensiveness.card.origin,
    source: Comprehensiveness.card.source,
    better: .lower)

  public static let ferretCard = MetricCard(
    name: "aopc-sufficiency",
    title: "AOPC sufficiency",
    summary:
      "The mean decrease of the probability with only the top 10, 20, …, 100 % of the words, limited to positive scores.",
    formula:
      #"\frac{1}{|K|} \sum_{k \in K} F(x) - F(\mathrm{top}_k), \quad K = \{\min(\lfloor qT \rfloor, n_+)\}"#,
    origin: Comprehensiveness.ferretCard.origin,
    source: Comprehensiveness.ferretCard.source,
    better: .lower)

  public let bins: RemovalBins

  /// Creates the metric.
  ///
  /// - Parameter bins: The numbers of kept words.
  public init(bins: RemovalBins = .eraser) {
    self.bins = bins
  }

  public static func probabilities(_ curve: RemovalCurve) -> [Double] { curve.insertion }
}
