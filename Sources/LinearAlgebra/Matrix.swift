/// A matrix whose rows are stored in lanes of eight.
///
/// A row of `columns` numbers takes `⌈columns / 8⌉` lanes; the padding of the last lane is always zero, so
/// whole lanes may be added and multiplied regardless of the column count.
public struct Matrix: Hashable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The number of lanes per row.
  public let lanesPerRow: Int
  /// All rows, concatenated.
  public var lanes: [SIMD8<Double>]

  /// Creates a matrix of zeros.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) × \(columns)")
    self.rows = rows
    self.columns = columns
    lanesPerRow = (columns + 7) / 8
    lanes = Array(repeating: .zero, count: rows * lanesPerRow)
  }

  /// Creates a matrix from its numbers, row by row.
  public init(rows: Int, columns: Int, _ elements: [Double]) {
    precondition(
      elements.count == rows * columns, "\(elements.count) numbers for \(rows) × \(columns)")
    self.init(rows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns { self[row, column] = elements[row * columns + column] }
    }
  }

  /// Creates a matrix from its rows, which have equal length.
  public init(_ rows: [[Double]]) {
    self.init(rows: rows.count, columns: rows.first?.count ?? 0, rows.flatMap { $0 })
  }

  /// Creates a matrix of zeros whose first row has a 1 in one column.
  public init(rows: Int, columns: Int, unit: Int) {
    self.init(rows: rows, columns: columns)
    self[0, unit] = 1
  }

  /// Accesses one entry.
  @inlinable
  public subscript(row: Int, column: Int) -> Double {
    get { lanes[row * lanesPerRow + column >> 3][column & 7] }
    set { lanes[row * lanesPerRow + column >> 3][column & 7] = newValue }
  }

  /// Returns the range of a row in ``lanes``.
  @inlinable
  public func lanes(ofRow row: Int) -> Range<Int> {
    row * lanesPerRow..<(row + 1) * lanesPerRow
  }

  /// Returns the numbers of one row.
  public func row(_ row: Int) -> [Double] {
    (0..<columns).map { self[row, $0] }
  }

  /// All numbers, row by row.
  public var elements: [Double] {
    (0..<rows).flatMap { row($0) }
  }

  /// Copies a row of another matrix with as many columns.
  public mutating func setRow(_ row: Int, to source: Matrix, row sourceRow: Int) {
    precondition(columns == source.columns, "a row of \(source.columns) for \(columns) columns")
    let (width, entries) = (lanesPerRow, source.lanes.span)
    var target = lanes.mutableSpan
    for lane in 0..<width { target[row * width + lane] = entries[sourceRow * width + lane] }
  }

  /// Returns the matrix without its last rows.
  ///
  /// - Parameter count: The number of rows to keep.
  /// - Returns: count × columns.
  public func firstRows(_ count: Int) -> Matrix {
    var result = Matrix(rows: count, columns: columns)
    for row in 0..<count { result.setRow(row, to: self, row: row) }
    return result
  }

  /// Returns the matrix with a function applied to each number.
  public func mapped(_ function: (Double) -> Double) -> Matrix {
    var result = self
    for row in 0..<rows {
      for column in 0..<columns { result[row, column] = function(self[row, column]) }
    }
    return result
  }

  /// The transposed matrix.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns { result[column, row] = self[row, column] }
    }
    return result
  }
}

