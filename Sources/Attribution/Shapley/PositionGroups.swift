/// Consecutive groups of positions: the positions of each player of a game.
///
/// Most players are a single word; an array of arrays would cost one allocation per word.
public struct PositionGroups: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
  /// The positions of all groups.
  private var positions: [Int]
  /// The start index of each group, and the end index of the last one.
  private var bounds: [Int]

  /// Creates groups of any size.
  public init(_ groups: some Sequence<some Sequence<Int>>) {
    positions = []
    bounds = [0]
    for group in groups {
      positions.append(contentsOf: group)
      bounds.append(positions.count)
    }
  }

  /// Creates one group per position.
  public init(single positions: some Sequence<Int>) {
    self.positions = Array(positions)
    bounds = Array(0...self.positions.count)
  }

  public init(arrayLiteral elements: [Int]...) { self.init(elements) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { bounds.count - 1 }

  /// The positions of a group.
  public subscript(group: Int) -> ArraySlice<Int> { positions[bounds[group]..<bounds[group + 1]] }
}
