public import LinearAlgebra

/// A table with one row per word of the vocabulary.
public struct Embedding: Sendable {
  /// Keras's name of the class.
  public static let className = "Embedding"

  /// The name of the layer.
  public let name: String
  /// The rows, V × D.
  public var table: Matrix
  /// Whether positions with index 0 (padding) are masked for subsequent layers: Keras's `mask_zero`.
  public let masksZero: Bool

  /// Creates the layer.
  public init(name: String = "embedding", table: Matrix, masksZero: Bool = false) {
    self.name = name
    self.table = table
    self.masksZero = masksZero
  }

  /// Returns the mask: which positions are unmasked; nil if all are.
  ///
  /// - Parameter indices: T vocabulary indices.
  /// - Returns: T Booleans, true for unmasked positions.
  public func mask(of indices: [Int]) -> [Bool]? {
    masksZero ? indices.map { $0 != 0 } : nil
  }

  /// Looks up the row of each position.
  ///
  /// - Parameter indices: T vocabulary indices.
  /// - Returns: T × D.
  public func forward(_ indices: [Int]) -> Matrix {
    var result = Matrix(rows: indices.count, columns: table.columns)
    let width = table.lanesPerRow
    let entries = table.lanes.span
    var lanes = result.lanes.mutableSpan
    for (position, index) in indices.enumerated() {
      for lane in 0..<width { lanes[position * width + lane] = entries[index * width + lane] }
    }
    return result
  }

  /// Computes the row of each position as a weighted sum of rows.
  ///
  /// - Parameter mixture: The rows and their weights.
  /// - Returns: T × D.
  public func forward(_ mixture: RowMixture) -> Matrix {
    var result = Matrix(rows: mixture.positions, columns: table.columns)
    let width = table.lanesPerRow
    let entries = table.lanes.span
    var lanes = result.lanes.mutableSpan
    for position in 0..<mixture.positions {
      for part in mixture[position] {
        for lane in 0..<width {
          lanes[position * width + lane] += part.weight * entries[part.row * width + lane]
        }
      }
    }
    return result
  }

  /// Looks up or computes the row of each position of a review.
  ///
  /// - Parameter review: The review.
  /// - Returns: T × D.
  public func forward(_ review: EncodedReview) -> Matrix {
    review.mixture.map(forward) ?? forward(review.indices)
  }

  /// Returns the mask of a review; nil if no position is masked.
  ///
  /// - Parameter review: The review.
  /// - Returns: T Booleans, true for unmasked positions.
  public func mask(of review: EncodedReview) -> [Bool]? {
    guard let mixture = review.mixture else { return mask(of: review.indices) }
    return mixture.mask
  }

  /// Returns the mean of the rows of some words, as computed by average pooling.
  ///
  /// - Parameters:
  ///   - indices: T vocabulary indices.
  ///   - mask: Which positions are unmasked; nil if all are.
  /// - Returns: 1 × D, bit-identical to the mean of the rows of ``forward(_:)-([Int])``; zero if all positions are masked.
  /// - Complexity: O(T · D), without copying rows.
  public func mean(of indices: [Int], mask: [Bool]? = nil) -> Matrix {
    let counted = mask.map { mask in zip(indices, mask).compactMap { $1 ? $0 : nil } } ?? indices
    return table.mean(ofRows: counted)
  }

  /// Returns the dot product of each word's row with a given row.
  ///
  /// - Parameters:
  ///   - indices: T vocabulary indices.
  ///   - row: 1 × D.
  /// - Returns: T dot products.
  /// - Complexity: O(T · D), without copying rows.
  public func dots(of indices: [Int], withRow row: Matrix) -> [Double] {
    table.dots(ofRows: indices, withRow: row)
  }
}
