public import SourceText

/// Whether the verdict changes without the most important word.
///
///     1 where F(x without the top word) < ½, otherwise 0
///
/// - Unit: none; the mean is the share of the reviews. Undefined for more than two classes, and for a class that is not the
///   predicted one.
/// - Source: Serrano and Smith, *Is Attention Interpretable?*, 2019, section 4.1, <https://arxiv.org/abs/1906.03731>.
public struct DecisionFlip: Metric {
  public static let name = "decision-flip"
  public static let title = "Decision flip"
  public static let summary = "The share of reviews whose verdict changes without the top word."
  public static let formula = #"[\, F(x \setminus \mathrm{top}_1) < \tfrac{1}{2} \,]"#
  public static let origin = "Serrano and Smith"
  public static let source = Source(
    "Serrano and Smith, Is Attention Interpretable?, 2019, section 4.1",
    url: "https://arxiv.org/abs/1906.03731")
  public static let better = Better.higher

  public init(options: inout Options) {}

  public func prepare(_ review: JudgedReview) -> @Sendable (Explanation) -> Double? {
    guard review.flipsAtHalf else { return { _ in nil } }
    return { $0.mean { $0.without[1] < 0.5 ? 1 : 0 } }
  }
}
