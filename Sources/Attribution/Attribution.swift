import Classifier

/// The result of a method: one number for each position of the input.
///
/// Positive numbers support the explained class. The unit is that of the target, or the target's unit per unit of
/// embedding for methods that report gradients.
public struct Attribution: Sendable {
  /// One number for each of the L positions, special tokens and padding included.
  public let positions: [Double]
  /// One number for each token that the classifier reads, in reading order.
  public let scores: [Double]
  /// The sum over all positions of padding.
  public let padding: Double
  /// The sum over special tokens, such as `<START>` and fastText's end of line.
  public let specialTokens: Double
  /// `F(baseline)`; nil for methods whose numbers are not shares of the output.
  public let baselineValue: Double?
  /// Whether the numbers are in the unit of the output.
  ///
  /// True for shares of the output, and for products with gradients even if the baseline's output is unknown.
  public let isInUnitOfOutput: Bool
  /// `Σ attributions − (F(x) − F(baseline))`, over all positions; nil for methods whose numbers are not shares of
  /// the output.
  public let convergenceDelta: Double?
  /// For sampling methods, the standard error of each score.
  public let standardErrors: [Double]?
  /// For methods that fit a linear model, the coefficient of determination R².
  public let fit: Double?
  /// For methods that use hidden units, the share of each.
  public let units: [Double]?
  /// One number for each row of the gradient: ``positions``, or those of the subword pieces.
  public let rows: [Double]

  /// Creates the result of a method.
  ///
  /// - Parameters:
  ///   - positions: One number for each position.
  ///   - explained: The explained review.
  ///   - baselineValue: `F(baseline)`, for methods whose numbers are shares of `F(x) − F(baseline)`.
  ///   - isInUnitOfOutput: Whether the numbers are in the unit of the output; nil means that they are if there is a
  ///     `baselineValue`.
  ///   - standardErrors: For sampling methods, one for each position.
  ///   - fit: For methods that fit a linear model, R².
  ///   - units: For methods that use hidden units, the share of each.
  public init(
    positions: [Double], of explained: ReviewInput, baselineValue: Double? = nil,
    isInUnitOfOutput: Bool? = nil,
    standardErrors: [Double]? = nil, fit: Double? = nil, units: [Double]? = nil
  ) {
    let review = explained.review
    precondition(
      positions.count == review.indices.count,
      "\(positions.count) attributions for \(review.indices.count) positions")
    self.positions = positions
    let read = review.firstPosition..<review.firstPosition + review.read.count
    let sums = PositionSums(positions, of: review)
    scores = sums.scores
    padding = sums.padding
    specialTokens = sums.specialTokens
    self.baselineValue = baselineValue
    self.isInUnitOfOutput = isInUnitOfOutput ?? (baselineValue != nil)
    convergenceDelta = baselineValue.map { sums.sum - (explained.value - $0) }
    self.standardErrors = standardErrors.map { Array($0[read]) }
    self.fit = fit
    self.units = units
    rows = positions
  }

  /// Creates an attribution from all its numbers.
  init(
    positions: [Double], scores: [Double], padding: Double, specialTokens: Double,
    baselineValue: Double?, isInUnitOfOutput: Bool, convergenceDelta: Double?,
    standardErrors: [Double]?, fit: Double?, units: [Double]?, rows: [Double]
  ) {
    self.positions = positions
    self.scores = scores
    self.padding = padding
    self.specialTokens = specialTokens
    self.baselineValue = baselineValue
    self.isInUnitOfOutput = isInUnitOfOutput
    self.convergenceDelta = convergenceDelta
    self.standardErrors = standardErrors
    self.fit = fit
    self.units = units
    self.rows = rows
  }

  /// Creates the attribution of one of two classes from that of the other, for a method with the axiom
  /// ``Axiom/targetSign``.
  ///
  /// - Parameters:
  ///   - other: The attribution of the other class.
  ///   - target: The target of both.
  init(negating other: Attribution, target: OutputScale) {
    // A difference from 0 has no negative zeros.
    func negated(_ numbers: [Double]) -> [Double] { numbers.map { 0 - $0 } }
    positions = negated(other.positions)
    scores = negated(other.scores)
    padding = 0 - other.padding
    specialTokens = 0 - other.specialTokens
    baselineValue = other.baselineValue.map { (target == .probability ? 1 : 0) - $0 }
    isInUnitOfOutput = other.isInUnitOfOutput
    convergenceDelta = other.convergenceDelta.map { 0 - $0 }
    standardErrors = other.standardErrors
    fit = other.fit
    units = other.units.map(negated)
    rows = negated(other.rows)
  }

  /// Creates an attribution of words, each the sum of its pieces; special tokens remain separate.
  ///
  /// - Parameters:
  ///   - pieces: The attribution of the review ``ReviewInput/atEmbeddings``.
  ///   - review: The review.
  init(merging pieces: Attribution, into review: ReviewInput) {
    guard let cut = review.review.pieces else {
      self = pieces
      return
    }
    var words = [Double](repeating: 0, count: review.review.read.count)
    var special = 0.0
    for (piece, number) in zip(cut, pieces.positions) {
      if let word = piece.word { words[word] += number } else { special += number }
    }
    positions = words
    scores = words
    padding = 0
    self.specialTokens = special
    baselineValue = pieces.baselineValue
    isInUnitOfOutput = pieces.isInUnitOfOutput
    convergenceDelta = pieces.convergenceDelta
    standardErrors = nil
    fit = pieces.fit
    units = pieces.units
    rows = pieces.positions
  }

  /// The sum over all positions, including special tokens without a position.
  public var sum: Double { rows.reduce(0, +) }

  /// Whether all positions have the same number, which leaves nothing to rank.
  public var isConstant: Bool {
    guard let first = scores.first else { return true }
    let largest = scores.map(abs).max() ?? 0
    return scores.allSatisfy { abs($0 - first) <= 1e-12 * largest }
  }
}
