import Classifier
import LinearAlgebra

/// A review as a game: players are tokens or groups of them, and the value of a coalition is the output `F` with only its
/// members present.
///
/// Missing players are treated according to a ``Removal``. After average pooling a player that joins or leaves costs one
/// addition of H numbers, and a value one pass through the layers after them. For most other layers, the values of many
/// coalitions take a fraction of their forward passes if they are requested together (`CoalitionPass`).
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
  /// The forward pass of many coalitions; nil after average pooling, and if there is no shortcut.
  private let pass: CoalitionPass?
  /// The logits of the full and of the empty coalition if the pass is in single precision, so that sums over an order stay
  /// exact.
  private var ends: (full: Matrix, empty: Matrix)?
  /// The positions of which one must remain if missing positions are removed; nil if they are replaced.
  private let unmasked: PositionSet?

  /// Creates a game.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - players: The positions of each player, without repetition; positions without a player are always present.
  ///   - baseline: The replacement for the rows of a missing player.
  ///   - removal: The treatment of missing players.
  ///   - isSampled: Whether the values are for a sampled result; those of all layers but average pooling may then have an
  ///     error of about 10⁻⁶, except for the empty and the full coalition.
  public init(
    _ review: ReviewInput, players: PositionGroups, baseline: Baseline, removal: Removal,
    isSampled: Bool = false
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
    pass =
      pooled == nil && !players.isEmpty
      ? review.coalitions(missing: removal == .replace ? row : nil, isSampled: isSampled) : nil
    unmasked =
      removal == .replace
      ? nil
      : (0..<review.length).filter(review.isUnmasked).reduce(
        into: PositionSet(length: review.length)
      ) { $0.insert($1) }
    let none = Matrix(rows: 1, columns: 0)
    empty =
      pooled?.empty
      ?? Coalition(
        members: Array(repeating: false, count: players.count), units: none, weight: 1)
    full =
      pooled?.full
      ?? Coalition(members: Array(repeating: true, count: players.count), units: none, weight: 1)
    if pass?.isExact == false { ends = (separateLogits(of: full), separateLogits(of: empty)) }
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
  /// - Complexity: O(H) after average pooling, plus the cost of deeper layers; otherwise up to one forward pass. Many values
  ///   cost less together, by `values(_:from:_:)`.
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

  /// The largest number of coalitions in one batch, which bounds its memory.
  static let batchSize = 512

  /// Returns the logits of coalitions that differ little from one to the next.
  ///
  /// - Parameters:
  ///   - count: The number of coalitions.
  ///   - start: The first coalition.
  ///   - move: Changes a coalition to the next one; it receives the number of coalitions before that.
  /// - Returns: 1 × K each.
  func logits(_ count: Int, from start: Coalition, _ move: (Int, inout Coalition) -> Void)
    -> [Matrix]
  {
    var coalition = start
    guard let pass else {
      return (0..<count).map { index in
        if index > 0 { move(index, &coalition) }
        return logits(of: coalition)
      }
    }
    var results: [Matrix] = []
    var sets = PositionSets(length: review.length)
    var set = positions(of: start)
    let known = ends.map { ends in
      [(positions(of: full), ends.full), (positions(of: empty), ends.empty)]
    }
    func evaluate() {
      let logits = pass.logits(sets)
      for index in 0..<sets.count {
        if unmasked == nil, known == nil {
          results.append(logits.rowMatrix(index))
          continue
        }
        let set = sets[index]
        let isEmpty = unmasked.map { !set.intersects($0) } ?? false
        let end = known?.first { $0.0 == set }?.1
        results.append(isEmpty ? baselineLogits : end ?? logits.rowMatrix(index))
      }
      sets = PositionSets(length: review.length)
    }
    for index in 0..<count {
      if index > 0 {
        let before = coalition.members
        move(index, &coalition)
        let (old, new) = (before.span, coalition.members.span)
        for player in old.indices where old[player] != new[player] {
          for position in players[player] {
            if new[player] { set.insert(position) } else { set.remove(position) }
          }
        }
      }
      sets.append(set)
      if sets.count == Self.batchSize { evaluate() }
    }
    if sets.count > 0 { evaluate() }
    return results
  }

  /// Returns the positions that are present in a coalition, among them those without a player.
  private func positions(of coalition: Coalition) -> PositionSet {
    var set = PositionSet(length: review.length)
    for position in 0..<review.length { set.insert(position) }
    for player in players.indices where !coalition.members[player] {
      for position in players[player] { set.remove(position) }
    }
    return set
  }

  private func layerLogits(of coalition: Coalition) -> Matrix {
    // A value must not depend on whether it was requested with others, not even in its last bit.
    if pass != nil { return logits(1, from: coalition) { _, _ in }[0] }
    return separateLogits(of: coalition)
  }

  /// Returns the logits of a coalition from a separate forward pass.
  private func separateLogits(of coalition: Coalition) -> Matrix {
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
