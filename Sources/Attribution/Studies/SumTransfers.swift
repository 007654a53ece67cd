import Classifier
import LinearAlgebra

/// The change of a network's output when rows of the embedding matrix change and their sum does not.
///
/// On ℝ^(L×D) all rows of `∂F/∂E` are equal everywhere if and only if `F` depends on `Σₜ eₜ` alone. The proof moves a vector
/// from one row to another,
///
///     eₛ + v,  eₜ − v
///
/// which changes such an `F` by nothing. Here the vector is the embedding of a word of the review.
package struct SumTransfers: Sendable {
  /// The largest change of the logit; 0 with fewer than two unmasked positions, between which nothing can be moved.
  package let largestChange: Double

  /// Evaluates transfers between random positions.
  ///
  /// - Parameters:
  ///   - review: The review in the space of its gradient, ``ReviewInput/atEmbeddings``.
  ///   - count: The number of transfers, each from the review as it is.
  ///   - seed: The seed of the positions.
  /// - Complexity: One forward pass through all layers per transfer.
  package init(_ review: ReviewInput, count: Int, seed: Int) {
    let output = review.output
    let embedded = review.embedded
    let counted = (0..<embedded.rows).filter(review.isUnmasked)
    guard counted.count > 1 else {
      largestChange = 0
      return
    }
    let written = output.margin(at: review.logits(at: embedded))
    let first = review.review.firstPosition
    let words = (first..<first + review.review.read.count).filter(review.isUnmasked)
    let movable = words.isEmpty ? counted : words
    var random = SplitMix64(seed: UInt64(seed), for: "transfers" + review.seedText)
    var change = 0.0
    for _ in 0..<count {
      let moved = embedded.row(movable[random.below(movable.count)])
      let source = random.below(counted.count)
      // A second index that differs from the first.
      let target = (source + 1 + random.below(counted.count - 1)) % counted.count
      var rows = embedded
      for (column, entry) in moved.enumerated() {
        rows[counted[source], column] -= entry
        rows[counted[target], column] += entry
      }
      change = max(change, abs(output.margin(at: review.logits(at: rows)) - written))
    }
    largestChange = change
  }
}
