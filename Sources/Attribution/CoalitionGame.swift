import Classifier
import LinearAlgebra

/// A review as a game: players are tokens or groups of them, and a coalition is worth the output `F` when only its
/// members are there.
///
/// What a missing player means is a ``Removal``. Behind an average a coalition is a sum of H numbers, the first hidden
/// layer's units, to which a player adds its own: joining and leaving cost one addition, and a value one pass through
/// the rest of the network. Elsewhere a value is a forward pass through all layers.
public struct CoalitionGame: Sendable {
  /// The positions of each player.
  public let players: [[Int]]
  private let review: ExplainedReview
  private let baseline: Matrix
  private let baselineValue: Double
  private let removal: Removal
  /// The network behind the average, and what each player adds to the first layer's units, one row a player.
  private let closedForm: (network: PooledNetwork, steps: Matrix, weights: [Double])?
  private let emptyUnits: Matrix
  private let emptyWeight: Double
  private let fullUnits: Matrix

  /// Creates a game.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - players: The positions of each player, none twice; positions of no player are always there.
  ///   - baseline: What replaces the rows of a missing player.
  ///   - removal: What it means to be missing.
  public init(
    _ review: ExplainedReview, players: [[Int]], baseline: Baseline, removal: Removal
  ) {
    self.review = review
    self.players = players
    self.removal = removal
    let row = baseline.row(for: review)
    self.baseline = row
    baselineValue = baseline.value(for: review)
    guard let network = review.pooled else {
      closedForm = nil
      emptyUnits = Matrix(rows: 1, columns: 0)
      fullUnits = emptyUnits
      emptyWeight = 1
      return
    }
    let share = review.share
    let kernel = network.layers[0].kernel
    var steps = Matrix(rows: players.count, columns: kernel.columns)
    var weights = [Double](repeating: 0, count: players.count)
    var emptyMean = review.mean
    for (player, positions) in players.enumerated() {
      var sum = Matrix(rows: 1, columns: row.columns)
      for position in positions where review.counts(position) {
        for lane in 0..<row.lanesPerRow {
          let entry = review.embedded.lanes[position * row.lanesPerRow + lane]
          sum.lanes[lane] += removal == .replace ? entry - row.lanes[lane] : entry
        }
        if removal == .remove { weights[player] += share }
      }
      emptyMean += -share * sum
      steps.setRow(player, to: network.product(share * sum, kernel), row: 0)
    }
    // The units without their bias, which is added when a value is asked for; replacing has it there from the start.
    let bias =
      removal == .replace ? network.layers[0].bias : Matrix(rows: 1, columns: kernel.columns)
    emptyUnits = network.product(emptyMean, kernel) + bias
    fullUnits = network.product(review.mean, kernel) + bias
    let missing = weights.reduce(0, +)
    // What is left of 1 after all shares are gone is rounding, not weight.
    emptyWeight = 1 - missing > 0.5 * share ? 1 - missing : 0
    closedForm = (network, steps, weights)
  }

  /// Nobody is there.
  public var empty: Coalition {
    Coalition(
      members: Array(repeating: false, count: players.count), units: emptyUnits,
      weight: emptyWeight)
  }

  /// Everybody is there.
  public var full: Coalition {
    Coalition(
      members: Array(repeating: true, count: players.count), units: fullUnits,
      weight: review.share == 0 ? 0 : 1)
  }

  /// Lets a player join.
  public func add(_ player: Int, to coalition: inout Coalition) {
    coalition.members[player] = true
    guard let closedForm else { return }
    let width = closedForm.steps.lanesPerRow
    for lane in 0..<width {
      coalition.units.lanes[lane] += closedForm.steps.lanes[player * width + lane]
    }
    coalition.weight += closedForm.weights[player]
  }

  /// Lets a player leave.
  public func remove(_ player: Int, from coalition: inout Coalition) {
    coalition.members[player] = false
    guard let closedForm else { return }
    let width = closedForm.steps.lanesPerRow
    for lane in 0..<width {
      coalition.units.lanes[lane] -= closedForm.steps.lanes[player * width + lane]
    }
    coalition.weight -= closedForm.weights[player]
  }

  /// What a coalition is worth: `F` with all others missing.
  ///
  /// - Parameter coalition: Some players of this game.
  /// - Returns: A probability or a logit.
  /// - Complexity: Behind an average O(H) and what the deeper layers cost; elsewhere one forward pass.
  public func value(of coalition: Coalition) -> Double {
    guard let closedForm else { return layerValue(of: coalition) }
    let network = closedForm.network
    var units = coalition.units
    if removal == .remove {
      guard coalition.weight > 0.5 * review.share else { return baselineValue }
      units = (1 / coalition.weight) * units + network.layers[0].bias
    }
    return review.output.logits == 1
      ? review.output.value(atLogit: network.logit(atFirst: units))
      : review.output.value(at: network.logits(atFirst: units))
  }

  private func layerValue(of coalition: Coalition) -> Double {
    let missing = players.indices.filter { !coalition.members[$0] }.flatMap { players[$0] }
    switch removal {
    case .replace:
      var embedded = review.embedded
      for position in missing { embedded.setRow(position, to: baseline, row: 0) }
      return review.value(at: embedded)
    case .remove:
      let gone = Set(missing)
      let kept = (0..<review.embedded.rows).filter { !gone.contains($0) }
      return kept.contains(where: review.counts) ? review.value(keeping: kept) : baselineValue
    }
  }
}

/// Some players of a ``CoalitionGame``.
public struct Coalition: Sendable {
  /// Who is there.
  public fileprivate(set) var members: [Bool]
  fileprivate var units: Matrix
  fileprivate var weight: Double
}
