import Classifier
import LinearAlgebra

/// What a gradient says of each position: behind an average one row `∂F/∂m` says it for all of them.
extension ExplainedReview {
  /// The share of each position, `(eₜ − bₜ) · gₜ`.
  ///
  /// Each product is taken by itself, so that a row that holds the baseline gives exactly zero.
  ///
  /// - Parameters:
  ///   - gradient: With a closed form `∂F/∂m`, 1 × D, of which each position that counts has its share; otherwise
  ///     `∂F/∂E`, L × D.
  ///   - start: `b`; nil stands for zero.
  /// - Returns: One number a position.
  func contributions(of gradient: Matrix, from start: PathStart? = nil) -> [Double] {
    guard pooled != nil else {
      let distance = start.map { embedded - $0.matrix(positions: length) } ?? embedded
      return distance.rowDots(gradient)
    }
    var sums = dots(withRow: gradient)
    start?.rows.subtractDots(withRow: gradient, from: &sums)
    return shares(of: sums)
  }

  /// The sum of the contributions from several starts.
  ///
  /// Behind an average the review's rows are multiplied once, by the sum of the gradients.
  ///
  /// - Parameters:
  ///   - gradients: One for each start, as above.
  ///   - starts: The starts.
  /// - Returns: One number a position.
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

  /// Gives each position that counts its share of a number, and the others nothing.
  private func shares(of values: [Double]) -> [Double] {
    let share = share
    guard let mask else { return values.map { $0 * share } }
    return zip(values, mask).map { $1 ? $0 * share : 0 }
  }
}

extension Reduction {
  /// Reduces the gradient of each position to one number.
  ///
  /// - Parameters:
  ///   - gradient: With a closed form one row, which all positions that count have; otherwise L × D.
  ///   - review: The review.
  /// - Returns: One number a position.
  func reduce(_ gradient: Matrix, of review: ExplainedReview) -> [Double] {
    guard review.pooled != nil else { return reduce(gradient) }
    let value = reduce(gradient)[0]
    guard let mask = review.mask else {
      return Array(repeating: value, count: review.length)
    }
    return mask.map { $0 ? value : 0 }
  }
}
