import LinearAlgebra

/// The maximum of each column over rows that change one after the other: a tournament, which keeps the runners-up.
///
/// The rows are the leaves of a binary tree whose nodes hold the maxima of the leaves below them, so that a changed row
/// affects the nodes on its way to the root only.
///
/// - Complexity: O(log L) maxima of rows for each changed row.
struct ChangingMaxima {
  /// The number of lanes per row.
  private let width: Int
  /// The number of leaves, a power of two.
  private let size: Int
  /// The nodes, from the root with the index 1; the children of node n are 2n and 2n + 1.
  private var nodes: [SIMD8<Double>]
  private var isListed: [Bool]

  /// Creates leaves without a number: −∞.
  init(rows: Int, width: Int) {
    var size = 1
    while size < rows { size *= 2 }
    self.size = size
    self.width = width
    nodes = Array(repeating: SIMD8(repeating: -.infinity), count: 2 * size * width)
    isListed = Array(repeating: false, count: 2 * size)
  }

  /// Replaces some rows.
  ///
  /// - Parameters:
  ///   - rows: The rows, without repetition.
  ///   - write: Writes a row's numbers: it receives the row, the lanes of all nodes, and the first lane to write.
  mutating func replace(
    _ rows: [Int], _ write: (Int, inout MutableSpan<SIMD8<Double>>, Int) -> Void
  ) {
    let (size, width) = (size, width)
    let levels = levels(above: rows)
    var table = nodes.mutableSpan
    for row in rows { write(row, &table, (size + row) * width) }
    for parents in levels { replaceByMaxima(&table, width: width, chosen: parents) }
  }

  /// Returns the nodes above some rows, from those with leaves up to the root.
  private mutating func levels(above rows: [Int]) -> [[Int]] {
    var levels: [[Int]] = []
    var nodes = rows.map { size + $0 }
    while let first = nodes.first, first > 1 {
      var parents: [Int] = []
      for node in nodes where !isListed[node / 2] {
        isListed[node / 2] = true
        parents.append(node / 2)
      }
      for parent in parents { isListed[parent] = false }
      levels.append(parents)
      nodes = parents
    }
    return levels
  }

  /// Copies the maxima of all rows to a row of a matrix.
  func copy(to row: Int, of matrix: inout Matrix) {
    for lane in 0..<width { matrix.lanes[row * width + lane] = nodes[width + lane] }
  }
}
