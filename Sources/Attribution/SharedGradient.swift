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
    let ends = dots(withRow: gradient)
    guard let start else { return shares(of: ends) }
    let starts = start.rows.dots(withRow: gradient)
    // One row that all positions hold, or one for each.
    return shares(
      of: starts.count == 1
        ? ends.map { $0 - starts[0] } : zip(ends, starts).map { $0 - $1 })
  }

  /// The sum of the contributions from several starts.
  ///
  /// Behind an average the review's rows are multiplied once, by the sum of the gradients.
  ///
  /// - Parameter parts: A gradient for each start, as above.
  /// - Returns: One number a position.
  func contributions(summedOver parts: [(start: PathStart, gradient: Matrix)]) -> [Double] {
    guard pooled != nil, var total = parts.first?.gradient else {
      return parts.reduce(into: [Double](repeating: 0, count: length)) { sums, part in
        let shares = contributions(of: part.gradient, from: part.start)
        for position in sums.indices { sums[position] += shares[position] }
      }
    }
    for part in parts.dropFirst() { total += part.gradient }
    var sums = dots(withRow: total)
    for (start, gradient) in parts {
      start.rows.subtractDots(withRow: gradient, from: &sums)
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
