import LinearAlgebra

/// Attributions of one review, ready to be judged by many metrics.
public struct Explanation: Sendable {
  /// A number for each position.
  public let positions: [Double]
  /// A number for each word.
  public let scores: [Double]
  /// `F(baseline)` where the numbers are shares of the output.
  public let baselineValue: Double?
  /// `Σ attributions − (F(x) − F(baseline))` where the numbers are shares of the output.
  public let convergenceDelta: Double?
  /// For each word its level among the scores, 0 for the smallest; nil where a score is not finite.
  let levels: [Int]?
  /// What happens to the probability while the words go in the order of the scores, for each order that ties allow.
  public let curves: [RemovalCurve]
  /// The attributions of another review by the same method.
  let again: @Sendable (ExplainedReview) -> [Double]

  /// Explains a review by a method.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - method: The method.
  public init(of review: JudgedReview, by method: any AttributionMethod) {
    self.init(method.attribute(review.explained), of: review) { method.attribute($0).positions }
  }

  /// Explains a review by a method with its options.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - method: The method.
  public init(of review: JudgedReview, by method: ConfiguredMethod) {
    self.init(method.attributeAmongOthers(review.explained), of: review) {
      method.attributeAmongOthers($0).positions
    }
  }

  /// Takes attributions that are there already.
  ///
  /// - Parameters:
  ///   - attribution: The attributions.
  ///   - review: The review.
  ///   - again: The attributions of another review by the same method.
  public init(
    _ attribution: Attribution, of review: JudgedReview,
    again: @escaping @Sendable (ExplainedReview) -> [Double]
  ) {
    self.init(
      attribution.positions, of: review, baselineValue: attribution.baselineValue,
      convergenceDelta: attribution.convergenceDelta, again: again)
  }

  fileprivate init(
    _ positions: [Double], of review: JudgedReview, baselineValue: Double? = nil,
    convergenceDelta: Double? = nil, again: @escaping @Sendable (ExplainedReview) -> [Double]
  ) {
    self.positions = positions
    scores = Array(positions[review.words])
    self.baselineValue = baselineValue
    self.convergenceDelta = convergenceDelta
    self.again = again
    levels = RankCorrelation.levels(scores)
    curves = levels.map(review.curves(ofLevels:)) ?? []
  }

  /// Whether all words have the same score, so that there is nothing to rank.
  public var isConstant: Bool { levels?.allSatisfy { $0 == 0 } ?? false }

  /// The mean of a number over all orders that ties allow; nil where it is undefined for one of them.
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

/// What attributions are held against: the least that a method should beat.
public enum Control: String, CaseIterable, Sendable {
  /// The method's own scores, handed to the words in a random order.
  case random
  /// The method's scores with the opposite sign.
  case reversed
  /// The same score for every word: an equal share of what all words do together.
  case constant

  /// The control that belongs to an explanation.
  ///
  /// - Parameters:
  ///   - explanation: The explanation.
  ///   - review: The review that it is about.
  /// - Returns: An explanation with other scores.
  public func of(_ explanation: Explanation, _ review: JudgedReview) -> Explanation {
    var positions = explanation.positions
    switch self {
    case .random:
      // Where all scores are equal, so are all orders.
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
    return Explanation(positions, of: review, again: explanation.again)
  }

  /// The constant control, which is the same for all methods.
  ///
  /// - Parameter review: The review.
  /// - Returns: `(F(x) − F(no words)) / T` for every word, in units of the output that is explained.
  public static func constant(_ review: JudgedReview) -> Explanation {
    let game = review.output
    let share = (game.value(of: game.full) - game.value(of: game.empty)) / Double(review.count)
    var positions = [Double](repeating: 0, count: review.explained.length)
    for word in review.words { positions[word] = share }
    let constant = positions
    return Explanation(constant, of: review) { _ in constant }
  }
}
