import Classifier
import LinearAlgebra

/// The largest of many positive changes, in descending order; of equal changes the earlier one is first.
struct StrongestChanges {
  private(set) var members: [(strength: Double, index: Int)] = []
  /// The number that a change must exceed to be among the largest so far.
  private(set) var least: Double
  private let limit: Int

  init(_ limit: Int) {
    self.limit = limit
    least = limit > 0 ? 0 : .infinity
  }

  mutating func insert(_ strength: Double, _ index: Int) {
    let place = members.firstIndex { $0.strength < strength } ?? members.count
    members.insert((strength, index), at: place)
    if members.count > limit { members.removeLast() }
    if members.count == limit { least = members[limit - 1].strength }
  }

  /// Returns the words of a vocabulary that change an output most to first order.
  ///
  /// - Parameters:
  ///   - slope: The gradient at a position, in lanes of eight.
  ///   - scale: The weight of a word's row at the position.
  ///   - here: The product of the position's present row and the gradient.
  ///   - table: The rows of the vocabulary, V × D or more.
  ///   - vocabulary: The words; special tokens are excluded.
  ///   - count: The number of words of each kind.
  /// - Returns: The largest increases, and the largest decreases as positive numbers.
  /// - Complexity: O(V · D)
  static func along(
    _ slope: [SIMD8<Double>], scale: Double, from here: Double, in table: Matrix,
    _ vocabulary: Vocabulary, count: Int
  ) -> (up: StrongestChanges, down: StrongestChanges) {
    var (up, down) = (StrongestChanges(count), StrongestChanges(count))
    let (rows, width) = (table.lanes.span, table.lanesPerRow)
    for index in vocabulary.words.indices {
      let row = rows.extracting(index * width..<(index + 1) * width)
      let change = scale * dot(row, slope.span) - here
      // Special tokens are rare among the strongest changes, so the check for them comes last.
      if change > up.least, vocabulary.isWord(index) { up.insert(change, index) }
      if -change > down.least, vocabulary.isWord(index) { down.insert(-change, index) }
    }
    return (up, down)
  }
}
