import Attribution
import Blocks

/// A scale of colour strength for contributions: six steps of each sign, each starting at twice the previous one.
///
/// The strongest step starts at a power of two in points of probability, or hundredths of a logit, and contributions below
/// the weakest step stay plain. Scales therefore differ by whole steps, and their legends stay readable.
public struct ColourScale: Hashable, Sendable {
  /// The scope of a scale.
  public enum Reach: String, CaseIterable, Sendable {
    /// One scale for all reports, from ½ point to 16, so that any two pages can be compared.
    case fixed
    /// One scale per report, on which the largest contribution of all reviews has the strongest colour.
    case report
    /// One scale per review, on which its largest contribution has the strongest colour.
    case page
  }

  /// The number of steps of each sign.
  public static let steps = MarkedText.Mark.steps

  /// The scale of all reports.
  public static let fixed = ColourScale(reach: .fixed, strongest: 16)

  /// The scope of the scale.
  let reach: Reach
  /// The lower bound of the strongest step, in points.
  let strongest: Double

  private init(reach: Reach, strongest: Double) {
    self.reach = reach
    self.strongest = strongest
  }

  /// Creates a scale on which the largest contribution has the strongest colour.
  ///
  /// - Parameters:
  ///   - largest: The largest magnitude of a contribution; for 0, the steps are those of ``fixed``.
  ///   - reach: The scope of the scale.
  package init(covering largest: Double, reach: Reach) {
    self.reach = reach
    let points = 100 * largest
    strongest =
      points > 0 && points.isFinite
      ? Double(sign: .plus, exponent: max(-20, Int(points.exponent)), significand: 1)
      : Self.fixed.strongest
  }

  /// The lower bound of each step, in points.
  package var thresholds: [Double] {
    (0..<Self.steps).map { strongest / Double(1 << (Self.steps - 1 - $0)) }
  }

  /// Returns the step of a contribution, from −6 for strongly negative through 0 for plain to 6.
  package func step(of contribution: Double) -> Int {
    let points = abs(contribution) * 100
    var (step, threshold) = (Self.steps, strongest)
    while step > 0 && points < threshold {
      step -= 1
      threshold /= 2
    }
    return contribution < 0 ? -step : step
  }

  /// Returns the factor that gives a magnitude, and none that is less, the strongest colour.
  func factor(covering largest: Double) -> Double { (strongest / 100 / largest).nextUp }

  /// The largest contribution below which all colours of ``fixed`` are pale: they have at most half of its steps.
  static let pale = fixed.thresholds[steps / 2] / 100

  /// Returns whether a probability is so near 0 or 1 that a single word hardly moves it.
  static func isSaturated(_ probability: Double) -> Bool {
    min(probability, 1 - probability) < saturation
  }

  /// The distance of a saturated probability from 0 or 1.
  static let saturation = 0.02

  /// Returns the unit of printed contributions, which are 100 times the scores.
  static func unit(of target: OutputScale) -> String {
    target == .probability ? "points of probability" : "hundredths of a logit"
  }
}

extension [ReviewAnalysis.Result] {
  /// The magnitude of the largest contribution.
  var largestContribution: Double {
    filter(\.isContribution).map(\.attribution.largestScore).max() ?? 0
  }
}
