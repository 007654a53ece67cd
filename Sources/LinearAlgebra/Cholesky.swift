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
  /// Eight columns are computed at a time: those before them are subtracted as one product.
  ///
  /// - Parameters:
  ///   - matrix: n × n, of which only the lower triangle is read.
  ///   - shift: A number that is added to the diagonal.
  /// - Complexity: O(n³ / 6) multiplications.
  public init?(_ matrix: Matrix, addingToDiagonal shift: Double = 0) {
    precondition(
      matrix.rows == matrix.columns, "\(matrix.rows) × \(matrix.columns) is not square")
    let (size, width) = (matrix.rows, matrix.lanesPerRow)
    var factor = Matrix(rows: size, columns: size)
    for block in 0..<width {
      let first = 8 * block
      let count = min(8, size - first)
      var panel = (first..<size).map { matrix.lanes[$0 * width + block] }
      Self.subtractProduct(of: factor, block, from: &panel)
      for column in 0..<count {
        panel[column][column] += shift
        var pivot = panel[column][column]
        for known in 0..<column { pivot -= panel[column][known] * panel[column][known] }
        let diagonal = matrix[first + column, first + column] + shift
        guard pivot > 1e-14 * diagonal, pivot.isFinite else { return nil }
        pivot = pivot.squareRoot()
        panel[column][column] = pivot
        let top = panel[column]
        for row in column + 1..<max(column + 1, panel.count) {
          var rest = panel[row][column]
          for known in 0..<column { rest -= panel[row][known] * top[known] }
          panel[row][column] = rest / pivot
        }
      }
      for (row, entries) in panel.enumerated() {
        // Above the diagonal the panel holds what was never read.
        let isFactor = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7) .<= Int64(row)
        factor.lanes[(first + row) * width + block] = SIMD8.zero.replacing(
          with: entries, where: isFactor)
      }
    }
    self.factor = factor
  }

  /// Subtracts the product of the columns before a block of eight, from its rows on, and of its own rows.
  private static func subtractProduct(
    of factor: Matrix, _ block: Int, from panel: inout [SIMD8<Double>]
  ) {
    let (first, width) = (8 * block, factor.lanesPerRow)
    let rows = min(8, factor.rows - first)
    var terms = [SIMD8<Double>](repeating: .zero, count: first)
    for row in 0..<rows {
      for term in 0..<first { terms[term][row] = -factor[first + row, term] }
    }
    var sums = panel.mutableSpan
    addLaneProduct(
      (sums.count, 1), terms: .all(first), c: (0, 1), to: &sums,
      a: (8 * first * width, 8 * width, 1), of: factor.lanes.span, b: terms.span)
  }

  /// Returns the solution `x` of `A x = b`.
  ///
  /// - Parameter right: `b`, n numbers.
  /// - Returns: `x`, n numbers.
  /// - Complexity: O(n²).
  public func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == factor.rows, "\(right.count) numbers for \(factor.rows) rows")
    let (size, width) = (factor.rows, factor.lanesPerRow)
    var solution = [SIMD8<Double>](repeating: .zero, count: width)
    for row in 0..<size {
      // Entries that are not yet computed are zero, so whole lanes can be multiplied.
      let known = row / 8 + 1
      let sum = dot(
        factor.lanes.span.extracting(row * width..<row * width + known),
        solution.span.extracting(0..<known))
      solution[row >> 3][row & 7] = (right[row] - sum) / factor[row, row]
    }
    for row in (0..<size).reversed() {
      let entry = solution[row >> 3][row & 7] / factor[row, row]
      for lane in 0...row >> 3 { solution[lane] -= entry * factor.lanes[row * width + lane] }
      solution[row >> 3][row & 7] = entry
    }
    return (0..<size).map { solution[$0 >> 3][$0 & 7] }
  }
}
