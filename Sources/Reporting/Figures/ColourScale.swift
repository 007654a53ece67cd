import Attribution

/// How strong a contribution is drawn: six steps to each side, each twice the one before.
///
/// There is one scale for all reviews and methods, so that two pages can be laid side by side. A step begins at
/// ½, 1, 2, 4, 8 and 16 points of probability, or hundredths of a logit; smaller contributions stay plain.
public enum ColourScale {
  /// The number of steps to each side.
  public static let steps = 6

  /// Where each step begins, in points.
  public static let thresholds = [0.5, 1, 2, 4, 8, 16]

  /// The step of a contribution: from −6, strongly negative, over 0, plain, to 6.
  public static func step(of contribution: Double) -> Int {
    let points = abs(contribution) * 100
    var step = 0
    while step < steps && thresholds[step] <= points { step += 1 }
    return contribution < 0 ? -step : step
  }

  /// The class that draws a step: `p3`, `n1`, or nil for plain.
  static func cssClass(of contribution: Double) -> String? {
    let step = step(of: contribution)
    return step == 0 ? nil : step > 0 ? positive[step - 1] : negative[-step - 1]
  }

  private static let positive = (1...steps).map { "p\($0)" }
  private static let negative = (1...steps).map { "n\($0)" }

  /// The number that gets the strongest colour.
  static let strongest = 0.16

  /// The unit of contributions as they are printed, which are 100 times the numbers.
  static func unit(of target: Target) -> String {
    target == .probability ? "points of probability" : "hundredths of a logit"
  }
}

extension ReviewAnalysis.Result {
  /// What numbers are multiplied by before they are coloured: contributions have one scale for all, other numbers are
  /// relative to their largest.
  var colourFactor: Double {
    let largest = attribution.scores.map(abs).max() ?? 0
    return isContribution || largest == 0 ? 1 : ColourScale.strongest / largest
  }
}
