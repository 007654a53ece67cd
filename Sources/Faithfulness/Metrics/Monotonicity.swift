import Attribution
public import SourceText

/// Whether the probability increases with each added word, least important first.
///
///     1 if F never decreases as words are added in the order of |φ|, otherwise 0; or the share of steps without a decrease
///
/// - Unit: none; the mean is a share of the reviews, or of the steps.
public struct Monotonicity: Metric {
  /// The reported value.
  public enum Report: String, CaseIterable, Sendable {
    /// Whether no step decreases the probability.
    case all
    /// The share of the steps without a decrease.
    case share
  }

  public static let card = MetricCard(
    name: "monotonicity",
    title: "Monotonicity",
    summary:
      "Whether the probability never decreases as words are added in ascending order of absolute scores.",
    formula:
      #"[\, F(S_k) \ge F(S_{k-1}) \;\forall k \,], \quad S_k = \text{the } k \text{ words of smallest } |\varphi|"#,
    origin: "Arya et al., as in AIX360 and Quantus: absolute scores, all or nothing",
    source: Source(
      "Arya et al., One Explanation Does Not Fit All: A Toolkit and Taxonomy of AI Explainability Techniques, 2019, section 5",
      url: "https://arxiv.org/abs/1909.03012"),
    better: .higher)

  private let report: Report

  /// Creates the metric.
  ///
  /// - Parameter report: The number that is reported.
  public init(report: Report = .all) {
    self.report = report
  }

  public init(options: inout Options, default standard: Self) {
    self.init(report: options.take("report", default: standard.report))
  }

  public func prepare(_ review: MetricInput) -> @Sendable (RankedAttribution) -> Double? {
    { explanation in
      let curves = review.curves(of: explanation.scores.map(abs))
      guard !curves.isEmpty else { return nil }
      // Adding the smallest first is removing the largest first, in reverse.
      return curves.reduce(0) { $0 + value($1.deletion) } / Double(curves.count)
    }
  }

  private func value(_ falling: [Double]) -> Double {
    // Differences within rounding are not a decrease.
    let rises = zip(falling, falling.dropFirst()).count { $0 - $1 >= -1e-12 }
    let steps = falling.count - 1
    return report == .share ? Double(rises) / Double(steps) : rises == steps ? 1 : 0
  }
}
