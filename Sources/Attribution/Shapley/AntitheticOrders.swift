import LinearAlgebra

/// Estimates Shapley values from random orders in which the players of a game join.
///
/// Orders come in pairs, each with its reverse, which cancels most of the sampling error. The effects in every order sum to
/// the change of the output from the empty to the full coalition, and so does their mean. Interchangeable players share
/// their mean.
///
/// - Source: Mitchell, Cooper, Frank and Holmes, *Sampling Permutations for Shapley Value Estimation*, 2022,
///   <https://arxiv.org/abs/2104.12199>.
struct AntitheticOrders {
  /// The number of pairs of orders.
  let pairs: Int

  /// Creates the requested number of orders, rounded up to pairs.
  init(samples: Int) {
    pairs = (samples + 1) / 2
  }

  /// Evaluates all orders.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - symmetry: The interchangeable players.
  ///   - random: The source of the orders.
  /// - Returns: The mean effect of each player, and its standard error, which a single pair does not have.
  /// - Complexity: One value per player and order.
  func play(
    _ game: CoalitionGame, _ symmetry: SymmetricPlayers, _ random: inout SplitMix64
  ) -> (means: [Double], errors: [Double]) {
    var order = Array(game.players.indices)
    var sums = [Double](repeating: 0, count: symmetry.members.count)
    var squares = sums
    var effects = sums
    for _ in 0..<pairs {
      random.shuffle(&order)
      play(game, order, symmetry.groups, &effects)
      order.reverse()
      play(game, order, symmetry.groups, &effects)
      for group in effects.indices {
        let effect = effects[group] / Double(2 * symmetry.members[group].count)
        sums[group] += effect
        squares[group] += effect * effect
        effects[group] = 0
      }
    }
    let count = Double(pairs)
    let errors = sums.indices.map { group in
      let mean = sums[group] / count
      return (max(0, squares[group] / count - mean * mean) / max(1, count - 1)).squareRoot()
    }
    return (symmetry.groups.map { sums[$0] / count }, symmetry.groups.map { errors[$0] })
  }

  /// Adds the players one after the other, and each one's effect to its group's.
  private func play(
    _ game: CoalitionGame, _ order: [Int], _ groups: [Int], _ effects: inout [Double]
  ) {
    let values = game.values(ofJoining: order)
    for (step, player) in order.enumerated() {
      effects[groups[player]] += values[step + 1] - values[step]
    }
  }
}
