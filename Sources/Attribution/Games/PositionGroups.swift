/// Positions in groups, one behind the other: the positions of each player of a game.
///
/// Most players are one word each; an array of arrays would cost an allocation a word.
public struct PositionGroups: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
  /// The positions of all groups.
  private var positions: [Int]
  /// Where each group begins in them, and where the last one ends.
  private var bounds: [Int]

  /// Groups of any size.
  public init(_ groups: some Sequence<some Sequence<Int>>) {
    positions = []
    bounds = [0]
    for group in groups {
      positions.append(contentsOf: group)
      bounds.append(positions.count)
    }
  }

  /// A group for each position.
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
