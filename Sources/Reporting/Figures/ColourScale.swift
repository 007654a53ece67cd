import Attribution

/// How strong a contribution is drawn: six steps to each side, each twice the one before.
///
/// The strongest step begins at a power of two points of probability, or hundredths of a logit, and contributions below
/// the weakest stay plain. So two scales differ by whole steps, and their legends stay readable.
public struct ColourScale: Hashable, Sendable {
  /// How far one scale reaches.
  public enum Reach: String, CaseIterable, Sendable {
    /// One scale for all reports, so that any two pages can be laid side by side: from ½ point to 16.
    case fixed
    /// One for all reviews of a report, in which the largest contribution of all has the strongest colour.
    case report
    /// One for each review, in which its largest contribution has the strongest colour.
    case page
  }

  /// The number of steps to each side.
  public static let steps = 6

  /// The scale of all reports.
  public static let fixed = ColourScale(reach: .fixed, strongest: 16)

  /// How far it reaches.
  let reach: Reach
  /// Where the strongest step begins, in points.
  let strongest: Double

  private init(reach: Reach, strongest: Double) {
    self.reach = reach
    self.strongest = strongest
  }

  /// The scale in which the largest number has the strongest colour.
  ///
  /// - Parameters:
  ///   - largest: The largest size of a contribution; where it is 0 the steps are those of ``fixed``.
  ///   - reach: What the scale is for.
  package init(covering largest: Double, reach: Reach) {
    self.reach = reach
    let points = 100 * largest
    strongest =
      points > 0 && points.isFinite
      ? Double(sign: .plus, exponent: max(-20, Int(points.exponent)), significand: 1)
      : Self.fixed.strongest
  }

  /// Where each step begins, in points.
  package var thresholds: [Double] {
    (0..<Self.steps).map { strongest / Double(1 << (Self.steps - 1 - $0)) }
  }

  /// The step of a contribution: from −6, strongly negative, over 0, plain, to 6.
  package func step(of contribution: Double) -> Int {
    let points = abs(contribution) * 100
    var (step, threshold) = (Self.steps, strongest)
    while step > 0 && points < threshold {
      step -= 1
      threshold /= 2
    }
    return contribution < 0 ? -step : step
  }

  /// The class that draws a step: `p3`, `n1`, or nil for plain.
  func cssClass(of contribution: Double) -> String? {
    Self.cssClass(ofStep: step(of: contribution))
  }

  /// The class of a step; nil for 0.
  static func cssClass(ofStep step: Int) -> String? {
    step == 0 ? nil : step > 0 ? Self.positive[step - 1] : Self.negative[-step - 1]
  }

  private static let positive = (1...steps).map { "p\($0)" }
  private static let negative = (1...steps).map { "n\($0)" }

  /// What numbers of a method are multiplied by before they are coloured: contributions are as large as they are, other
  /// numbers are relative to their largest.
  func factor(of result: ReviewAnalysis.Result) -> Double {
    let largest = result.largest
    return result.isContribution || largest == 0 ? 1 : strongest / 100 / largest
  }

  /// The unit of contributions as they are printed, which are 100 times the numbers.
  static func unit(of target: Target) -> String {
    target == .probability ? "points of probability" : "hundredths of a logit"
  }
}

extension ReviewAnalysis.Result {
  /// The size of the largest number.
  fileprivate var largest: Double { attribution.scores.map(abs).max() ?? 0 }
}

extension [ReviewAnalysis.Result] {
  /// The size of the largest contribution.
  var largestContribution: Double { filter(\.isContribution).map(\.largest).max() ?? 0 }
}
