/// A binary tree over players in reading order: sentences are divided first, then their clauses, then words.
///
/// A part is divided where its highest division is, and of several at the one nearest to its middle, so that the tree of
/// n players is no deeper than a few more than log₂ n.
struct PartitionTree {
  /// Some neighbouring players, and the numbers of the two nodes that have the halves of them.
  struct Node {
    let players: Range<Int>
    fileprivate(set) var children: (left: Int, right: Int)?
  }

  /// The nodes; the first one has all players.
  private(set) var nodes: [Node] = []

  /// Builds the tree.
  ///
  /// - Parameter divisions: What ends behind each player.
  /// - Complexity: O(n log n).
  init(divisions: [TextUnits.Division]) {
    append(divisions.indices, divisions)
  }

  @discardableResult
  private mutating func append(_ players: Range<Int>, _ divisions: [TextUnits.Division]) -> Int {
    let node = nodes.count
    nodes.append(Node(players: players, children: nil))
    guard players.count > 1 else { return node }
    let inside = players.dropLast()
    let highest = inside.map { divisions[$0] }.max()
    let double = players.lowerBound + players.upperBound
    let middle = inside.filter { divisions[$0] == highest }.map { $0 + 1 }
      .min { abs(2 * $0 - double) < abs(2 * $1 - double) }
    guard let middle else { return node }
    let left = append(players.lowerBound..<middle, divisions)
    let right = append(middle..<players.upperBound, divisions)
    nodes[node].children = (left, right)
    return node
  }
}
