import LinearAlgebra

/// Who plays in a game about a review: single positions or groups of them.
///
/// Methods whose memory grows with the square of the number of players join neighbours where there are more than
/// ``most``, so that no length of review asks for more than a computer has; what a joined player gets is divided equally
/// among its positions.
struct Players {
  /// The largest number of players of methods that hold a number for each pair.
  static let most = 1024

  /// The positions of each player.
  let positions: PositionGroups
  /// Which players are interchangeable.
  let symmetry: SymmetricPlayers

  /// The number of players.
  var count: Int { positions.count }

  /// Creates players.
  ///
  /// - Parameters:
  ///   - groups: The positions of each player.
  ///   - kinds: A number for each, equal where two are interchangeable.
  ///   - most: The largest number of players.
  init(_ groups: PositionGroups, kinds: [Int], most: Int = .max) {
    guard groups.count > most else {
      positions = groups
      symmetry = SymmetricPlayers(kinds)
      return
    }
    let size = (groups.count + most - 1) / most
    positions = PositionGroups(
      stride(from: 0, to: groups.count, by: size).map {
        groups[$0..<min($0 + size, groups.count)].joined()
      })
    symmetry = SymmetricPlayers(Array(positions.indices))
  }

  /// The positions that count and do not hold the baseline: all others are null players, whatever is there.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - baseline: The baseline.
  ///   - most: The largest number of players.
  init(of review: ExplainedReview, against baseline: Baseline, most: Int = .max) {
    let row = baseline.row(for: review)
    let (kinds, embedded) = (review.kinds, review.embedded)
    let players = (0..<review.length).filter { position in
      review.counts(position)
        && !row.lanes.elementsEqual(embedded.lanes[embedded.lanes(ofRow: position)])
    }
    self.init(PositionGroups(single: players), kinds: players.map { kinds[$0] }, most: most)
  }

  /// Divides each player's number equally among its positions.
  ///
  /// - Parameters:
  ///   - values: One number a player.
  ///   - length: The number of positions.
  /// - Returns: One number a position, zero for those of no player.
  func divided(_ values: [Double], over length: Int) -> [Double] {
    var result = [Double](repeating: 0, count: length)
    for (player, positions) in positions.enumerated() {
      for position in positions { result[position] = values[player] / Double(positions.count) }
    }
    return result
  }
}