extension Matrix {
  /// Returns the sum of two matrices of the same shape.
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    left.combined(with: right) { $0 + $1 }
  }

  /// Returns the difference of two matrices of the same shape.
  public static func - (left: Matrix, right: Matrix) -> Matrix {
    left.combined(with: right) { $0 - $1 }
  }

  /// Returns the matrix multiplied by a number.
  public static func * (factor: Double, matrix: Matrix) -> Matrix {
    var result = matrix
    for lane in result.lanes.indices { result.lanes[lane] = factor * matrix.lanes[lane] }
    return result
  }

  /// Adds a matrix of the same shape.
  public static func += (left: inout Matrix, right: Matrix) {
    precondition(
      left.rows == right.rows && left.columns == right.columns,
      "\(left.rows) × \(left.columns) with \(right.rows) × \(right.columns)")
    for lane in left.lanes.indices { left.lanes[lane] += right.lanes[lane] }
  }

  /// Returns the dot product of each row with the same row of another matrix.
  public func rowDots(_ other: Matrix) -> [Double] {
    precondition(rows == other.rows && columns == other.columns, "dots of different shapes")
    return (0..<rows).map { row in
      dot(
        lanes.span.extracting(lanes(ofRow: row)), other.lanes.span.extracting(lanes(ofRow: row)))
    }
  }

  /// Returns the dot product of each row with one row.
  ///
  /// - Parameter row: 1 × columns.
  /// - Returns: One number per row, identical for equal rows to the last bit.
  public func dots(withRow row: Matrix) -> [Double] {
    dots(ofRows: 0..<rows, withRow: row)
  }

  /// Subtracts the dot product of each row with one row from a number; the last row applies to all further numbers.
  ///
  /// - Parameters:
  ///   - row: 1 × columns.
  ///   - values: At least one number per row.
  @inlinable
  public func subtractDots(withRow row: Matrix, from values: inout [Double]) {
    precondition(1...values.count ~= rows, "\(values.count) numbers for \(rows) rows")
    precondition(row.rows == 1 && row.columns == columns, "dots with a row of \(row.columns)")
    let (entries, factors) = (lanes.span, row.lanes.span)
    for index in 0..<rows - 1 {
      values[index] -= dot(entries.extracting(lanes(ofRow: index)), factors)
    }
    let last = dot(entries.extracting(lanes(ofRow: rows - 1)), factors)
    for index in rows - 1..<values.count { values[index] -= last }
  }

  /// Returns the entrywise product with another matrix.
  public func multipliedByEntries(of other: Matrix) -> Matrix {
    combined(with: other) { $0 * $1 }
  }

  /// The mean of all rows, as a matrix of one row.
  public var rowMean: Matrix { mean() }

  /// Returns the mean of some rows, as a matrix of one row; zero if there are none.
  ///
  /// - Parameter isCounted: For each row whether to include it; nil to include all.
  /// - Returns: 1 × columns.
  public func mean(of isCounted: [Bool]? = nil) -> Matrix {
    precondition(isCounted.map { $0.count == rows } ?? true, "a mask of another length")
    guard let isCounted else { return mean(ofRows: 0..<rows) }
    return mean(ofRows: (0..<rows).filter { isCounted[$0] })
  }

  /// Returns the mean of a selection of rows, possibly with repetitions; zero if it is empty.
  ///
  /// - Parameter selection: The indices of the rows.
  /// - Returns: 1 × columns.
  @inlinable
  public func mean(ofRows selection: some RandomAccessCollection<Int>) -> Matrix {
    var result = Matrix(rows: 1, columns: columns)
    let (width, scale) = (lanesPerRow, 1 / Double(max(1, selection.count)))
    let entries = lanes.span
    // Two lanes at a time: one alone would wait for each of its additions.
    for lane in stride(from: 0, to: width, by: 2) {
      let second = min(lane + 1, width - 1)
      var (sum, secondSum) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
      for row in selection {
        sum += entries[row * width + lane]
        secondSum += entries[row * width + second]
      }
      result.lanes[lane] = scale * sum
      result.lanes[second] = scale * secondSum
    }
    return result
  }

  /// Returns the dot product of one row with a selection of rows, possibly with repetitions.
  ///
  /// - Parameters:
  ///   - selection: The indices of the rows.
  ///   - row: 1 × columns.
  /// - Returns: One number per selected row, identical for equal rows to the last bit.
  @inlinable
  public func dots(
    ofRows selection: some RandomAccessCollection<Int>, withRow row: Matrix
  ) -> [Double] {
    precondition(row.rows == 1 && row.columns == columns, "dots with a row of \(row.columns)")
    let (entries, factors) = (lanes.span, row.lanes.span)
    return selection.map { dot(entries.extracting(lanes(ofRow: $0)), factors) }
  }

  /// The smallest and the largest number; zeros if there are none.
  public var bounds: (lowest: Double, highest: Double) {
    guard rows > 0, columns > 0 else { return (0, 0) }
    var lowest = SIMD8<Double>(repeating: .infinity)
    var highest = -lowest
    // The padding of a row's last lane holds no entries.
    let isPadding = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7) .>= Int64(columns - 8 * (lanesPerRow - 1))
    for row in 0..<rows {
      for lane in lanes(ofRow: row).dropLast() {
        lowest = pointwiseMin(lowest, lanes[lane])
        highest = pointwiseMax(highest, lanes[lane])
      }
      let last = lanes[(row + 1) * lanesPerRow - 1]
      lowest = pointwiseMin(lowest, last.replacing(with: .infinity, where: isPadding))
      highest = pointwiseMax(highest, last.replacing(with: -.infinity, where: isPadding))
    }
    return (lowest.min(), highest.max())
  }

  private func combined(
    with other: Matrix, _ operation: (SIMD8<Double>, SIMD8<Double>) -> SIMD8<Double>
  ) -> Matrix {
    precondition(
      rows == other.rows && columns == other.columns,
      "\(rows) × \(columns) with \(other.rows) × \(other.columns)")
    var result = self
    for lane in lanes.indices { result.lanes[lane] = operation(lanes[lane], other.lanes[lane]) }
    return result
  }
}
