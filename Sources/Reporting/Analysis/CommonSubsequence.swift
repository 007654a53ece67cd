/// A longest common subsequence of two texts, by which their words are aligned.
package enum CommonSubsequence {
  /// The largest number of cells in the length table, at two bytes each.
  package static let limit = 1 << 26

  /// Pairs the words of a longest common subsequence: the common prefix and suffix and, between these, early words rather than
  /// late ones.
  ///
  /// - Parameters:
  ///   - old: The words of the old version as integers.
  ///   - new: The words of the new version as integers.
  /// - Returns: Pairs of indices in order; nil if the two are too long and too different.
  package static func pairs(_ old: [Int], _ new: [Int]) -> [(old: Int, new: Int)]? {
    let shorter = min(old.count, new.count)
    let front = (0..<shorter).first { old[$0] != new[$0] } ?? shorter
    let back =
      (0..<shorter - front).first { old[old.count - 1 - $0] != new[new.count - 1 - $0] }
      ?? shorter - front
    let (rows, columns) = (old.count - front - back, new.count - front - back)
    guard (rows + 1) <= limit / (columns + 1), min(rows, columns) <= UInt16.max
    else { return nil }
    // lengths[i, j] is the length of the longest common subsequence of old[i...] and new[j...].
    let width = columns + 1
    var lengths = [UInt16](repeating: 0, count: (rows + 1) * width)
    for row in (0..<rows).reversed() {
      for column in (0..<columns).reversed() {
        let cell = row * width + column
        lengths[cell] =
          old[front + row] == new[front + column]
          ? lengths[cell + width + 1] + 1 : max(lengths[cell + width], lengths[cell + 1])
      }
    }
    var pairs = (0..<front).map { (old: $0, new: $0) }
    var (row, column) = (0, 0)
    while row < rows && column < columns {
      let cell = row * width + column
      if old[front + row] == new[front + column] {
        pairs.append((front + row, front + column))
        (row, column) = (row + 1, column + 1)
      } else if lengths[cell + width] >= lengths[cell + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return pairs + (0..<back).map { (front + rows + $0, front + columns + $0) }
  }
}
