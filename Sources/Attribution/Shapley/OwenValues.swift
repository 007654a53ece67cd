/// Owen values: Shapley values of a game whose players form a tree, so that related players join together.
///
/// At each node the two halves of its players join in either order, with a weight of ½ each, in every context that the nodes
/// above allow, in which each of the other halves is either entirely present or entirely missing:
///
///     φ(left) in C = ½ [F(C ∪ left) − F(C)] + ½ [F(C ∪ left ∪ right) − F(C ∪ right)]
///
/// - Source: Owen, *Values of Games with a Priori Unions*, 1977, <https://doi.org/10.1007/978-3-642-45494-3_7>, for a tree of
///   games of two players; the recursion is that of SHAP's `PartitionExplainer`.
struct OwenValues {
  private let game: CoalitionGame
  private let tree: PartitionTree
  private var values: [Double]

  /// Returns the Owen values of a game.
  ///
  /// - Parameters:
  ///   - game: The game, its players in the order of the tree.
  ///   - tree: The tree.
  /// - Returns: One number per player.
  /// - Complexity: O(n²) values for a balanced tree.
  static func of(_ game: CoalitionGame, _ tree: PartitionTree) -> [Double] {
    guard !game.players.isEmpty else { return [] }
    var owen = OwenValues(
      game: game, tree: tree, values: Array(repeating: 0, count: game.players.count))
    var coalition = game.empty
    owen.visit(
      0, &coalition, without: game.value(of: game.empty), with: game.value(of: game.full), 1)
    return owen.values
  }

  /// Splits the contribution of a node's players in a context among them.
  private mutating func visit(
    _ node: Int, _ context: inout Coalition, without: Double, with: Double, _ weight: Double
  ) {
    guard let children = tree.nodes[node].children else {
      values[tree.nodes[node].players.lowerBound] += weight * (with - without)
      return
    }
    let left = tree.nodes[children.left].players
    let right = tree.nodes[children.right].players
    game.add(left, to: &context)
    let withLeft = game.value(of: context)
    visit(children.right, &context, without: withLeft, with: with, weight / 2)
    game.remove(left, from: &context)
    game.add(right, to: &context)
    let withRight = game.value(of: context)
    visit(children.left, &context, without: withRight, with: with, weight / 2)
    game.remove(right, from: &context)
    visit(children.left, &context, without: without, with: withLeft, weight / 2)
    visit(children.right, &context, without: without, with: withRight, weight / 2)
  }
}
