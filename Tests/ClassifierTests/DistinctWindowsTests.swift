import Classifier
import LinearAlgebra
import TestSupport
import Testing

/// A convolution computes equal windows once.
@Suite struct DistinctWindowsTests {
  /// Rows of which many are equal to the one before, as in a padded review.
  private static func rows(_ pattern: [Int], depth: Int) -> Matrix {
    var random = SplitMix64(seed: 3)
    let kinds = (0...(pattern.max() ?? 0)).map { _ in
      (0..<depth).map { _ in random.uniform() - 0.5 }
    }
    return Matrix(rows: pattern.count, columns: depth, pattern.flatMap { kinds[$0] })
  }

  static let patterns: [[Int]] = [
    Array(repeating: 0, count: 12), Array(repeating: 0, count: 9) + [1, 2, 3],
    [1, 2, 3] + Array(repeating: 0, count: 9), [1, 1, 1, 2, 2, 2, 2, 2, 3, 1, 1, 1, 1],
    [1, 2, 1, 2, 1, 2, 1, 2], [1],
  ]

  @Test(arguments: patterns, [1, 2, 4])
  func `every output is that of its window alone`(pattern: [Int], size: Int) {
    let depth = 9
    let input = Self.rows(pattern, depth: depth)
    var random = SplitMix64(seed: 7)
    let kernel = Matrix(
      rows: size * depth, columns: 3, (0..<size * depth * 3).map { _ in random.uniform() - 0.5 })
    let bias = Matrix(rows: 1, columns: 3, [0.25, -0.5, 1])
    for padding in Conv1D.Padding.allCases {
      for stride in 1...3 {
        let layer = Conv1D(
          kernel: kernel, bias: bias, kernelSize: size, stride: stride, padding: padding)
        let alone = Conv1D(kernel: kernel, bias: bias, kernelSize: size)
        let output = layer.forward(input, mask: nil)
        let lead =
          switch padding {
          case .valid: 0
          case .same: max(0, (output.rows - 1) * stride + size - input.rows) / 2
          case .causal: size - 1
          }
        for window in 0..<output.rows {
          var rows = Matrix(rows: size, columns: depth)
          for part in 0..<size {
            let row = window * stride - lead + part
            if (0..<input.rows).contains(row) { rows.setRow(part, to: input, row: row) }
          }
          let expected = alone.forward(rows, mask: nil)
          for column in 0..<3 { #expect(output[window, column] == expected[0, column]) }
        }
      }
    }
  }

  @Test func `equal rows cost as much as one window`() {
    let input = Self.rows(Array(repeating: 0, count: 200) + [1, 2, 3], depth: 4)
    let windows = DistinctWindows(of: input, count: 199, size: 5, stride: 1, lead: 0)
    #expect(windows.runs == [0..<1, 196..<199])
  }
}
