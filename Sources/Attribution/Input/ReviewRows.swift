import Classifier
import LinearAlgebra

/// The rows of a review's positions, which are copied only if they differ from the embedding's own.
struct ReviewRows: Sendable {
  /// Which positions are unmasked; nil if all are.
  let mask: [Bool]?
  /// The mean of the rows at unmasked positions, 1 × D.
  let mean: Matrix
  /// The rows if they differ from the embedding's own, L × D; otherwise nil.
  let replacement: Matrix?
  private let embedding: Embedding
  private let indices: [Int]

  /// Looks up the rows of a review.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - replacement: The rows in place of the embedding's own, L × D; nil for its own.
  ///   - embedding: The embedding.
  /// - Complexity: O(L · D)
  init(_ review: EncodedReview, replacement: Matrix? = nil, in embedding: Embedding) {
    let rows = replacement ?? review.mixture.map { embedding.forward($0) }
    let mask = embedding.mask(of: review)
    self.mask = mask
    mean = rows?.mean(of: mask) ?? embedding.mean(of: review.indices, mask: mask)
    self.replacement = rows
    self.embedding = embedding
    indices = review.indices
  }

  /// All rows, L × D.
  var matrix: Matrix { replacement ?? embedding.forward(indices) }

  /// Returns the product of each row with one row, 1 × D, without copying any.
  func dots(withRow row: Matrix) -> [Double] {
    replacement?.dots(withRow: row) ?? embedding.dots(of: indices, withRow: row)
  }
}
