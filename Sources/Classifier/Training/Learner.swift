import LinearAlgebra

/// Reviews as a network reads them.
package protocol LearningMaterial: Sendable {
  /// 1 for positive reviews, 0 for negative ones.
  var labels: [Double] { get }
}

extension LearningMaterial {
  /// The number of reviews.
  var count: Int { labels.count }
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
  /// - Returns: A logit for each review.
  func logits(of reviews: Reviews, jobs: Int) -> [Double]
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
