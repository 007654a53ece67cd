import Classifier
import LinearAlgebra

/// A review as a game: players are tokens or groups of them, and the value of a coalition is the output `F` with only its
/// members present.
///
/// Missing players are treated according to a ``Removal``. After average pooling a player that joins or leaves costs one
/// addition of H numbers, and a value one pass through the layers after them. Otherwise a value is a full forward pass.
public struct CoalitionGame: Sendable {
  /// The positions of each player.
  let players: PositionGroups
  /// The empty coalition.
  public let empty: Coalition
  /// The coalition of all players.
  public let full: Coalition
  private let review: ReviewInput
  private let row: Matrix
  let baselineValue: Double
  private let baselineLogits: Matrix
  private let removal: Removal
  let pooled: PooledGame?

  /// Creates a game.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - players: The positions of each player, without repetition; positions without a player are always present.
  ///   - baseline: The replacement for the rows of a missing player.
  ///   - removal: The treatment of missing players.
  public init(
    _ review: ReviewInput, players: PositionGroups, baseline: Baseline, removal: Removal
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

  /// Adds a player to a coalition.
  @inline(__always)
  public func add(_ player: Int, to coalition: inout Coalition) {
    guard let pooled else {
      coalition.members[player] = true
      return
    }
    pooled.move(player, sign: 1, in: &coalition)
  }

  /// Removes a player from a coalition.
  @inline(__always)
  public func remove(_ player: Int, from coalition: inout Coalition) {
    guard let pooled else {
      coalition.members[player] = false
      return
    }
    pooled.move(player, sign: -1, in: &coalition)
  }

  /// Adds players that are adjacent in `players` to a coalition.
  ///
  /// - Parameters:
  ///   - players: Players that are not members.
  ///   - coalition: The coalition.
  @inline(__always)
  func add(_ players: Range<Int>, to coalition: inout Coalition) {
    if let pooled { return pooled.move(players, sign: 1, in: &coalition) }
    for player in players { coalition.members[player] = true }
  }

  /// Removes players that are adjacent in `players` from a coalition.
  ///
  /// - Parameters:
  ///   - players: Players that are members.
  ///   - coalition: The coalition.
  @inline(__always)
  public func remove(_ players: Range<Int>, from coalition: inout Coalition) {
    if let pooled { return pooled.move(players, sign: -1, in: &coalition) }
    for player in players { coalition.members[player] = false }
  }

  /// Returns the value of a coalition: `F` with all others missing.
  ///
  /// - Parameter coalition: Some players of this game.
  /// - Returns: A probability or a logit.
  /// - Complexity: O(H) after average pooling, plus the cost of deeper layers; otherwise one forward pass.
  @inline(__always)
  public func value(of coalition: Coalition) -> Double {
    guard let pooled else { return layerValue(of: coalition) }
    return pooled.value(of: coalition) ?? baselineValue
  }

  /// Returns the value of the first players of an order, with all others missing.
  ///
  /// - Parameters:
  ///   - count: The number of players that are present.
  ///   - order: All players.
  /// - Returns: A probability or a logit.
  /// - Complexity: After average pooling O(H) for each present player, or each missing one, whichever are fewer.
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

  /// The output whose values the coalitions have.
  package var outcome: Output { review.output }

  /// Returns the logits of a coalition, with all others missing, 1 × K.
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
      return kept.contains(where: review.isUnmasked) ? review.logits(keeping: kept) : baselineLogits
    }
  }
}

/// A subset of the players of a ``CoalitionGame``.
public struct Coalition: Sendable {
  /// Whether each player is present; empty after average pooling.
  var members: [Bool]
  /// After average pooling, the units of the first layer before bias and activation, 1 × H.
  var units: Matrix
  /// The remaining share of the unmasked positions, 1 for all of them.
  var weight: Double
}
