import Attribution
public import SourceText

/// The absolute difference between the sum of all attributions and the change of the output, or whether there is none.
///
///     δ = |Σ φ − (F(x) − F(baseline))|;   with a tolerance 1 if δ ≤ tolerance, otherwise 0
///
/// The value is unsigned, since errors of different reviews would cancel in the mean. The baseline is the method's own. With a
/// tolerance, the metric is completeness; a method whose attributions are not shares of the output is then compared with the
/// baseline of the study, and is undefined without a tolerance.
///
/// - Unit: the output's; with a tolerance none, and the mean is a share of the reviews.
public struct ConvergenceDelta: Metric {
  public static let card = MetricCard(
    name: "convergence-delta",
    title: "Convergence delta",
    summary:
      "The distance of the summed attributions from F(x) − F(baseline), for methods that attribute shares of the output.",
    formula: #"\Bigl|\sum_t \varphi_t - (F(x) - F(b))\Bigr|"#,
    origin: "Captum, without the sign",
    source: Source(
      "Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks, 2017, section 5",
      url: "https://arxiv.org/abs/1703.01365"),
    better: .zero,
    readsOrder: false,
    removesWords: false)

  private static let completenessCard = MetricCard(
    name: "completeness",
    title: "Completeness",
    summary: "The share of reviews whose attributions sum to F(x) − F(baseline).",
    formula: #"\Bigl[\, \Bigl|\sum_t \varphi_t - (F(x) - F(b))\Bigr| \le \varepsilon \,\Bigr]"#,
    origin:
      "Quantus, with a tolerance: it requires equal floating-point numbers, after scaling them",
    source: Source(
      "Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks, 2017, section 3",
      url: "https://arxiv.org/abs/1703.01365"),
    better: .higher,
    readsOrder: false)

  public var card: MetricCard { tolerance == nil ? Self.card : Self.completenessCard }

  private let tolerance: Double?

  /// Creates the metric.
  ///
  /// - Parameter tolerance: The largest difference that counts as none; nil for the difference itself.
  public init(tolerance: Double? = nil) {
    self.tolerance = tolerance
  }

  public init(options: inout Options, default standard: Self) {
    tolerance = standard.tolerance.map { options.take("tolerance", default: $0, in: 0...1) }
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    guard let tolerance else {
      return { explanation in
        explanation.convergenceDelta.flatMap { $0.isFinite ? abs($0) : nil }
      }
    }
    let change = review.explained.value - review.baseline.value(for: review.explained)
    return { explanation in
      let sum = explanation.positions.reduce(0, +)
      guard sum.isFinite else { return nil }
      return abs(explanation.convergenceDelta ?? sum - change) <= tolerance ? 1 : 0
    }
  }
}
