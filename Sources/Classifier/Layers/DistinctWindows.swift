package import LinearAlgebra

/// The windows of a convolution that have to be computed.
///
/// A window whose rows, and the one before them, are all equal sees what the window before it sees: in a padded review, nearly all
/// windows do. Copying an output instead of computing it again does not change a bit of it.
package struct DistinctWindows {
  /// The ranges of the windows to compute; each other window has the output of the one before it.
  package let runs: [Range<Int>]

  /// Finds equal neighbours among the rows.
  ///
  /// - Parameters:
  ///   - input: The rows, T × in.
  ///   - count: The number of windows.
  ///   - size: The number of rows per window.
  ///   - stride: The number of rows between windows.
  ///   - lead: The number of zero rows before the first row.
  /// - Complexity: O(T · in), and O(T) if the rows differ in their first lane.
  package init(of input: Matrix, count: Int, size: Int, stride: Int, lead: Int) {
    let (lanes, width) = (input.lanes.span, input.lanesPerRow)
    func isRepeated(_ row: Int) -> Bool {
      for lane in 0..<width where lanes[row * width + lane] != lanes[(row - 1) * width + lane] {
        return false
      }
      return true
    }
    // The number of rows directly above a row that are equal to it.
    var equal = Array(repeating: 0, count: input.rows)
    for row in equal.indices.dropFirst() where isRepeated(row) { equal[row] = equal[row - 1] + 1 }
    var runs: [Range<Int>] = []
    for window in 0..<count {
      // Windows that reach beyond the first or the last row are always computed.
      let last = window * stride - lead + size - 1
      let isCopy =
        window > 0 && last < input.rows && last - (size - 1) - stride >= 0
        && equal[last] >= size - 1 + stride
      if isCopy { continue }
      if let run = runs.last, run.upperBound == window {
        runs[runs.count - 1] = run.lowerBound..<window + 1
      } else {
        runs.append(window..<window + 1)
      }
    }
    self.runs = runs
  }
}
