/// A set of rows, one bit each.
struct BitSet: Hashable, Sendable {
  private(set) var words: [UInt64] = []

  /// Extends the set to a number of rows, the new ones outside.
  mutating func extend(to rows: Int) {
    while words.count < (rows + 63) >> 6 { words.append(0) }
  }

  mutating func insert(_ row: Int) {
    words[row >> 6] |= 1 << UInt64(row & 63)
  }

  func contains(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }

  /// The number of rows.
  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Returns the rows that two sets share.
  func intersection(_ other: BitSet) -> BitSet { combined(other, &) }

  /// Returns the rows of this set that are not in another.
  func subtracting(_ other: BitSet) -> BitSet { combined(other) { $0 & ~$1 } }

  /// Returns the rows of either set.
  func union(_ other: BitSet) -> BitSet { combined(other, |) }

  private func combined(_ other: BitSet, _ operation: (UInt64, UInt64) -> UInt64) -> BitSet {
    var result = self
    for index in words.indices { result.words[index] = operation(words[index], other.words[index]) }
    return result
  }

  /// Returns the number of rows that two sets share, and how many of them are in a third.
  @inline(__always)
  func shared(_ other: BitSet, marked: BitSet) -> (count: Int, marked: Int) {
    let (one, two, three) = (words.span, other.words.span, marked.words.span)
    var (count, hits) = (0, 0)
    for index in one.indices {
      let both = one[index] & two[index]
      count &+= both.nonzeroBitCount
      hits &+= (both & three[index]).nonzeroBitCount
    }
    return (count, hits)
  }
}
