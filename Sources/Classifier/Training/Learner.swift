import LinearAlgebra

/// Reviews as a network reads them.
package protocol LearningMaterial: Sendable {
  /// The number of each review's class: of two, 0 for negative and 1 for positive.
  var labels: [Double] { get }
}

extension LearningMaterial {
  /// The number of reviews.
  var count: Int { labels.count }
}

extension [Label] {
  /// The number of each of some classes; 0 of one that is not here.
  func numbers(of labels: [Label]) -> [Double] {
    let numbers = Dictionary(enumerated().map { ($1, Double($0)) }) { first, _ in first }
    return labels.map { numbers[$0] ?? 0 }
  }
}

/// A network while it learns.
protocol Learner {
  associatedtype Reviews: LearningMaterial

  /// The rows of the words.
  var table: Matrix { get }
  /// The layers behind the embedding, without the sigmoid at the end.
  var modelLayers: [any Layer] { get }

  /// Learns from a batch.
  ///
  /// - Parameters:
  ///   - batch: Which reviews.
  ///   - reviews: The data.
  ///   - dropout: Which words are left out.
  ///   - seed: The seed of what layers leave to chance.
  ///   - jobs: The number of workers.
  /// - Returns: The sum of the cross-entropies and the number of reviews that were classified correctly.
  mutating func learn(
    from batch: ArraySlice<Int>, of reviews: Reviews, dropout: WordDropout, seed: UInt64, jobs: Int
  ) -> (loss: Double, correct: Int)

  /// The logits of reviews.
  ///
  /// - Parameters:
  ///   - reviews: The data.
  ///   - jobs: The number of workers.
  /// - Returns: reviews × K, or × 1 of two classes.
  func logits(of reviews: Reviews, jobs: Int) -> Matrix
}

/// Layers with what Adam remembers of them.
struct LearningLayers {
  /// The layers as they are after the last step.
  private(set) var layers: [any Layer]
  private var weights: [[Adam.Weights]]

  init(_ layers: [any Layer]) {
    self.layers = layers
    weights = layers.map { layer in layer.parameters.map { Adam.Weights($0.values.lanes) } }
  }

  /// Makes a step against gradients, added up in their order.
  ///
  /// - Parameters:
  ///   - stepSize: Adam's α.
  ///   - gradients: By share of the batch, then by layer, then by parameter.
  mutating func step(_ stepSize: Double, against gradients: [[[Matrix]]]) {
    for (index, layer) in layers.enumerated() {
      var values = layer.parameters.map(\.values)
      for parameter in values.indices {
        var sum = Matrix(rows: values[parameter].rows, columns: values[parameter].columns)
        for share in gradients { sum += share[index][parameter] }
        weights[index][parameter].step(stepSize, against: sum.lanes)
        values[parameter].lanes = weights[index][parameter].values
      }
      layers[index] = layer.replacingParameters(with: values)
    }
  }
}
