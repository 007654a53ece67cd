import Classifier
import LinearAlgebra

/// A ``CoalitionGame`` after average pooling.
///
/// A coalition is a sum of H numbers, the units of the first layer before bias and activation, to which each player
/// contributes; if missing positions are removed, it also has a weight, the remaining share of all positions, by which the
/// sum is divided. Adjacent players join and leave at the cost of one.
///
/// Sampling methods spend their time in the few lines of `move` and `value`; inlining them avoids reference counting.
struct PooledGame: Sendable {
  /// The empty coalition.
  let empty: Coalition
  /// The coalition of all players.
  let full: Coalition
  private let network: PooledNetwork
  let output: Output
  let bias: Matrix
  /// The contribution of each player to the first layer's units, players × H.
  let steps: Matrix
  /// The contribution of all players before each one, players + 1 × H.
  private let sums: Matrix
  let weights: [Double]
  private let weightSums: [Double]
  let leastWeight: Double
  /// For one logit after at most one hidden layer, its weights for that layer's units; otherwise empty.
  let readout: [SIMD8<Double>]
  let readoutBias: Double
  /// The lower bound of the units: zero if they are rectified.
  let floor: SIMD8<Double>

  /// Computes the contribution of each player.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - network: Its closed form.
  ///   - players: The positions of each player.
  ///   - row: The replacement for the rows of a missing player, 1 × D.
  ///   - removal: The treatment of missing players.
  init(
    _ review: ReviewInput, network: PooledNetwork, players: PositionGroups, row: Matrix,
    removal: Removal
  ) {
    self.network = network
    output = review.output
    bias = network.layers[0].bias
    let share = review.positionWeight
    let kernel = network.layers[0].kernel
    var steps = Matrix(rows: players.count, columns: kernel.columns)
    var sums = Matrix(rows: players.count + 1, columns: kernel.columns)
    var weights = [Double](repeating: 0, count: players.count)
    var weightSums = [0.0]
    var emptyMean = review.mean
    let mask = review.mask
    let base = removal == .replace ? row : Matrix(rows: 1, columns: row.columns)
    let (width, embedded) = (steps.lanesPerRow, review.embedded)
    var changes = Matrix(rows: players.count, columns: row.columns)
    for (player, positions) in players.enumerated() {
      for lane in 0..<row.lanesPerRow {
        var entry = SIMD8<Double>.zero
        for position in positions where mask?[position] ?? true {
          entry +=
            share
            * (embedded.lanes[position * row.lanesPerRow + lane] - base.lanes[lane])
        }
        changes.lanes[player * row.lanesPerRow + lane] = entry
        emptyMean.lanes[lane] -= entry
      }
      if removal == .remove {
        weights[player] = share * Double(positions.count { mask?[$0] ?? true })
      }
      weightSums.append(weightSums[player] + weights[player])
    }
    steps.addProduct(changes, kernel)
    var unitSums = sums.lanes.mutableSpan
    for lane in steps.lanes.indices { unitSums[lane + width] = unitSums[lane] + steps.lanes[lane] }
    self.steps = steps
    self.sums = sums
    self.weights = weights
    self.weightSums = weightSums
    leastWeight = 0.5 * share
    let isWeightless = removal == .remove && share == 0
    let left = 1 - weightSums[players.count]
    full = Coalition(
      members: [],
      units: network.product(review.mean, kernel), weight: isWeightless ? 0 : 1)
    empty = Coalition(
      members: [],
      units: network.product(emptyMean, kernel),
      // Any remainder of 1 after subtracting all shares is rounding, not weight.
      weight: isWeightless || left <= leastWeight ? 0 : left)
    let last = network.layers[network.layers.count - 1]
    let isRectified = network.layers.count > 1 && network.layers[0].activation == .relu
    floor = SIMD8(repeating: isRectified ? 0 : -.infinity)
    switch (network.layers.count, output.logits) {
    case (1, 1): (readout, readoutBias) = ([SIMD8(1, 0, 0, 0, 0, 0, 0, 0)], 0)
    case (2, 1): (readout, readoutBias) = (last.kernel.transposed.lanes, last.bias[0, 0])
    default: (readout, readoutBias) = ([], 0)
    }
  }

  /// Adds a player, or removes it if the sign is −1.
  @inline(__always)
  func move(_ player: Int, sign: Double, in coalition: inout Coalition) {
    let width = steps.lanesPerRow
    var units = coalition.units.lanes.mutableSpan
    for lane in 0..<width {
      units[lane] += sign * steps.lanes[player * width + lane]
    }
    coalition.weight += sign * weights[player]
  }

  /// Adds adjacent players, or removes them if the sign is −1.
  @inline(__always)
  func move(_ players: Range<Int>, sign: Double, in coalition: inout Coalition) {
    let width = sums.lanesPerRow
    var units = coalition.units.lanes.mutableSpan
    for lane in 0..<width {
      units[lane] +=
        sign
        * (sums.lanes[players.upperBound * width + lane]
          - sums.lanes[players.lowerBound * width + lane])
    }
    coalition.weight += sign * (weightSums[players.upperBound] - weightSums[players.lowerBound])
  }

  /// Returns the value of a coalition; nil if no position is left.
  ///
  /// - Parameter coalition: Some players.
  /// - Returns: A probability or a logit.
  /// - Complexity: O(H), without allocation for one logit after at most one hidden layer.
  @inline(__always)
  func value(of coalition: Coalition) -> Double? {
    guard coalition.weight > leastWeight else { return nil }
    let scale = 1 / coalition.weight
    guard !readout.isEmpty else {
      return output.value(at: network.logits(atFirst: scale * coalition.units + bias))
    }
    var logit = SIMD8<Double>.zero
    for lane in readout.indices {
      let units = scale * coalition.units.lanes[lane] + bias.lanes[lane]
      logit += units.replacing(with: floor, where: units .< floor) * readout[lane]
    }
    return output.value(atLogit: logit.sum() + readoutBias)
  }

  /// Returns the logits of a coalition, 1 × K; nil if no position is left.
  func logits(of coalition: Coalition) -> Matrix? {
    guard coalition.weight > leastWeight else { return nil }
    return network.logits(atFirst: (1 / coalition.weight) * coalition.units + bias)
  }
}
