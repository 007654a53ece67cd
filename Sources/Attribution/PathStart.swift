import Classifier
import LinearAlgebra

/// The start of the path to a review: an embedding matrix of the review's shape.
struct PathStart {
  /// Its rows without the repetitions of the last one: a single row if all positions hold the same.
  let rows: Matrix
  /// The mean of the rows at the unmasked positions of the review, 1 × D; zero if there are none.
  let mean: Matrix
  /// Its forward pass, if it has been computed already.
  private(set) var pass: Backpropagation?

  /// Creates the start at a baseline, whose row all positions hold.
  init(_ baseline: Baseline, of review: ReviewInput) {
    rows = review.rows(of: baseline)
    let row = rows.rows == 1 ? rows : rows.rowMean
    mean = review.positionWeight == 0 ? Matrix(rows: 1, columns: rows.columns) : row
  }

  /// Creates the start at a background review, for reviews of the same length and without a mask.
  ///
  /// - Parameters:
  ///   - member: The background review.
  ///   - pooled: The closed form of the model, if it has one.
  init(_ member: EmbeddedReview, _ pooled: PooledNetwork?) {
    rows = member.rows
    mean = member.mean
    pass = pooled.map { Backpropagation(through: $0.steps, at: member.mean, mask: nil) }
  }

  /// Creates the start at a background review, for any review.
  ///
  /// The mask is that of the explained review, not the member's own. A longer member is truncated at its end, and a
  /// shorter one is padded.
  init(_ member: EmbeddedReview, of review: ReviewInput) {
    rows = member.embedded.fitted(to: review.length, filler: Baseline.pad.row(for: review))
    mean = rows.mean(of: review.mask)
  }

  /// Creates the start at rows without a mask, L × D.
  init(rows: Matrix) {
    self.rows = rows
    mean = rows.rowMean
  }

  /// Returns the embedding matrix.
  ///
  /// - Parameter count: The number of positions, L.
  /// - Returns: L × D.
  func matrix(positions count: Int) -> Matrix {
    guard rows.rows != count else { return rows }
    var matrix = Matrix(rows: count, columns: rows.columns)
    for position in 0..<count {
      matrix.setRow(position, to: rows, row: min(position, rows.rows - 1))
    }
    return matrix
  }

  /// Returns the output `F` at the start.
  func value(for review: ReviewInput) -> Double {
    review.output.value(at: logits(for: review))
  }

  /// Returns the logits at the start, 1 × K.
  func logits(for review: ReviewInput) -> Matrix {
    guard let pooled = review.pooled else {
      return review.logits(at: matrix(positions: review.length))
    }
    return pass?.logits ?? pooled.logits(atMean: mean)
  }
}

extension Matrix {
  /// Returns the first rows, completed by rows of another matrix.
  ///
  /// - Parameters:
  ///   - count: The number of rows.
  ///   - filler: As many rows, or a single one for all.
  /// - Returns: `count` rows.
  func fitted(to count: Int, filler: Matrix) -> Matrix {
    guard rows != count else { return self }
    var result = Matrix(rows: count, columns: columns)
    for row in 0..<count {
      result.setRow(
        row, to: row < rows ? self : filler, row: row < rows ? row : min(row, filler.rows - 1))
    }
    return result
  }
}
