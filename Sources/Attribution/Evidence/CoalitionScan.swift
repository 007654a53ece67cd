import Classifier
import LinearAlgebra

extension CoalitionGame {
  /// What the review is worth while players leave one after the other.
  ///
  /// - Parameter order: The players in the order in which they leave.
  /// - Returns: The value of everybody, then one after each player's leaving.
  func values(ofLeaving order: [Int]) -> [Double] { values(order, from: full, sign: -1) }

  /// What nobody is worth, and then the coalition while players join one after the other.
  ///
  /// - Parameter order: The players in the order in which they join.
  /// - Returns: The value of nobody, then one after each player's joining.
  func values(ofJoining order: [Int]) -> [Double] { values(order, from: empty, sign: 1) }

  private func values(_ order: [Int], from start: Coalition, sign: Double) -> [Double] {
    var coalition = start
    if let scan = UnitScan(self) { return scan.values(order, from: coalition, sign: sign) }
    return [value(of: coalition)]
      + order.map { player in
        if sign < 0 {
          remove(player, from: &coalition)
        } else {
          add(player, to: &coalition)
        }
        return value(of: coalition)
      }
  }
}

/// Values along an order in the case that matters most, an average with one hidden layer and one logit.
///
/// The same numbers as ``CoalitionGame/value(of:)`` gives, at a tenth of the cost: nothing is looked up, counted or
/// copied between one player and the next. Studies take hundreds of millions of these values.
private struct UnitScan {
  private let game: CoalitionGame
  private let steps: [SIMD8<Double>]
  private let weights: [Double]
  private let hiddenBias: [SIMD8<Double>]
  private let isRectified: Bool
  private let kernel: [SIMD8<Double>]
  private let bias: Double

  init?(_ game: CoalitionGame) {
    guard let (network, steps, weights) = game.closedForm, game.review.output.logits == 1,
      network.layers.count == 2
    else { return nil }
    self.game = game
    self.steps = steps.lanes
    self.weights = weights
    // Replacing has the bias in the units from the start.
    let hidden = network.layers[0]
    hiddenBias =
      game.removal == .remove
      ? hidden.bias.lanes : [SIMD8](repeating: .zero, count: hidden.bias.lanesPerRow)
    isRectified = hidden.activation == .relu
    kernel = network.layers[1].kernel.transposed.lanes
    bias = network.layers[1].bias[0, 0]
  }

  func values(_ order: [Int], from start: Coalition, sign: Double) -> [Double] {
    let output = game.review.output
    let steps = steps.span
    let kernel = kernel.span
    let hiddenBias = hiddenBias.span
    let width = kernel.count
    let smallest = 0.5 * game.review.share
    let isShared = game.removal == .remove
    var units = start.units.lanes
    var weight = start.weight
    var values: [Double] = []
    values.reserveCapacity(order.count + 1)
    func append() {
      guard !isShared || weight > smallest else {
        values.append(game.baselineValue)
        return
      }
      let scale = isShared ? 1 / weight : 1
      var sums = SIMD8<Double>.zero
      for lane in 0..<width {
        var unit = scale * units[lane] + hiddenBias[lane]
        if isRectified { unit.replace(with: 0, where: unit .< 0) }
        sums += unit * kernel[lane]
      }
      values.append(output.value(atLogit: sums.sum() + bias))
    }
    append()
    for player in order {
      for lane in 0..<width { units[lane] += sign * steps[player * width + lane] }
      weight += sign * weights[player]
      append()
    }
    return values
  }
}
