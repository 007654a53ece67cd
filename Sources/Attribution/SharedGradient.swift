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
    let (share, mask) = (share, mask)
    let ends = dots(withRow: gradient)
    let starts = start?.rows.dots(withRow: gradient) ?? [0]
    return ends.indices.map { position in
      guard mask?[position] ?? true else { return 0 }
      return (ends[position] - starts[starts.count == 1 ? 0 : position]) * share
    }
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
