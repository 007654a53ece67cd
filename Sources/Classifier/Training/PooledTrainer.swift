import LinearAlgebra
import Processes

/// A network of the form *embedding → average → …* in training.
struct PooledTrainer: Trainable {
  /// The contribution of a part of a batch to a step.
  private struct Share: Sendable {
    var loss = 0.0
    var correct = 0
    /// The gradient of each review's mean, reviews × D.
    var gradients: Matrix
    /// Indexed by layer and parameter.
    var parameterGradients: [[Matrix]]
  }

  /// The number of reviews per unit of work.
  ///
  /// It is fixed, because it affects rounding in sums.
  private static let pieceSize = 32

  private var embedding: StripedTable
  /// The layers after the average.
  private var layers: LearningLayers
  private var adam: Adam

  init(table: Matrix, layers: [any Layer], learningRate: Double) {
    embedding = StripedTable(table)
    self.layers = LearningLayers(layers)
    adam = Adam(learningRate: learningRate)
  }

  var table: Matrix { embedding.table }
  var modelLayers: [any Layer] { [GlobalAveragePooling1D()] + layers.layers }

  mutating func learn(
    from batch: ArraySlice<Int>, of reviews: PooledReviews, dropout: WordDropout, seed: UInt64,
    jobs: Int
  ) -> (loss: Double, correct: Int) {
    let pieces = Parallel.pieces(of: batch.count, size: Self.pieceSize)
    let table = embedding.table
    let layers = layers.layers
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
    embedding.step(adam.stepSize, jobs: jobs) { [gradients] stripe, sums in
      reviews.addRowGradients(
        to: &sums, stripe: stripe, reviews: batch, gradients: gradients, dropout: dropout)
    }
    self.layers.step(adam.stepSize, against: shares.map(\.parameterGradients))
    return (shares.reduce(0) { $0 + $1.loss }, shares.reduce(0) { $0 + $1.correct })
  }

  /// Performs the forward and backward passes of some reviews.
  private static func share(
    means: Matrix, labels: [Double], batchSize: Int, layers: [any Layer]
  ) -> Share {
    var values = [means]
    for layer in layers { values.append(layer.forward(values[values.count - 1])) }
    let logits = values[values.count - 1]
    var gradient = Matrix(rows: labels.count, columns: logits.columns)
    var share = Share(gradients: gradient, parameterGradients: [])
    for (row, label) in labels.enumerated() {
      let judged = LabelLoss.judge(logits, row: row, label: label)
      share.loss += judged.loss
      share.correct += judged.isRight ? 1 : 0
      for (column, slope) in LabelLoss.gradient(logits, row: row, label: label).enumerated() {
        gradient[row, column] = slope / Double(batchSize)
      }
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

  func logits(of reviews: PooledReviews, jobs: Int) -> Matrix {
    let pieces = Parallel.pieces(of: reviews.count, size: Self.pieceSize)
    let all = Array(0..<reviews.count)
    let table = embedding.table
    let layers = layers.layers
    let rows = Parallel.map(pieces.count, jobs: jobs) { index in
      let means = reviews.means(of: all[pieces[index]], table: table, dropout: .none)
      let logits = layers.reduce(means) { $1.forward($0) }
      return (0..<logits.rows).map { row in (0..<logits.columns).map { logits[row, $0] } }
    }.flatMap(\.self)
    return Matrix(rows: rows.count, columns: rows.first?.count ?? 1, rows.flatMap(\.self))
  }
}
