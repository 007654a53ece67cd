import Attribution
import HTML

/// The colours of one method's scores.
///
/// Contributions have the colours of the report's scale, so that methods and reviews can be compared. Colours are relative to
/// the method's own largest score if its scores have another unit, or if all would be pale because the probability is almost 0
/// or 1 and a single word hardly moves it.
package struct MethodColours {
  /// The colours of contributions in all reports.
  package static let fixed = MethodColours(scale: .fixed, factor: 1, relativeTo: nil)

  /// The scale of the steps.
  private let scale: ColourScale
  /// The factor applied to scores; 0 for scores whose sign does not show the effect of a word.
  private let factor: Double
  /// The largest magnitude, which has the strongest colour; nil if colours are those of the scale.
  let relativeTo: Double?

  private init(scale: ColourScale, factor: Double, relativeTo: Double?) {
    (self.scale, self.factor, self.relativeTo) = (scale, factor, relativeTo)
  }

  /// Chooses the colours.
  ///
  /// - Parameters:
  ///   - results: The scores of the method in one review, or in several that are compared.
  ///   - scale: The scale of contributions.
  ///   - isSaturated: Whether the explained probability is almost 0 or 1 in all of them.
  init(of results: [ReviewAnalysis.Result], on scale: ColourScale, isSaturated: Bool) {
    let largest = results.map { $0.attribution.largestScore }.max() ?? 0
    let factor = scale.factor(covering: largest)
    let isPale = isSaturated && scale == .fixed && largest < ColourScale.pale
    let areRelative =
      largest > 0 && factor.isFinite && (isPale || !results.allSatisfy(\.isContribution))
    self.init(
      scale: scale,
      factor: !results.allSatisfy(\.supports) ? 0 : areRelative ? factor : 1,
      relativeTo: areRelative ? largest : nil)
  }

  /// Returns the step of a score, from −6 for strongly negative through 0 for plain to 6.
  func step(of score: Double) -> Int { factor == 0 ? 0 : scale.step(of: score * factor) }
}

extension MethodColours {
  /// Returns a sentence about colours of contributions that are relative to the largest; nil for other colours.
  func sentence(for result: ReviewAnalysis.Result) -> String? {
    guard result.supports, result.isContribution, let relativeTo else { return nil }
    let points = 100 * relativeTo
    let largest =
      points < 0.01 ? NumberText.scientificText(points) : NumberText.fixed(points, digits: 2)
    return """
      The probability is almost 0 or 1: colours are relative to this method’s largest value, \(largest) points.
      """
  }
}

extension ReviewAnalysis {
  /// Whether the explained output is a probability that is almost 0 or 1.
  var isSaturated: Bool {
    explained.target == .probability && ColourScale.isSaturated(probability)
  }

  /// Returns the colours of a method's scores on the review's page.
  func colours(of result: Result) -> MethodColours {
    MethodColours(of: [result], on: scale, isSaturated: isSaturated)
  }

  /// Returns the colours of a method's scores in a list of reviews, which has one scale for all.
  func listColours(of result: Result) -> MethodColours {
    MethodColours(of: [result], on: listScale, isSaturated: false)
  }
}

extension Attribution {
  /// The magnitude of the largest score of a word.
  var largestScore: Double { scores.reduce(0) { max($0, abs($1)) } }
}
