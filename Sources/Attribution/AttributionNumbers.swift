package import Classifier

/// The numbers of an attribution that is restored from a record of an earlier run.
package struct AttributionNumbers: Hashable, Sendable {
  /// One number for each word that the classifier reads.
  package let scores: [Double]
  /// One number for each row of the gradient; nil if these are the positions.
  package var pieces: [Double]?
  /// The sum over padding.
  package var padding = 0.0
  /// One number for each position of padding, or one number for all of them.
  package var paddingPositions: [Double] = []
  /// The sum over special tokens.
  package var specialTokens = 0.0
  /// The members of an ``Attribution`` of the same names.
  package var baselineValue: Double?
  package var isInUnitOfOutput = false
  package var convergenceDelta: Double?
  package var standardErrors: [Double]?
  package var fit: Double?
  package var units: [Double]?

  /// Creates numbers without anything but the scores of words.
  package init(scores: [Double]) { self.scores = scores }
}

extension Attribution {
  /// Restores an attribution, bit for bit; nil if the review has other words, pieces or positions than those of the numbers.
  ///
  /// - Parameters:
  ///   - numbers: Its numbers.
  ///   - review: The review.
  package init?(_ numbers: AttributionNumbers, of review: EncodedReview) {
    let count = review.read.count
    let padded = review.paddingPositions.count
    let isWhole = review.pieces == nil
    guard numbers.scores.count == count,
      numbers.standardErrors.map({ $0.count == count }) ?? true,
      numbers.pieces.map({ $0.count == review.pieces?.count }) ?? true,
      numbers.paddingPositions.count == padded
        || numbers.paddingPositions.count == 1 && padded > 0
    else { return nil }
    var positions = [Double](repeating: 0, count: isWhole ? review.indices.count : count)
    if isWhole {
      if let mark = review.mark { positions[mark.position] = numbers.specialTokens }
      for (index, position) in review.paddingPositions.enumerated() {
        positions[position] =
          numbers.paddingPositions.count == 1
          ? numbers.paddingPositions[0] : numbers.paddingPositions[index]
      }
    }
    let first = isWhole ? review.firstPosition : 0
    for (index, score) in numbers.scores.enumerated() { positions[first + index] = score }
    self.init(
      positions: positions, scores: numbers.scores, padding: numbers.padding,
      specialTokens: numbers.specialTokens, baselineValue: numbers.baselineValue,
      isInUnitOfOutput: numbers.isInUnitOfOutput, convergenceDelta: numbers.convergenceDelta,
      standardErrors: numbers.standardErrors, fit: numbers.fit, units: numbers.units,
      rows: numbers.pieces ?? positions)
  }
}
