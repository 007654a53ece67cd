import LinearAlgebra
import Testing

@Suite struct MatrixTests {
  /// A matrix of random numbers from −1 to 1.
  private func random(rows: Int, columns: Int, seed: UInt64) -> Matrix {
    var source = SplitMix64(seed: seed)
    return Matrix(
      rows: rows, columns: columns, (0..<rows * columns).map { _ in 2 * source.uniform() - 1 })
  }

  @Test(arguments: [0, 1, 7, 8, 9, 16, 17])
  func `a matrix gives back the numbers it was made of`(columns: Int) {
    let numbers = (0..<3 * columns).map(Double.init)
    let matrix = Matrix(rows: 3, columns: columns, numbers)
    #expect(matrix.elements == numbers)
    #expect(matrix.row(2) == Array(numbers.suffix(columns)))
    #expect(Matrix((0..<3).map { matrix.row($0) }).elements == numbers)
    #expect(matrix.lanes.count == 3 * ((columns + 7) / 8))
  }

  @Test(arguments: [1, 8, 11])
  func `padding stays zero whatever is done`(columns: Int) {
    var matrix = random(rows: 4, columns: columns, seed: 1)
    matrix += 3 * (matrix - random(rows: 4, columns: columns, seed: 2))
    matrix.setRow(0, to: matrix.rowMean, row: 0)
    for row in 0..<4 {
      let lanes = matrix.lanes(ofRow: row).map { matrix.lanes[$0] }
      let padding = lanes.flatMap { lane in (0..<8).map { lane[$0] } }.dropFirst(columns)
      #expect(padding.allSatisfy { $0 == 0 })
    }
  }

  @Test func `transposing twice changes nothing`() {
    let matrix = random(rows: 5, columns: 11, seed: 3)
    #expect(matrix.transposed.transposed == matrix)
    #expect(matrix.transposed[10, 4] == matrix[4, 10])
  }

  @Test func `sums, differences and multiples are those of the numbers`() {
    let a = random(rows: 3, columns: 10, seed: 4)
    let b = random(rows: 3, columns: 10, seed: 5)
    #expect((a + b).elements == zip(a.elements, b.elements).map(+))
    #expect((a - b).elements == zip(a.elements, b.elements).map(-))
    #expect((0.5 * a).elements == a.elements.map { 0.5 * $0 })
  }

  @Test func `dots and means are those of the rows`() {
    let a = random(rows: 3, columns: 19, seed: 6)
    let b = random(rows: 3, columns: 19, seed: 7)
    for (row, product) in a.rowDots(b).enumerated() {
      let expected = zip(a.row(row), b.row(row)).map(*).reduce(0, +)
      #expect(abs(product - expected) < 1e-14)
    }
    for column in 0..<19 {
      let expected = (0..<3).map { a[$0, column] }.reduce(0, +) / 3
      #expect(abs(a.rowMean[0, column] - expected) < 1e-15)
    }
  }

  @Test func `a scaled row is added to another`() {
    let x: [SIMD8<Double>] = [SIMD8(repeating: 2), SIMD8(repeating: 3)]
    var y: [SIMD8<Double>] = [SIMD8(repeating: 1), SIMD8(repeating: -1)]
    var span = y.mutableSpan
    addScaled(0.5, x.span, to: &span, from: 0)
    #expect(y == [SIMD8(repeating: 2), SIMD8(repeating: 0.5)])
    #expect(dot(x.span, y.span) == 8 * 4 + 8 * 1.5)
  }

  @Test func `the dot products with one row are those with a matrix of that row`() {
    let matrix = Matrix((0..<5).map { row in (0..<11).map { Double(7 * row + $0) / 3 } })
    let row = Matrix([(0..<11).map { 1 / Double($0 + 1) }])
    var repeated = Matrix(rows: 5, columns: 11)
    for index in 0..<5 { repeated.setRow(index, to: row, row: 0) }
    #expect(matrix.dots(withRow: row) == matrix.rowDots(repeated))
  }

  @Test(arguments: [1, 7, 8, 9, 16]) func `bounds look at numbers and not at padding`(columns: Int)
  {
    let positive = Matrix([
      (0..<columns).map { 2 + Double($0) }, (0..<columns).map { 5 + Double($0) },
    ])
    #expect(positive.bounds == (2, Double(columns) + 4))
    let negative = -1 * positive
    #expect(negative.bounds == (-Double(columns) - 4, -2))
    #expect(Matrix(rows: 0, columns: 3).bounds == (0, 0))
    #expect(Matrix(rows: 3, columns: 0).bounds == (0, 0))
  }

  @Test func `entries are multiplied by entries`() {
    #expect(
      Matrix([[1, 2], [3, 4]]).multipliedByEntries(of: Matrix([[5, -1], [0, 2]]))
        == Matrix([[5, -2], [0, 8]]))
  }
}
