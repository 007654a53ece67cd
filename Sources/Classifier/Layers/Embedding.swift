public import LinearAlgebra

/// A row of numbers for each word of the vocabulary.
public struct Embedding: Sendable {
  /// Keras' name of the class.
  public static let className = "Embedding"

  /// The layer's own name.
  public let name: String
  /// The rows, V × D.
  public var table: Matrix
  /// Whether positions with index 0, padding, are left out by layers that know of masks: Keras' `mask_zero`.
  public let masksZero: Bool

  /// Creates the layer.
  public init(name: String = "embedding", table: Matrix, masksZero: Bool = false) {
    self.name = name
    self.table = table
    self.masksZero = masksZero
  }

  /// Which positions count; nil when all do.
  ///
  /// - Parameter indices: T vocabulary indices.
  /// - Returns: T times whether the position counts.
  public func mask(of indices: [Int]) -> [Bool]? {
    masksZero ? indices.map { $0 != 0 } : nil
  }

  /// Looks a row up for each position.
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

  /// Adds the row of each position up from several rows.
  ///
  /// - Parameter mixture: Which rows, and how much of each.
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

  /// Looks a row up for each position of a review, or adds it up.
  ///
  /// - Parameter review: The review.
  /// - Returns: T × D.
  public func forward(_ review: EncodedReview) -> Matrix {
    review.mixture.map(forward) ?? forward(review.indices)
  }

  /// Which positions of a review count; nil when all do.
  ///
  /// - Parameter review: The review.
  /// - Returns: T times whether the position counts.
  public func mask(of review: EncodedReview) -> [Bool]? {
    guard let mixture = review.mixture else { return mask(of: review.indices) }
    return mixture.mask
  }

  /// The mean of the rows of some words: what an average over positions makes of them.
  ///
  /// - Parameters:
  ///   - indices: T vocabulary indices.
  ///   - mask: Which positions count; nil when all do.
  /// - Returns: 1 × D, to the last bit that of the rows of ``forward(_:)-([Int])``; zero where no position counts.
  /// - Complexity: O(T · D), without copying a row.
  public func mean(of indices: [Int], mask: [Bool]? = nil) -> Matrix {
    let counted = mask.map { mask in zip(indices, mask).compactMap { $1 ? $0 : nil } } ?? indices
    return table.mean(ofRows: counted)
  }

  /// The product of each word's row with one row.
  ///
  /// - Parameters:
  ///   - indices: T vocabulary indices.
  ///   - row: 1 × D.
  /// - Returns: T numbers.
  /// - Complexity: O(T · D), without copying a row.
  public func dots(of indices: [Int], withRow row: Matrix) -> [Double] {
    table.dots(ofRows: indices, withRow: row)
  }
}
