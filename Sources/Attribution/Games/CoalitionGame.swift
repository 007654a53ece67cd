import Classifier
import LinearAlgebra

/// A review as a game: players are tokens or groups of them, and a coalition is worth the output `F` when only its
/// members are there.
///
/// What a missing player means is a ``Removal``. Behind an average a player that joins or leaves costs one addition of H
/// numbers, and a value one pass through the layers behind them. Elsewhere a value is a forward pass through all layers.
public struct CoalitionGame: Sendable {
  /// The positions of each player.
  public let players: PositionGroups
  /// Nobody is there.
  public let empty: Coalition
  /// Everybody is there.
  public let full: Coalition
  private let review: ExplainedReview
  private let row: Matrix
  let baselineValue: Double
  private let baselineLogits: Matrix
  private let removal: Removal
  let pooled: PooledGame?

  /// Creates a game.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - players: The positions of each player, none twice; positions of no player are always there.
  ///   - baseline: What replaces the rows of a missing player.
  ///   - removal: What it means to be missing.
  public init(
    _ review: ExplainedReview, players: PositionGroups, baseline: Baseline, removal: Removal
  ) {
    self.review = review
    self.players = players
    self.removal = removal
    let row = baseline.row(for: review)
    self.row = row
    baselineLogits = baseline.logits(for: review, removal: removal)
    baselineValue = review.output.value(at: baselineLogits)
    pooled = review.pooled.map {
      PooledGame(review, network: $0, players: players, row: row, removal: removal)
    }
    let none = Matrix(rows: 1, columns: 0)
    empty =
      pooled?.empty
      ?? Coalition(
        members: Array(repeating: false, count: players.count), units: none, weight: 1)
    full =
      pooled?.full
      ?? Coalition(members: Array(repeating: true, count: players.count), units: none, weight: 1)
  }

  /// Lets a player join.
  @inline(__always)
  public func add(_ player: Int, to coalition: inout Coalition) {
    guard let pooled else {
      coalition.members[player] = true
      return
    }
    pooled.move(player, sign: 1, in: &coalition)
  }

  /// Lets a player leave.
  @inline(__always)
  public func remove(_ player: Int, from coalition: inout Coalition) {
    guard let pooled else {
      coalition.members[player] = false
      return
    }
    pooled.move(player, sign: -1, in: &coalition)
  }

  /// Lets players that stand side by side in ``players`` join.
  ///
  /// - Parameters:
  ///   - players: Players none of whom is a member.
  ///   - coalition: Whom they join.
  @inline(__always)
  public func add(_ players: Range<Int>, to coalition: inout Coalition) {
    if let pooled { return pooled.move(players, sign: 1, in: &coalition) }
    for player in players { coalition.members[player] = true }
  }

  /// Lets players that stand side by side in ``players`` leave.
  ///
  /// - Parameters:
  ///   - players: Players all of whom are members.
  ///   - coalition: Whom they leave.
  @inline(__always)
  public func remove(_ players: Range<Int>, from coalition: inout Coalition) {
    if let pooled { return pooled.move(players, sign: -1, in: &coalition) }
    for player in players { coalition.members[player] = false }
  }

  /// What a coalition is worth: `F` with all others missing.
  ///
  /// - Parameter coalition: Some players of this game.
  /// - Returns: A probability or a logit.
  /// - Complexity: Behind an average O(H) and what the deeper layers cost; elsewhere one forward pass.
  @inline(__always)
  public func value(of coalition: Coalition) -> Double {
    guard let pooled else { return layerValue(of: coalition) }
    return pooled.value(of: coalition) ?? baselineValue
  }

  /// What the first players of an order are worth, with all others missing.
  ///
  /// - Parameters:
  ///   - count: How many are there.
  ///   - order: All players.
  /// - Returns: A probability or a logit.
  /// - Complexity: Behind an average O(H) for each player that is there, or missing, whichever are fewer.
  func value(ofFirst count: Int, in order: [Int]) -> Double {
    var coalition = 2 * count <= order.count ? empty : full
    if 2 * count <= order.count {
      for player in order[..<count] { add(player, to: &coalition) }
    } else {
      for player in order[count...] { remove(player, from: &coalition) }
    }
    return value(of: coalition)
  }

  private func layerValue(of coalition: Coalition) -> Double {
    review.output.value(at: layerLogits(of: coalition))
  }

  /// The output that coalitions are worth.
  var outcome: Output { review.output }

  /// The logits with all others missing, 1 × K.
  func logits(of coalition: Coalition) -> Matrix {
    guard let pooled else { return layerLogits(of: coalition) }
    return pooled.logits(of: coalition) ?? baselineLogits
  }

  private func layerLogits(of coalition: Coalition) -> Matrix {
    let missing = players.indices.filter { !coalition.members[$0] }.flatMap { players[$0] }
    switch removal {
    case .replace:
      var embedded = review.embedded
      for position in missing { embedded.setRow(position, to: row, row: 0) }
      return review.logits(at: embedded)
    case .remove:
      let gone = Set(missing)
      let kept = (0..<review.length).filter { !gone.contains($0) }
      return kept.contains(where: review.counts) ? review.logits(keeping: kept) : baselineLogits
    }
  }
}

/// Some players of a ``CoalitionGame``.
public struct Coalition: Sendable {
  /// Who is there; empty behind an average.
  var members: [Bool]
  /// Behind an average, the units of the first layer before bias and activation, 1 × H.
  var units: Matrix
  /// What is left of all positions that count, 1 for all of them.
  var weight: Double
}
