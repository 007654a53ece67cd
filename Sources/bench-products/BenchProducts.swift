import LinearAlgebra

/// `bench-products`: the time of matrix products on one thread, each the best of many runs.
///
///     bench-products ROWSxTERMSxCOLUMNS…
///
/// Prints one line per shape: the shape, and the microseconds of `C ← C + A B`.
@main struct BenchProducts {
  static func main() {
    for shape in CommandLine.arguments.dropFirst() {
      let sizes = shape.split(separator: "x").compactMap { Int($0) }
      guard sizes.count == 3, sizes.allSatisfy({ 1...4096 ~= $0 }) else {
        print("usage: bench-products ROWSxTERMSxCOLUMNS…, each from 1 to 4096")
        return
      }
      print(shape, microseconds(sizes[0], sizes[1], sizes[2]))
    }
  }

  private static func microseconds(_ rows: Int, _ terms: Int, _ columns: Int) -> Double {
    let (a, b) = (matrix(rows, terms, seed: 1), matrix(terms, columns, seed: 2))
    var product = Matrix(rows: rows, columns: columns)
    let clock = ContinuousClock()
    let best = (0..<300).map { _ in clock.measure { product.addProduct(a, b) } }.min() ?? .zero
    // An unused result could be optimised away.
    precondition(product[0, 0].isFinite)
    return best / .microseconds(1)
  }

  private static func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = SplitMix64(seed: seed)
    var matrix = Matrix(rows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns {
        matrix[row, column] = Double(random.below(2001)) / 1000 - 1
      }
    }
    return matrix
  }
}
