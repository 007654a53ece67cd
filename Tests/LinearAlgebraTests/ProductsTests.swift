import LinearAlgebra
import Testing

@Suite struct ProductsTests {
  private func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = SplitMix64(seed: seed)
    let numbers = (0..<rows * columns).map { _ in random.normal() }
    return Matrix(rows: rows, columns: columns, numbers)
  }

  @Test(arguments: [1, 2, 7, 16, 70], [1, 8, 9, 17, 40])
  func `products are sums of products, in order`(depth: Int, columns: Int) {
    for rows in [0, 1, 5] {
      var a = matrix(rows, depth, seed: 1)
      if rows > 2 { a.setRow(1, to: Matrix(rows: 1, columns: depth), row: 0) }
      let (b, start) = (matrix(depth, columns, seed: 2), matrix(rows, columns, seed: 3))
      var (result, other) = (start, start)
      result.addProduct(a, b)
      other.addTransposedProduct(a.transposed, b)
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = start[row, column]
          for i in 0..<depth { sum += a[row, i] * b[i, column] }
          #expect(result[row, column] == sum)
          #expect(other[row, column] == sum)
        }
      }
      #expect(result.lanes.allSatisfy { !$0.sum().isNaN })
    }
  }

  @Test func `the padding of lanes stays zero`() {
    var result = Matrix(rows: 3, columns: 5)
    result.addProduct(matrix(3, 3, seed: 4), matrix(3, 5, seed: 5))
    result.addTransposedProduct(matrix(9, 3, seed: 6), matrix(9, 5, seed: 7))
    #expect(result == Matrix(rows: 3, columns: 5, result.elements))
    #expect(result.rowSum.row(0).count == 5)
  }
}
