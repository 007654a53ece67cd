public import Attribution
import LinearAlgebra

/// The attributions of one review, prepared for many metrics.
public struct RankedAttribution: Sendable {
  /// One number per position.
  public let positions: [Double]
  /// One number per word.
  public let scores: [Double]
  /// `F(baseline)` if the numbers are shares of the output.
  let baselineValue: Double?
  /// `Σ attributions − (F(x) − F(baseline))` if the numbers are shares of the output.
  let convergenceDelta: Double?
  /// The level of each word among the scores, 0 for the smallest; nil if a score is not finite.
  let levels: [Int]?
  /// The curves of the probability as words are removed in the order of the scores, one for each order that ties allow.
  public let curves: [RemovalCurve]
  /// Returns the attributions of another review by the same method.
  let again: @Sendable (ReviewInput) -> [Double]

  /// Explains a review by a method.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - method: The method.
  public init(of review: MetricInput, by method: any AttributionMethod) {
    self.init(method.attribute(review.explained), of: review) { method.attribute($0).positions }
  }

  /// Explains a review by a method with its options.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - method: The method.
  init(of review: MetricInput, by method: ConfiguredMethod) {
    self.init(method.attributeAmongOthers(review.explained), of: review) {
      method.attributeAmongOthers($0).positions
    }
  }

  /// Creates an explanation from existing attributions.
  ///
  /// - Parameters:
  ///   - attribution: The attributions.
  ///   - review: The review.
  ///   - again: Returns the attributions of another review by the same method.
  public init(
    _ attribution: Attribution, of review: MetricInput,
    again: @escaping @Sendable (ReviewInput) -> [Double]
  ) {
    self.init(
      attribution.positions, of: review, baselineValue: attribution.baselineValue,
      convergenceDelta: attribution.convergenceDelta, again: again)
  }

  fileprivate init(
    _ positions: [Double], of review: MetricInput, baselineValue: Double? = nil,
    convergenceDelta: Double? = nil, again: @escaping @Sendable (ReviewInput) -> [Double]
  ) {
    self.positions = positions
    scores = Array(positions[review.words])
    self.baselineValue = baselineValue
    self.convergenceDelta = convergenceDelta
    self.again = again
    levels = RankCorrelation.levels(scores)
    curves = levels.map(review.curves(ofLevels:)) ?? []
  }

  /// Whether all words have the same score, which leaves nothing to rank.
  public var isConstant: Bool { levels?.allSatisfy { $0 == 0 } ?? false }

  /// Returns the mean of a number over all orders that ties allow; nil if it is undefined for one of them.
  func mean(_ number: (RemovalCurve) -> Double?) -> Double? {
    guard !curves.isEmpty else { return nil }
    var sum = 0.0
    for curve in curves {
      guard let value = number(curve) else { return nil }
      sum += value
    }
    return sum / Double(curves.count)
  }
}

/// The controls for attributions: the minimum that a method should beat.
package enum Control: String, CaseIterable, Sendable {
  /// The method's own scores, assigned to the words in a random order.
  case random
  /// The method's scores with the opposite sign.
  case reversed
  /// The same score for every word: an equal share of the joint effect of all words.
  case constant

  /// Returns the control for an explanation.
  ///
  /// - Parameters:
  ///   - explanation: The explanation.
  ///   - review: The explained review.
  /// - Returns: An explanation with other scores.
  package func of(_ explanation: RankedAttribution, _ review: MetricInput) -> RankedAttribution {
    var positions = explanation.positions
    switch self {
    case .random:
      // If all scores are equal, the order does not matter.
      if explanation.isConstant { return explanation }
      var random = review.random(for: "control")
      var scores = explanation.scores
      random.shuffle(&scores)
      positions.replaceSubrange(review.words, with: scores)
    case .reversed:
      positions = positions.map { -$0 }
    case .constant:
      return Self.constant(review)
    }
    return RankedAttribution(positions, of: review, again: explanation.again)
  }

  /// Returns the constant control, which is the same for all methods.
  ///
  /// - Parameter review: The review.
  /// - Returns: `(F(x) − F(no words)) / T` for every word, in the unit of the explained output.
  package static func constant(_ review: MetricInput) -> RankedAttribution {
    let game = review.output
    let share = (game.value(of: game.full) - game.value(of: game.empty)) / Double(review.count)
    var positions = [Double](repeating: 0, count: review.explained.length)
    for word in review.words { positions[word] = share }
    let constant = positions
    return RankedAttribution(constant, of: review) { _ in constant }
  }
}
