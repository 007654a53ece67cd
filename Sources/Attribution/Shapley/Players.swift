import LinearAlgebra

/// The players of a game about a review: single positions or groups of them.
///
/// Methods whose memory grows with the square of the number of players merge neighbours if there are more than ``most``,
/// so that memory is bounded for any length of review; the value of a merged player is divided equally among its
/// positions.
struct Players {
  /// The maximum number of players of methods that store a number for each pair.
  static let most = 1024

  /// The positions of each player.
  let positions: PositionGroups
  /// The groups of interchangeable players.
  let symmetry: SymmetricPlayers

  /// The number of players.
  var count: Int { positions.count }

  /// Creates players.
  ///
  /// - Parameters:
  ///   - groups: The positions of each player.
  ///   - kinds: One number per group, equal for interchangeable ones.
  ///   - most: The maximum number of players.
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

  /// Creates players from the unmasked positions that do not hold the baseline: all others are null players.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - baseline: The baseline.
  ///   - most: The maximum number of players.
  init(of review: ReviewInput, against baseline: Baseline, most: Int = .max) {
    let row = baseline.row(for: review)
    let (kinds, embedded) = (review.interchangeableGroups, review.embedded)
    let players = (0..<review.length).filter { position in
      review.isUnmasked(position)
        && !row.lanes.elementsEqual(embedded.lanes[embedded.lanes(ofRow: position)])
    }
    self.init(PositionGroups(single: players), kinds: players.map { kinds[$0] }, most: most)
  }

  /// Divides each player's number equally among its positions.
  ///
  /// - Parameters:
  ///   - values: One number per player.
  ///   - length: The number of positions.
  /// - Returns: One number per position, zero for those without a player.
  func divided(_ values: [Double], over length: Int) -> [Double] {
    var result = [Double](repeating: 0, count: length)
    for (player, positions) in positions.enumerated() {
      for position in positions { result[position] = values[player] / Double(positions.count) }
    }
    return result
  }
}
