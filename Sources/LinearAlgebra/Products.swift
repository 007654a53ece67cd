extension Matrix {
  /// Adds a product: `C ← C + A B`.
  ///
  /// Each number is added up in the order of the rows of `B`, beginning with what is there: the result is the same on
  /// every machine. Rows of `A` that are all zero cost nothing.
  ///
  /// - Parameters:
  ///   - a: rows × n.
  ///   - b: n × columns.
  /// - Complexity: O(rows · n · columns), without allocation.
  public mutating func addProduct(_ a: Matrix, _ b: Matrix) {
    precondition(
      a.columns == b.rows && rows == a.rows && columns == b.columns,
      "\(a.rows) × \(a.columns) times \(b.rows) × \(b.columns) to \(rows) × \(columns)")
    let (factors, terms) = (a.lanes.span, b.lanes.span)
    let (width, depth) = (lanesPerRow, a.columns)
    var sums = lanes.mutableSpan
    for row in 0..<a.rows {
      addRowProduct(
        factors.extracting(a.lanes(ofRow: row)), depth, terms, width, to: &sums, from: row * width)
    }
  }

  /// Adds a product with a transposed matrix: `C ← C + Aᵀ B`.
  ///
  /// Each number is added up in the order of the rows of `A` and `B`, beginning with what is there. Rows of `B` that
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
    let (rows, width, depth) = (rows, lanesPerRow, a.lanesPerRow)
    let used = (0..<b.rows).filter { !isZero(terms.extracting(b.lanes(ofRow: $0))) }
    var sums = lanes.mutableSpan
    // Blocks of rows that stay in the first cache while every row of the result goes over them.
    for block in stride(from: 0, to: used.count, by: 32) {
      let block = used[block..<min(block + 32, used.count)]
      for row in 0..<rows {
        var lane = 0
        while lane + 1 < width {
          var first = sums[row * width + lane]
          var second = sums[row * width + lane + 1]
          for entry in block {
            let factor = factors[entry * depth + row >> 3][row & 7]
            first += factor * terms[entry * width + lane]
            second += factor * terms[entry * width + lane + 1]
          }
          sums[row * width + lane] = first
          sums[row * width + lane + 1] = second
          lane += 2
        }
        if lane < width {
          var sum = sums[row * width + lane]
          for entry in block {
            sum += factors[entry * depth + row >> 3][row & 7] * terms[entry * width + lane]
          }
          sums[row * width + lane] = sum
        }
      }
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

/// Adds the product of a row and a matrix to a row of a table: `y ← y + x B`, added up in the order of `B`'s rows.
///
/// - Parameters:
///   - x: The row, in lanes of eight.
///   - depth: The length of the row, which is the number of rows of `B`.
///   - b: The lanes of `B`.
///   - width: The number of lanes of a row of `B`.
///   - table: The table's lanes, of which `width` are changed.
///   - first: The first lane that is changed.
/// - Complexity: O(depth · width), without allocation; a row of zeros costs nothing.
@inlinable
public func addRowProduct(
  _ x: Span<SIMD8<Double>>, _ depth: Int, _ b: Span<SIMD8<Double>>, _ width: Int,
  to table: inout MutableSpan<SIMD8<Double>>, from first: Int
) {
  if isZero(x) { return }
  var lane = 0
  // Two lanes of sums are as many as the registers of every x86-64 processor hold.
  while lane + 1 < width {
    var sum = table[first + lane]
    var next = table[first + lane + 1]
    for i in 0..<depth {
      let factor = x[i >> 3][i & 7]
      sum += factor * b[i * width + lane]
      next += factor * b[i * width + lane + 1]
    }
    table[first + lane] = sum
    table[first + lane + 1] = next
    lane += 2
  }
  if lane < width {
    var sum = table[first + lane]
    for i in 0..<depth { sum += x[i >> 3][i & 7] * b[i * width + lane] }
    table[first + lane] = sum
  }
}

/// Whether all numbers of a row are zero.
///
/// - Parameter row: A row in lanes of eight.
/// - Returns: False if one is not; what is not a number is not zero.
@inlinable
public func isZero(_ row: Span<SIMD8<Double>>) -> Bool {
  for lane in row.indices where any(row[lane] .!= 0) { return false }
  return true
}
