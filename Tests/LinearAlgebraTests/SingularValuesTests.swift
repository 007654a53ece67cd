import LinearAlgebra
import Testing

struct SingularValuesTests {
  private func random(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> Matrix {
    var random = SplitMix64(seed: seed)
    return Matrix(
      rows: rows, columns: columns, (0..<rows * columns).map { _ in random.normal() })
  }

  private func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    Matrix(
      (0..<a.rows).map { row in
        (0..<b.columns).map { column in
          (0..<a.columns).reduce(0) { $0 + a[row, $1] * b[$1, column] }
        }
      })
  }

  @Test func `a diagonal matrix has the sizes of its entries`() {
    let matrix = Matrix([[0, -3, 0], [2, 0, 0], [0, 0, 0.5], [0, 0, 0]])
    #expect(matrix.singularValues == [3, 2, 0.5])
    #expect(matrix.transposed.singularValues == [3, 2, 0.5])
  }

  @Test func `long columns have the values of the triangle to which they reduce`() {
    let (long, square) = (random(256, 16), random(16, 16, seed: 2))
    // Orthogonal columns around a square matrix leave its values unchanged.
    var orthogonal: [Matrix] = []
    for column in long.transposed.elements.chunks(of: 256) {
      var row = Matrix(rows: 1, columns: 256, column)
      for _ in 0..<2 {
        for other in orthogonal { row = row - row.rowDots(other)[0] * other }
      }
      orthogonal.append((1 / row.rowDots(row)[0].squareRoot()) * row)
    }
    let columns = Matrix(orthogonal.map { $0.row(0) })
    let embedded = product(columns.transposed, square)
    for (value, expected) in zip(embedded.singularValues, square.singularValues) {
      #expect(abs(value - expected) < 1e-13 * square.singularValues[0])
    }
  }

  @Test func `short columns keep their precision among long ones`() {
    var matrix = Matrix(rows: 40, columns: 3)
    for (column, size) in [1.0, 1e-20, 1e-40].enumerated() {
      matrix[3 * column, column] = size
      matrix[3 * column + 1, column] = -size
    }
    for (value, size) in zip(matrix.singularValues, [1.0, 1e-20, 1e-40]) {
      #expect(abs(value / (size * 2.0.squareRoot()) - 1) < 1e-14)
    }
  }

  @Test(arguments: [(5, 5), (20, 7), (3, 40), (256, 16)])
  func `their squares add up to the squares of all entries`(rows: Int, columns: Int) {
    let matrix = random(rows, columns)
    let values = matrix.singularValues
    let entries = matrix.elements.reduce(0) { $0 + $1 * $1 }
    #expect(values.count == min(rows, columns) && values == values.sorted(by: >))
    #expect(abs(values.reduce(0) { $0 + $1 * $1 } - entries) < 1e-12 * entries)
  }

  @Test func `the product of a square matrix's values is its determinant`() {
    let m = random(3, 3)
    let determinant =
      m[0, 0] * (m[1, 1] * m[2, 2] - m[1, 2] * m[2, 1])
      - m[0, 1] * (m[1, 0] * m[2, 2] - m[1, 2] * m[2, 0])
      + m[0, 2] * (m[1, 0] * m[2, 1] - m[1, 1] * m[2, 0])
    #expect(abs(m.singularValues.reduce(1, *) - abs(determinant)) < 1e-14)
  }

  @Test(arguments: [1, 2, 5])
  func `a matrix of some rank has as many values that are not rounding`(rank: Int) {
    let values = product(random(60, rank), random(rank, 12, seed: 2)).singularValues
    #expect(values.prefix(rank).allSatisfy { $0 > 1 })
    #expect(values.dropFirst(rank).allSatisfy { $0 < 1e-13 * values[0] })
  }

  @Test func `one row over and over has one value, its length times the root of their number`() {
    let row = random(1, 16).row(0)
    let values = Matrix((0..<100).map { _ in row }).singularValues
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(values[0] - 10 * length) < 1e-13)
    #expect(values.dropFirst().allSatisfy { $0 < 1e-15 * values[0] })
  }

  @Test(arguments: [1e-200, 1e200])
  func `numbers whose squares have no place are no trouble`(scale: Double) {
    let values = (scale * random(6, 4)).singularValues
    for (value, plain) in zip(values, random(6, 4).singularValues) {
      #expect(abs(value / scale - plain) < 1e-13)
    }
  }

  @Test func `what has no numbers has no values, and zeros have zeros`() {
    #expect(Matrix(rows: 0, columns: 3).singularValues.isEmpty)
    #expect(Matrix(rows: 2, columns: 3).singularValues == [0, 0])
  }
}

extension [Double] {
  fileprivate func chunks(of size: Int) -> [[Double]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<$0 + size]) }
  }
}
