import LinearAlgebra

/// A network of the form *embedding → average → …* while it learns.
struct Network {
  /// What a part of a batch contributes to a step.
  private struct Share: Sendable {
    var loss = 0.0
    var correct = 0
    /// The gradient of each review's mean, reviews × D.
    var gradients: Matrix
    /// By layer, then by parameter.
    var parameterGradients: [[Matrix]]
  }

  /// The number of reviews that are one piece of work. It decides how sums are rounded, so it is fixed.
  private static let pieceSize = 32

  private var embedding: StripedTable
  /// The layers behind the average, without the sigmoid at the end.
  private(set) var layers: [any Layer]
  private var weights: [[Adam.Weights]]
  private var adam: Adam

  init(table: Matrix, layers: [any Layer], learningRate: Double) {
    embedding = StripedTable(table)
    self.layers = layers
    weights = layers.map { layer in layer.parameters.map { Adam.Weights($0.values.lanes) } }
    adam = Adam(learningRate: learningRate)
  }

  /// The rows of the words.
  var table: Matrix { embedding.table }

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
    from batch: ArraySlice<Int>, of reviews: PooledReviews, dropout: WordDropout, seed: UInt64,
    jobs: Int
  ) -> (loss: Double, correct: Int) {
    let pieces = Parallel.pieces(of: batch.count, size: Self.pieceSize)
    let table = embedding.table
    let layers = layers
    let shares = Parallel.map(pieces.count, jobs: jobs) { index in
      let piece = batch.dropFirst(pieces[index].lowerBound).prefix(pieces[index].count)
      var random = SplitMix64(seed: seed, for: "\(index)")
      let drawn = layers.map { layer in
        layer.training(
          rows: piece.count, columns: layer.parameters.first?.values.rows ?? table.columns,
          random: &random)
      }
      return Self.share(
        means: reviews.means(of: piece, table: table, dropout: dropout),
        labels: piece.map { reviews.labels[$0] }, batchSize: batch.count, layers: drawn)
    }
    adam.advance()
    var gradients = Matrix(rows: batch.count, columns: table.columns)
    for (piece, share) in zip(pieces, shares) {
      for row in piece { gradients.setRow(row, to: share.gradients, row: row - piece.lowerBound) }
    }
    embedding.step(
      adam.stepSize, reviews: reviews, batch: batch, gradients: gradients, dropout: dropout,
      jobs: jobs)
    stepLayers(with: shares.map(\.parameterGradients))
    return (shares.reduce(0) { $0 + $1.loss }, shares.reduce(0) { $0 + $1.correct })
  }

  /// The forward and backward pass of some reviews.
  private static func share(
    means: Matrix, labels: [Double], batchSize: Int, layers: [any Layer]
  ) -> Share {
    var values = [means]
    for layer in layers { values.append(layer.forward(values[values.count - 1])) }
    let logits = values[values.count - 1]
    var gradient = Matrix(rows: labels.count, columns: 1)
    var share = Share(gradients: gradient, parameterGradients: [])
    for (row, label) in labels.enumerated() {
      let logit = logits[row, 0]
      share.loss += crossEntropy(logit: logit, label: label)
      share.correct += (logit >= 0) == (label == 1) ? 1 : 0
      gradient[row, 0] = (sigmoid(logit) - label) / Double(batchSize)
    }
    for (index, layer) in layers.enumerated().reversed() {
      let (input, output) = (values[index], values[index + 1])
      share.parameterGradients.insert(
        layer.parameterGradients(gradient, input: input, output: output), at: 0)
      gradient = layer.backward(gradient, input: input, output: output)
    }
    share.gradients = gradient
    return share
  }

  private mutating func stepLayers(with gradients: [[[Matrix]]]) {
    for (index, layer) in layers.enumerated() {
      var values = layer.parameters.map(\.values)
      for parameter in values.indices {
        var sum = Matrix(rows: values[parameter].rows, columns: values[parameter].columns)
        for share in gradients { sum += share[index][parameter] }
        weights[index][parameter].step(adam.stepSize, against: sum.lanes)
        values[parameter].lanes = weights[index][parameter].values
      }
      layers[index] = layer.replacingParameters(with: values)
    }
  }

  /// The logits of reviews.
  ///
  /// - Parameters:
  ///   - reviews: The data.
  ///   - jobs: The number of workers.
  /// - Returns: A logit for each review.
  func logits(of reviews: PooledReviews, jobs: Int) -> [Double] {
    let pieces = Parallel.pieces(of: reviews.count, size: Self.pieceSize)
    let all = Array(0..<reviews.count)
    let table = embedding.table
    let layers = layers
    return Parallel.map(pieces.count, jobs: jobs) { index in
      let means = reviews.means(of: all[pieces[index]], table: table, dropout: .none)
      let logits = layers.reduce(means) { $1.forward($0) }
      return (0..<logits.rows).map { logits[$0, 0] }
    }.flatMap(\.self)
  }
}
