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

  /// The logits while players leave one after the other.
  ///
  /// - Parameter order: The players in the order in which they leave.
  /// - Returns: The logits of everybody, then those after each player's leaving, 1 × K.
  func logits(ofLeaving order: [Int]) -> [Matrix] {
    var coalition = full
    return [logits(of: coalition)]
      + order.map { player in
        remove(player, from: &coalition)
        return logits(of: coalition)
      }
  }

  private func values(_ order: [Int], from start: Coalition, sign: Double) -> [Double] {
    if let values = pooled?.values(order, from: start, sign: sign, ofNobody: baselineValue) {
      return values
    }
    var coalition = start
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

extension PooledGame {
  /// What a coalition is worth before and after each player of an order joins, or leaves where the sign is −1.
  ///
  /// The same numbers as ``value(of:)`` gives, at a tenth of the cost: nothing is looked up, counted or copied between
  /// one player and the next. Studies take hundreds of millions of these values.
  ///
  /// - Parameters:
  ///   - order: The players.
  ///   - start: Who is there at first.
  ///   - sign: 1 or −1.
  ///   - nobody: What it is worth when no position is left.
  /// - Returns: One value more than players; nil unless there is one logit behind at most one hidden layer.
  func values(
    _ order: [Int], from start: Coalition, sign: Double, ofNobody nobody: Double
  ) -> [Double]? {
    guard !readout.isEmpty else { return nil }
    let steps = steps.lanes.span
    let width = readout.count
    var units = start.units.lanes
    var weight = start.weight
    var values: [Double] = []
    values.reserveCapacity(order.count + 1)
    values.append(value(units.span, weight: weight) ?? nobody)
    for player in order {
      for lane in 0..<width { units[lane] += sign * steps[player * width + lane] }
      weight += sign * weights[player]
      values.append(value(units.span, weight: weight) ?? nobody)
    }
    return values
  }

  /// What a coalition is worth without each player alone.
  ///
  /// - Parameters:
  ///   - whole: A coalition of all players.
  ///   - nobody: What it is worth when no position is left.
  /// - Returns: One value a player; nil unless there is one logit behind at most one hidden layer.
  func values(withoutEachOf whole: Coalition, ofNobody nobody: Double) -> [Double]? {
    guard !readout.isEmpty else { return nil }
    let steps = steps.lanes.span
    let width = readout.count
    var units = whole.units.lanes
    return weights.indices.map { player in
      for lane in 0..<width {
        units[lane] = whole.units.lanes[lane] - steps[player * width + lane]
      }
      return value(units.span, weight: whole.weight - weights[player]) ?? nobody
    }
  }

  /// The output where the units of the first layer stand at given values before bias and activation; nil where no
  /// position is left.
  @inline(__always)
  private func value(_ units: Span<SIMD8<Double>>, weight: Double) -> Double? {
    guard weight > leastWeight else { return nil }
    let scale = 1 / weight
    var sums = SIMD8<Double>.zero
    for lane in units.indices {
      let unit = scale * units[lane] + bias.lanes[lane]
      sums += unit.replacing(with: floor, where: unit .< floor) * readout[lane]
    }
    return output.value(atLogit: sums.sum() + readoutBias)
  }
}
