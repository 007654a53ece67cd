/// A binary tree over players in reading order: sentences are split first, then their clauses, then words.
///
/// A part is split at its highest division, and among equals at the one nearest to its middle, so that the depth of a tree
/// of n players exceeds log₂ n by only a few levels.
struct PartitionTree {
  /// A range of adjacent players, with the indices of the nodes of its halves.
  struct Node {
    let players: Range<Int>
    fileprivate(set) var children: (left: Int, right: Int)?
  }

  /// The nodes, beginning with the root.
  private(set) var nodes: [Node] = []

  /// Builds the tree.
  ///
  /// - Parameter divisions: The division after each player.
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
