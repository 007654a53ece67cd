import LinearAlgebra
import Testing

/// Linear systems with a symmetric positive definite matrix.
struct CholeskyTests {
  @Test func `a small system is solved as by hand`() throws {
    let cholesky = try #require(Cholesky(Matrix([[4, 2], [2, 3]])))
    let solution = cholesky.solve([10, 9])
    #expect(abs(solution[0] - 1.5) < 1e-15 && abs(solution[1] - 2) < 1e-15)
  }

  @Test(arguments: [1, 7, 8, 9, 16, 33])
  func `the solution put into the system gives its right side`(size: Int) throws {
    var random = SplitMix64(seed: UInt64(size))
    let rows = (0..<size).map { _ in (0..<size).map { _ in random.normal() } }
    var matrix = Matrix(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size {
        matrix[row, column] = (0..<size).reduce(row == column ? 1 : 0) {
          $0 + rows[row][$1] * rows[column][$1]
        }
      }
    }
    let right = (0..<size).map { _ in random.normal() }
    let solution = try #require(Cholesky(matrix)).solve(right)
    for row in 0..<size {
      let product = (0..<size).reduce(0) { $0 + matrix[row, $1] * solution[$1] }
      #expect(abs(product - right[row]) < 1e-10)
    }
  }

  @Test func `only the lower triangle is read`() throws {
    let cholesky = try #require(Cholesky(Matrix([[4, 99], [2, 3]])))
    let solution = cholesky.solve([10, 9])
    #expect(abs(solution[0] - 1.5) < 1e-15 && abs(solution[1] - 2) < 1e-15)
  }

  @Test func `what is not positive definite has no factor`() {
    for matrix in [
      Matrix([[0]]), Matrix([[-1]]), Matrix([[.nan]]), Matrix([[.infinity]]),
      Matrix([[1, 1], [1, 1]]), Matrix([[1, 2], [2, 1]]), Matrix([[0.1, 0.3], [0.3, 0.9]]),
    ] {
      #expect(Cholesky(matrix) == nil)
    }
  }

  @Test func `no equations have no solution to give`() throws {
    #expect(try #require(Cholesky(Matrix(rows: 0, columns: 0))).solve([]).isEmpty)
  }
}
