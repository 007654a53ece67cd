/// The Cholesky factor `L` of a symmetric positive definite matrix `A = L Lᵀ`, which solves `A x = b`.
///
/// Every sum is evaluated in a fixed order, so the same numbers yield the same solution on every machine.
///
/// - Shapes: `A` and `L` are n × n, `b` and `x` have n numbers.
/// - Source: Golub and Van Loan, *Matrix Computations*, 4th edition, section 4.2, row by row.
public struct Cholesky: Sendable {
  private let factor: Matrix

  /// Factors a matrix; nil if it is not positive definite, up to rounding.
  ///
  /// - Parameter matrix: n × n, of which only the lower triangle is read.
  /// - Complexity: O(n³ / 6) multiplications.
  public init?(_ matrix: Matrix) {
    precondition(
      matrix.rows == matrix.columns, "\(matrix.rows) × \(matrix.columns) is not square")
    var factor = Matrix(rows: matrix.rows, columns: matrix.rows)
    let width = factor.lanesPerRow
    for row in 0..<matrix.rows {
      for column in 0...row {
        // Entries that are not yet computed are zero, so whole lanes can be multiplied.
        let known = column / 8 + 1
        let sum = dot(
          factor.lanes.span.extracting(row * width..<row * width + known),
          factor.lanes.span.extracting(column * width..<column * width + known))
        let rest = matrix[row, column] - sum
        if column < row {
          factor[row, column] = rest / factor[column, column]
        } else if rest > 1e-14 * matrix[row, row], rest.isFinite {
          factor[row, row] = rest.squareRoot()
        } else {
          return nil
        }
      }
    }
    self.factor = factor
  }

  /// Returns the solution `x` of `A x = b`.
  ///
  /// - Parameter right: `b`, n numbers.
  /// - Returns: `x`, n numbers.
  /// - Complexity: O(n²).
  public func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == factor.rows, "\(right.count) numbers for \(factor.rows) rows")
    var solution = right
    for row in 0..<factor.rows {
      for column in 0..<row { solution[row] -= factor[row, column] * solution[column] }
      solution[row] /= factor[row, row]
    }
    for row in (0..<factor.rows).reversed() {
      solution[row] /= factor[row, row]
      for column in 0..<row { solution[column] -= factor[row, column] * solution[row] }
    }
    return solution
  }
}
