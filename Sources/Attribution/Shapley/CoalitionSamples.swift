import LinearAlgebra

/// Weighted coalitions of a game, whose values enter a regression.
///
/// After average pooling a value is computed at once; otherwise values are computed in batches.
struct CoalitionSamples {
  /// A coalition that waits for its value.
  private struct Sample {
    let order: [Int]
    let present: Int
    let weight: Double
  }

  private let game: CoalitionGame
  private let origin: Double
  private var regression: MaskRegression
  private var pending: [Sample] = []

  /// Creates a regression without samples.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - origin: The number that is subtracted from every value.
  init(of game: CoalitionGame, countedFrom origin: Double) {
    self.game = game
    self.origin = origin
    regression = MaskRegression(features: game.players.count)
  }

  /// Adds a coalition.
  ///
  /// - Parameters:
  ///   - present: The number of its players.
  ///   - order: All players, beginning with those of the coalition.
  ///   - weight: Its weight.
  mutating func add(ofFirst present: Int, in order: [Int], weight: Double) {
    guard game.pooled == nil else {
      let value = game.value(ofFirst: present, in: order)
      return regression.add(ones: present, of: order, value: value - origin, weight: weight)
    }
    pending.append(Sample(order: order, present: present, weight: weight))
    if pending.count == CoalitionGame.batchSize { evaluate() }
  }

  /// Returns the regression of all samples.
  mutating func finished() -> MaskRegression {
    evaluate()
    return regression
  }

  private mutating func evaluate() {
    // The first coalition of the batch is the empty one, from which the first sample is a move like any other.
    let values = game.values(pending.count + 1, from: game.empty) { index, coalition in
      let sample = pending[index - 1]
      for (place, player) in sample.order.enumerated() {
        coalition.members[player] = place < sample.present
      }
    }
    for (sample, value) in zip(pending, values.dropFirst()) {
      regression.add(
        ones: sample.present, of: sample.order, value: value - origin, weight: sample.weight)
    }
    pending = []
  }
}
