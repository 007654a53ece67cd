import LinearAlgebra

/// Reviews in the form a network reads.
package protocol TrainingSet: Sendable {
  /// The class index of each review; for two classes, 0 for negative and 1 for positive.
  var labels: [Double] { get }
}

extension TrainingSet {
  /// The number of reviews.
  var count: Int { labels.count }
}

extension [Label] {
  /// Returns the indices of classes; 0 for a class that is not in the list.
  func numbers(of labels: [Label]) -> [Double] {
    let numbers = Dictionary(enumerated().map { ($1, Double($0)) }) { first, _ in first }
    return labels.map { numbers[$0] ?? 0 }
  }
}

/// A network in training.
protocol Trainable {
  associatedtype Reviews: TrainingSet

  /// The embedding.
  var table: Matrix { get }
  /// The layers after the embedding, without the final sigmoid.
  var modelLayers: [any Layer] { get }

  /// Performs a training step on a batch.
  ///
  /// - Parameters:
  ///   - batch: The indices of the reviews.
  ///   - reviews: The data.
  ///   - dropout: The word dropout.
  ///   - seed: The seed for random layers.
  ///   - jobs: The number of workers.
  /// - Returns: The sum of the cross-entropies and the number of correctly classified reviews.
  mutating func learn(
    from batch: ArraySlice<Int>, of reviews: Reviews, dropout: WordDropout, seed: UInt64, jobs: Int
  ) -> (loss: Double, correct: Int)

  /// Returns the logits of reviews.
  ///
  /// - Parameters:
  ///   - reviews: The data.
  ///   - jobs: The number of workers.
  /// - Returns: reviews × K, or × 1 for two classes.
  func logits(of reviews: Reviews, jobs: Int) -> Matrix
}

/// Layers with the state of Adam.
struct LearningLayers {
  /// The layers after the last step.
  private(set) var layers: [any Layer]
  private var weights: [[Adam.Weights]]

  init(_ layers: [any Layer]) {
    self.layers = layers
    weights = layers.map { layer in layer.parameters.map { Adam.Weights($0.values.lanes) } }
  }

  /// Updates the layers with gradients, summed in their order.
  ///
  /// - Parameters:
  ///   - stepSize: Adam's α.
  ///   - gradients: Indexed by part of the batch, layer and parameter.
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
