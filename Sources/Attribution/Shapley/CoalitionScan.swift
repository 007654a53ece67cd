import Classifier
package import LinearAlgebra

extension CoalitionGame {
  /// Returns the values of the game as players leave one after the other.
  ///
  /// - Parameter order: The players in the order in which they leave.
  /// - Returns: The value of the full coalition, then one after each departure.
  package func values(ofLeaving order: [Int]) -> [Double] { values(order, from: full, sign: -1) }

  /// Returns the values of the game as players join one after the other.
  ///
  /// - Parameter order: The players in the order in which they join.
  /// - Returns: The value of the empty coalition, then one after each arrival.
  package func values(ofJoining order: [Int]) -> [Double] { values(order, from: empty, sign: 1) }

  /// Returns the logits as players leave one after the other.
  ///
  /// - Parameter order: The players in the order in which they leave.
  /// - Returns: The logits of the full coalition, then those after each departure, 1 × K.
  package func logits(ofLeaving order: [Int]) -> [Matrix] {
    logits(order.count + 1, from: full) { count, coalition in
      remove(order[count - 1], from: &coalition)
    }
  }

  private func values(_ order: [Int], from start: Coalition, sign: Double) -> [Double] {
    if let values = pooled?.values(order, from: start, sign: sign, emptyValue: baselineValue) {
      return values
    }
    return values(order.count + 1, from: start) { count, coalition in
      if sign < 0 {
        remove(order[count - 1], from: &coalition)
      } else {
        add(order[count - 1], to: &coalition)
      }
    }
  }

  /// Returns the values of coalitions that differ little from one to the next.
  ///
  /// - Parameters:
  ///   - count: The number of coalitions.
  ///   - start: The first coalition.
  ///   - move: Changes a coalition to the next one; it receives the number of coalitions before that.
  /// - Returns: One value per coalition.
  func values(
    _ count: Int, from start: Coalition, _ move: (Int, inout Coalition) -> Void
  ) -> [Double] {
    logits(count, from: start, move).map(outcome.value(at:))
  }

  /// Returns the values of the game without some adjacent players.
  ///
  /// - Parameter ranges: Ranges of players.
  /// - Returns: For each range the value of the coalition of all other players.
  func values(withoutRanges ranges: [Range<Int>]) -> [Double] {
    guard pooled != nil else { return values(withoutEach: ranges) }
    return ranges.map { range in
      var rest = full
      remove(range, from: &rest)
      return value(of: rest)
    }
  }

  /// Returns the values of the game without some players.
  ///
  /// - Parameter groups: Sets of players, each without repetition.
  /// - Returns: For each set the value of the coalition of all other players.
  package func values(withoutEach groups: some Collection<some Sequence<Int>>) -> [Double] {
    values(withAndWithoutEach: groups).without
  }

  /// Returns the value of the coalition of all players together with the values without some of them.
  ///
  /// - Parameter groups: Sets of players, each without repetition.
  /// - Returns: The value of all players, and for each set that of all others.
  func values(
    withAndWithoutEach groups: some Collection<some Sequence<Int>>
  ) -> (whole: Double, without: [Double]) {
    if pooled != nil {
      let without = groups.map { group in
        var coalition = full
        for player in group { remove(player, from: &coalition) }
        return value(of: coalition)
      }
      return (value(of: full), without)
    }
    var index = groups.startIndex
    var before: [Int] = []
    // The whole review comes first, so that every set is removed by a move.
    let values = values(groups.count + 1, from: full) { _, coalition in
      for player in before { add(player, to: &coalition) }
      before = Array(groups[index])
      for player in before { remove(player, from: &coalition) }
      groups.formIndex(after: &index)
    }
    return (values[0], Array(values.dropFirst()))
  }
}

extension PooledGame {
  /// Returns the values of a coalition before and after each player of an order joins, or leaves if the sign is −1.
  ///
  /// The values equal those of ``value(of:)``, at a tenth of the cost: nothing is looked up, counted or copied from one player
  /// to the next. Studies compute hundreds of millions of these values.
  ///
  /// - Parameters:
  ///   - order: The players.
  ///   - start: The initial coalition.
  ///   - sign: 1 or −1.
  ///   - emptyValue: The value if no position is left.
  /// - Returns: One value more than players; nil unless there is one logit after at most one hidden layer.
  func values(
    _ order: [Int], from start: Coalition, sign: Double, emptyValue: Double
  ) -> [Double]? {
    guard !readout.isEmpty else { return nil }
    var remaining = [Double](repeating: start.weight, count: order.count + 1)
    // Players that are replaced, not removed, weigh nothing.
    if weights.contains(where: { $0 != 0 }) {
      for (step, player) in order.enumerated() {
        remaining[step + 1] = remaining[step] + sign * weights[player]
      }
    }
    // Without a position there is no mean; its value is replaced below.
    let scales = remaining.map { 1 / ($0 > leastWeight ? $0 : 1) }
    var values = scannedSums(
      order, of: steps, from: start.units, sign: sign, scales: scales, bias: bias,
      floor: floor[0], readout: readout)
    output.replaceLogits(in: &values, bias: readoutBias)
    for index in values.indices where !(remaining[index] > leastWeight) {
      values[index] = emptyValue
    }
    return values
  }

  /// Returns the values of a coalition without each player alone.
  ///
  /// - Parameters:
  ///   - whole: A coalition of all players.
  ///   - emptyValue: The value if no position is left.
  /// - Returns: One value per player; nil unless there is one logit after at most one hidden layer.
  func values(withoutEachOf whole: Coalition, emptyValue: Double) -> [Double]? {
    guard !readout.isEmpty else { return nil }
    let steps = steps.lanes.span
    let width = readout.count
    var units = whole.units.lanes
    return weights.indices.map { player in
      for lane in 0..<width {
        units[lane] = whole.units.lanes[lane] - steps[player * width + lane]
      }
      return value(units.span, weight: whole.weight - weights[player]) ?? emptyValue
    }
  }

  /// Returns the output for given units of the first layer before bias and activation; nil if no position is left.
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

extension Output {
  /// Replaces the logits of a model with one logit, of which each lacks a bias, by its outputs.
  ///
  /// They are identical to ``value(atLogit:)`` to the last bit.
  fileprivate func replaceLogits(in values: inout [Double], bias: Double) {
    for index in values.indices { values[index] = sign * (values[index] + bias) }
    if target == .probability { applySigmoid(to: &values) }
  }
}
