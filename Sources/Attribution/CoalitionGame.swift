import Classifier
import LinearAlgebra

/// A review as a game: players are positions, and a coalition is worth the output when only its members are there.
struct CoalitionGame {
  /// The position of each player.
  let players: [Int]
  /// For each player, the group of interchangeable players to which it belongs.
  let groups: [Int]
  /// The number of players in each group.
  let groupSizes: [Int]
  /// The number of groups.
  var groupCount: Int { groupSizes.count }

  private let review: ExplainedReview
  private let baseline: Matrix
  private let emptyValue: Double
  /// Behind an average, what each player adds to the first layer's units, one row a player.
  private let steps: Matrix?
  /// Behind an average, the first layer's units of the empty coalition.
  private let emptyState: Matrix?

  init(_ review: ExplainedReview, baseline: Matrix, players: [Int]) {
    self.review = review
    self.baseline = baseline
    self.players = players
    // Where order matters, equal tokens at different positions are different players.
    let kinds = review.pooled == nil ? players : players.map { review.review.indices[$0] }
    var groupOfKind: [Int: Int] = [:]
    groups = kinds.map { kind in
      let group = groupOfKind[kind] ?? groupOfKind.count
      groupOfKind[kind] = group
      return group
    }
    var sizes = [Int](repeating: 0, count: groupOfKind.count)
    for group in groups { sizes[group] += 1 }
    groupSizes = sizes

    guard let pooled = review.pooled else {
      steps = nil
      emptyState = nil
      var empty = review.embedded
      for player in players { empty.setRow(player, to: baseline, row: 0) }
      emptyValue = review.value(at: empty)
      return
    }
    let share = 1 / Double(pooled.length)
    var rows = Matrix(rows: players.count, columns: pooled.layers[0].kernel.columns)
    var token = Matrix(rows: 1, columns: baseline.columns)
    for (player, position) in players.enumerated() {
      token.setRow(0, to: review.embedded, row: position)
      rows.setRow(
        player, to: pooled.product(share * (token - baseline), pooled.layers[0].kernel), row: 0)
    }
    steps = rows
    let state = pooled.affine(0, baseline)
    emptyState = state
    emptyValue = review.target.value(atLogit: pooled.logit(atFirst: state))
  }

  /// Lets the players join one after the other and adds each one's effect to its group's.
  func play(_ order: some Sequence<Int>, addingEffectsTo effects: inout [Double]) {
    var value = emptyValue
    if let pooled = review.pooled, let steps, var state = emptyState {
      let width = steps.lanesPerRow
      for player in order {
        for lane in 0..<width { state.lanes[lane] += steps.lanes[player * width + lane] }
        let next = review.target.value(atLogit: pooled.logit(atFirst: state))
        effects[groups[player]] += next - value
        value = next
      }
    } else {
      var embedded = review.embedded
      for player in players { embedded.setRow(player, to: baseline, row: 0) }
      for player in order {
        embedded.setRow(players[player], to: review.embedded, row: players[player])
        let next = review.value(at: embedded)
        effects[groups[player]] += next - value
        value = next
      }
    }
  }
}
