import Classifier

/// The weights of the positions of a review in the average over them.
struct PositionShares {
  /// The weight of an unmasked position, `1/n`; 0 if there is none.
  let weight: Double
  /// Which positions are unmasked; nil if all are.
  let mask: [Bool]?

  /// Creates the weights of a review's positions.
  ///
  /// - Parameters:
  ///   - length: The number of positions.
  ///   - mask: Which positions are unmasked; nil if all are.
  init(length: Int, mask: [Bool]?) {
    let count = mask.map { mask in mask.count { $0 } } ?? length
    weight = count == 0 ? 0 : 1 / Double(count)
    self.mask = mask
  }

  /// Returns each number times its position's weight.
  func of(_ values: [Double]) -> [Double] {
    guard let mask else { return values.map { $0 * weight } }
    return zip(values, mask).map { $1 ? $0 * weight : 0 }
  }
}

/// The numbers of a review's positions, distributed over what the positions hold.
struct PositionSums {
  /// One number for each token that the model reads, in reading order.
  let scores: [Double]
  /// The sum over all positions of padding.
  let padding: Double
  /// The number of the start token, or of the end of the line.
  let specialTokens: Double
  /// The sum over all positions.
  let sum: Double

  /// Adds up the numbers of an input.
  ///
  /// - Parameters:
  ///   - positions: One number for each position.
  ///   - review: The review.
  init(_ positions: [Double], of review: EncodedReview) {
    scores = Array(
      positions[review.firstPosition..<review.firstPosition + review.read.count])
    padding = positions[review.paddingPositions].reduce(0, +)
    specialTokens = review.mark.map { positions[$0.position] } ?? 0
    sum = positions.reduce(0, +)
  }
}
