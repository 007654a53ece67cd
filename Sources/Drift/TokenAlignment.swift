import Reporting

/// An alignment of the tokens of two versions of a review.
///
/// If the texts are equal, tokens are matched by position. Otherwise they are matched by a longest common subsequence of
/// the words.
package struct TokenAlignment {
  /// The indices of tokens in both versions, in the order of the old version.
  let pairs: [(old: Int, new: Int)]
  /// The indices of tokens in the old version only.
  let removed: [Int]
  /// The indices of tokens in the new version only.
  let added: [Int]

  /// The largest number of cells in the length table, at two bytes each.
  static let limit = 1 << 26

  /// Aligns two versions; returns nil if they are too long and too different.
  ///
  /// This is the case if the table for the tokens between the common prefix and the common suffix has more than
  /// ``limit`` cells.
  ///
  /// - Parameters:
  ///   - old: The review in the old run.
  ///   - new: The review in the new run.
  /// - Complexity: O(*n*) for equal texts; otherwise O(*n* · *m*) in the tokens between the common prefix and suffix.
  init?(_ old: AttributionRun.Review, _ new: AttributionRun.Review) {
    if old.text == new.text {
      self.init(pairs: Self.samePlaces(old.tokens, new.tokens), old, new)
    } else {
      // Comparing integers is faster than comparing strings.
      var numbers: [String: Int] = [:]
      func number(_ token: AttributionRun.Token) -> Int {
        if let number = numbers[token.text] { return number }
        numbers[token.text] = numbers.count
        return numbers.count - 1
      }
      let pairs = Self.commonSubsequence(old.tokens.map(number), new.tokens.map(number))
      guard let pairs else { return nil }
      self.init(pairs: pairs, old, new)
    }
  }

  private init(
    pairs: [(old: Int, new: Int)], _ old: AttributionRun.Review, _ new: AttributionRun.Review
  ) {
    self.pairs = pairs
    let kept = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
    removed = old.tokens.indices.filter { !kept.0.contains($0) }
    added = new.tokens.indices.filter { !kept.1.contains($0) }
  }

  private static func samePlaces(
    _ old: [AttributionRun.Token], _ new: [AttributionRun.Token]
  ) -> [(old: Int, new: Int)] {
    // A duplicate token is matched only once.
    var places: [Range<Int>: Int] = [:]
    for (index, token) in new.enumerated().reversed() where token.start <= token.end {
      places[token.start..<token.end] = index
    }
    return old.enumerated().compactMap { index, token in
      guard token.start <= token.end else { return nil }
      return places.removeValue(forKey: token.start..<token.end).map { (index, $0) }
    }
  }

  /// Pairs the words of a longest common subsequence: the common prefix and suffix and, between these, early words rather than
  /// late ones.
  ///
  /// - Parameters:
  ///   - old: The words of the old version as integers.
  ///   - new: The words of the new version as integers.
  /// - Returns: Pairs of indices in order; nil if the two are too long and too different.
  package static func commonSubsequence(_ old: [Int], _ new: [Int]) -> [(old: Int, new: Int)]? {
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
