extension Matrix {
  /// Adds a product: `C ← C + A B`.
  ///
  /// Each entry is summed in the order of the rows of `B`, starting from its present value: the result is the same on
  /// every machine. Rows of `A` that are all zero cost nothing.
  ///
  /// - Parameters:
  ///   - a: rows × n.
  ///   - b: n × columns.
  /// - Complexity: O(rows · n · columns), with a list of the rows that are not zero.
  public mutating func addProduct(_ a: Matrix, _ b: Matrix) {
    precondition(
      a.columns == b.rows && rows == a.rows && columns == b.columns,
      "\(a.rows) × \(a.columns) times \(b.rows) × \(b.columns) to \(rows) × \(columns)")
    let (factors, terms, width) = (a.lanes.span, b.lanes.span, lanesPerRow)
    var sums = lanes.mutableSpan
    for rows in a.nonzeroRuns {
      addLaneProduct(
        (rows.count, width), terms: .all(a.columns), c: (rows.lowerBound * width, width),
        to: &sums, a: (8 * rows.lowerBound * a.lanesPerRow, 8 * a.lanesPerRow, 1), of: factors,
        b: terms)
    }
  }

  /// The ranges of adjacent rows that are not all zero.
  package var nonzeroRuns: [Range<Int>] {
    var runs: [Range<Int>] = []
    let entries = lanes.span
    for row in 0..<rows where !isZero(entries.extracting(lanes(ofRow: row))) {
      if let last = runs.last, last.upperBound == row {
        runs[runs.count - 1] = last.lowerBound..<row + 1
      } else {
        runs.append(row..<row + 1)
      }
    }
    return runs
  }

  /// Adds a product with a transposed matrix: `C ← C + Aᵀ B`.
  ///
  /// Each entry is summed in the order of the rows of `A` and `B`, starting from its present value. Rows of `B` that
  /// are all zero cost nothing.
  ///
  /// - Parameters:
  ///   - a: n × rows.
  ///   - b: n × columns.
  /// - Complexity: O(rows · n · columns), with a list of at most n numbers.
  public mutating func addTransposedProduct(_ a: Matrix, _ b: Matrix) {
    precondition(
      a.rows == b.rows && rows == a.columns && columns == b.columns,
      "\(a.rows) × \(a.columns) transposed times \(b.rows) × \(b.columns)")
    let (factors, terms) = (a.lanes.span, b.lanes.span)
    let (rows, width) = (rows, lanesPerRow)
    let used = (0..<b.rows).filter { !isZero(terms.extracting(b.lanes(ofRow: $0))) }
    var sums = lanes.mutableSpan
    // Blocks of terms that stay in the first-level cache while every row of the result iterates over them.
    for block in stride(from: 0, to: used.count, by: 32) {
      addLaneProduct(
        (rows, width), terms: .chosen(Array(used[block..<min(block + 32, used.count)])),
        c: (0, width), to: &sums, a: (0, 1, 8 * a.lanesPerRow), of: factors, b: terms)
    }
  }

  /// The sum of all rows, as a matrix of one row.
  public var rowSum: Matrix {
    var sum = Matrix(rows: 1, columns: columns)
    for row in 0..<rows {
      for lane in 0..<lanesPerRow { sum.lanes[lane] += lanes[row * lanesPerRow + lane] }
    }
    return sum
  }
}

/// Adds the product of a row and a matrix to a row of a table: `y ← y + x B`, summed in the order of `B`'s rows.
///
/// - Parameters:
///   - x: The row, in lanes of eight.
///   - depth: The length of the row, which is the number of rows of `B`.
///   - b: The lanes of `B`.
///   - width: The number of lanes per row of `B`.
///   - table: The table's lanes, of which `width` are modified.
///   - first: The first modified lane.
/// - Complexity: O(depth · width), without allocation; a row of zeros costs nothing.
public func addRowProduct(
  _ x: Span<SIMD8<Double>>, _ depth: Int, _ b: Span<SIMD8<Double>>, _ width: Int,
  to table: inout MutableSpan<SIMD8<Double>>, from first: Int
) {
  if isZero(x) { return }
  addLaneProduct(
    (1, width), terms: .all(depth), c: (first, width), to: &table, a: (0, 0, 1), of: x, b: b)
}

/// Returns whether all numbers of a row are zero.
///
/// - Parameter row: A row in lanes of eight.
/// - Returns: False if one is not; NaN is not zero.
@inlinable
public func isZero(_ row: Span<SIMD8<Double>>) -> Bool {
  for lane in row.indices where any(row[lane] .!= 0) { return false }
  return true
}
