import LinearAlgebra
import Processes

/// Reviews as sequences of indices.
struct EncodedReviews: TrainingSet {
  let labels: [Double]
  /// The indices of each review.
  let indices: [[Int]]

  init(_ reviews: [(indices: [Int], label: Label)], classes: [Label]) {
    labels = classes.numbers(of: reviews.map(\.label))
    indices = reviews.map(\.indices)
  }
}

/// A network of arbitrary layers after an embedding in training: reviews are processed one at a time.
struct SequenceTrainer: Trainable {
  /// The contribution of a part of a batch to a step.
  private struct Share: Sendable {
    var loss = 0.0
    var correct = 0
    /// The indices read, and the gradient of their rows, by review.
    var rows: [(indices: [Int], gradient: Matrix)] = []
    /// Indexed by layer and parameter.
    var parameterGradients: [[Matrix]]
  }

  /// The number of reviews per unit of work.
  ///
  /// It is fixed, because it affects rounding in sums.
  private static let pieceSize = 4

  private var embedding: StripedTable
  private var layers: LearningLayers
  private var adam: Adam
  private let masksZero: Bool
  /// The index that replaces dropped words.
  private let unknown: Int

  init(
    table: Matrix, layers: [any Layer], masksZero: Bool, unknown: Int, learningRate: Double
  ) {
    embedding = StripedTable(table)
    self.layers = LearningLayers(layers)
    self.masksZero = masksZero
    self.unknown = unknown
    adam = Adam(learningRate: learningRate)
  }

  var table: Matrix { embedding.table }
  var modelLayers: [any Layer] { layers.layers }

  mutating func learn(
    from batch: ArraySlice<Int>, of reviews: EncodedReviews, dropout: WordDropout, seed: UInt64,
    jobs: Int
  ) -> (loss: Double, correct: Int) {
    let pieces = Parallel.pieces(of: batch.count, size: Self.pieceSize)
    let layers = modelLayers
    let embedding = Embedding(table: table, masksZero: masksZero)
    let unknown = unknown
    let shares = Parallel.map(pieces.count, jobs: jobs) { index in
      let piece = batch.dropFirst(pieces[index].lowerBound).prefix(pieces[index].count)
      var random = SplitMix64(seed: seed, for: "\(index)")
      var share = Share(
        parameterGradients: layers.map { layer in
          layer.parameters.map { Matrix(rows: $0.values.rows, columns: $0.values.columns) }
        })
      for review in piece {
        let indices = Self.thinned(
          reviews.indices[review], review: review, dropout: dropout, unknown: unknown)
        Self.add(
          indices, reviews.labels[review], to: &share, embedding, layers, batchSize: batch.count,
          random: &random)
      }
      return share
    }
    adam.advance()
    let width = table.lanesPerRow
    self.embedding.step(adam.stepSize, jobs: jobs) { stripe, sums in
      var sums = sums.mutableSpan
      for (indices, gradient) in shares.lazy.flatMap(\.rows) {
        let slopes = gradient.lanes.span
        for (position, index) in indices.enumerated() where index % StripedTable.count == stripe {
          let first = index / StripedTable.count * width
          for lane in 0..<width { sums[first + lane] += slopes[position * width + lane] }
        }
      }
    }
    self.layers.step(adam.stepSize, against: shares.map(\.parameterGradients))
    return (shares.reduce(0) { $0 + $1.loss }, shares.reduce(0) { $0 + $1.correct })
  }

  /// Returns the indices with some words replaced by unknown; special tokens are kept.
  private static func thinned(
    _ indices: [Int], review: Int, dropout: WordDropout, unknown: Int
  ) -> [Int] {
    indices.enumerated().map { position, index in
      index < Vocabulary.specialTokens.count
        || dropout.factor(ofEntry: review * indices.count + position) != 0 ? index : unknown
    }
  }

  /// Adds the contribution of one review: its forward and backward pass.
  private static func add(
    _ indices: [Int], _ label: Double, to share: inout Share, _ embedding: Embedding,
    _ layers: [any Layer], batchSize: Int, random: inout SplitMix64
  ) {
    var values = [embedding.forward(indices)]
    var masks = [embedding.mask(of: indices)]
    var drawn: [any Layer] = []
    for (index, layer) in layers.enumerated() {
      let input = values[index]
      let layer = layer.training(rows: input.rows, columns: input.columns, random: &random)
      drawn.append(layer)
      values.append(layer.forward(input, mask: masks[index]))
      masks.append(layer.outputMask(of: masks[index]))
    }
    let logits = values[layers.count]
    let judged = LabelLoss.judge(logits, row: 0, label: label)
    share.loss += judged.loss
    share.correct += judged.isRight ? 1 : 0
    var gradient = Matrix([
      LabelLoss.gradient(logits, row: 0, label: label).map { $0 / Double(batchSize) }
    ])
    for (index, layer) in drawn.enumerated().reversed() {
      let (input, parameters) = layer.gradients(
        gradient, input: values[index], output: values[index + 1], mask: masks[index])
      for (parameter, slope) in parameters.enumerated() {
        share.parameterGradients[index][parameter] += slope
      }
      gradient = input
    }
    share.rows.append((indices, gradient))
  }

  func logits(of reviews: EncodedReviews, jobs: Int) -> Matrix {
    let layers = modelLayers
    let embedding = Embedding(table: table, masksZero: masksZero)
    let rows = Parallel.map(reviews.count, jobs: jobs) { review in
      let indices = reviews.indices[review]
      var (value, mask) = (embedding.forward(indices), embedding.mask(of: indices))
      for layer in layers {
        value = layer.forward(value, mask: mask)
        mask = layer.outputMask(of: mask)
      }
      return (0..<value.columns).map { value[0, $0] }
    }
    return Matrix(rows: rows.count, columns: rows.first?.count ?? 1, rows.flatMap(\.self))
  }
}
