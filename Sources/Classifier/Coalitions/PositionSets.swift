/// A set of the positions of a review, one bit each.
package struct PositionSet: Hashable, Sendable {
  /// 64 positions per number.
  fileprivate(set) var bits: [UInt64]

  /// Creates an empty set.
  ///
  /// - Parameter length: The number of positions.
  package init(length: Int) { bits = Array(repeating: 0, count: (length + 63) / 64) }

  /// Whether a position is present.
  package func contains(_ position: Int) -> Bool {
    bits[position >> 6] >> UInt64(position & 63) & 1 == 1
  }

  /// Adds a position.
  package mutating func insert(_ position: Int) {
    bits[position >> 6] |= 1 << UInt64(position & 63)
  }

  /// Removes a position.
  package mutating func remove(_ position: Int) {
    bits[position >> 6] &= ~(1 << UInt64(position & 63))
  }

  /// Returns whether the sets have a common position.
  package func intersects(_ other: PositionSet) -> Bool {
    for index in bits.indices where bits[index] & other.bits[index] != 0 { return true }
    return false
  }
}

/// Many sets of the positions of one review: the coalitions of a batch.
package struct PositionSets: Sendable {
  /// The number of positions, L.
  package let length: Int
  /// The number of sets.
  package private(set) var count = 0
  /// The bits of all sets, concatenated.
  private var bits: [UInt64] = []
  private let width: Int

  /// Creates a batch without sets.
  ///
  /// - Parameter length: The number of positions.
  package init(length: Int) {
    self.length = length
    width = (length + 63) / 64
  }

  /// Appends a set.
  package mutating func append(_ set: PositionSet) {
    bits.append(contentsOf: set.bits)
    count += 1
  }

  /// Accesses a copy of a set.
  package subscript(set: Int) -> PositionSet {
    var copy = PositionSet(length: length)
    copy.bits = Array(bits[set * width..<(set + 1) * width])
    return copy
  }

  /// Returns whether a set has a position.
  @inline(__always)
  func contains(_ position: Int, in set: Int) -> Bool {
    bits[set * width + position >> 6] >> UInt64(position & 63) & 1 == 1
  }

  /// Calls a closure with each position that is in one of two sets only.
  func forEachDifference(_ first: Int, _ second: Int, _ body: (Int) -> Void) {
    for word in 0..<width {
      var rest = bits[first * width + word] ^ bits[second * width + word]
      while rest != 0 {
        body(64 * word + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}
