import Classifier
import LinearAlgebra

/// The attribution of each position from a gradient: after average pooling all of them share one row `∂F/∂m`.
extension ReviewInput {
  /// Returns the share of each position, `(eₜ − bₜ) · gₜ`.
  ///
  /// Each product is computed separately, so that a row that holds the baseline yields exactly zero.
  ///
  /// - Parameters:
  ///   - gradient: With a closed form `∂F/∂m`, 1 × D, divided among the unmasked positions; otherwise `∂F/∂E`, L × D.
  ///   - start: `b`; nil for zero.
  /// - Returns: One number per position.
  func contributions(of gradient: Matrix, from start: PathStart? = nil) -> [Double] {
    guard pooled != nil else {
      let distance = start.map { embedded - $0.matrix(positions: length) } ?? embedded
      return distance.rowDots(gradient)
    }
    var sums = dots(withRow: gradient)
    start?.rows.subtractDots(withRow: gradient, from: &sums)
    return shares(of: sums)
  }

  /// Returns the sum of the contributions from several starts.
  ///
  /// After average pooling the review's rows are multiplied once, by the sum of the gradients.
  ///
  /// - Parameters:
  ///   - gradients: One gradient per start, in the same shapes.
  ///   - starts: The starts.
  /// - Returns: One number per position.
  func contributions(of gradients: [Matrix], fromEach starts: [PathStart]) -> [Double] {
    guard pooled != nil, var total = gradients.first else {
      return starts.indices.reduce(into: [Double](repeating: 0, count: length)) { sums, index in
        let shares = contributions(of: gradients[index], from: starts[index])
        for position in sums.indices { sums[position] += shares[position] }
      }
    }
    for gradient in gradients.dropFirst() { total += gradient }
    var sums = dots(withRow: total)
    for index in starts.indices {
      starts[index].rows.subtractDots(withRow: gradients[index], from: &sums)
    }
    return shares(of: sums)
  }

  /// Returns the share of a number for each unmasked position, and zero for the others.
  private func shares(of values: [Double]) -> [Double] {
    PositionShares(length: length, mask: mask).of(values)
  }
}

extension Reduction {
  /// Reduces the gradient of each position to one number.
  ///
  /// - Parameters:
  ///   - gradient: With a closed form one row for all unmasked positions; otherwise L × D.
  ///   - review: The review.
  /// - Returns: One number per position.
  func reduce(_ gradient: Matrix, of review: ReviewInput) -> [Double] {
    guard review.pooled != nil else { return reduce(gradient) }
    let value = reduce(gradient)[0]
    guard let mask = review.mask else {
      return Array(repeating: value, count: review.length)
    }
    return mask.map { $0 ? value : 0 }
  }
}
