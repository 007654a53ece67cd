package import Classifier
package import LinearAlgebra

/// A review as a network with average pooling reads it, without the layers of the general case.
///
/// It is the part of ``ReviewInput`` that compiles as Embedded Swift: the same rows, mean, closed forms and sums, so that its
/// numbers are those of ``Explainer`` to the last bit.
package struct PooledReview {
  /// The review.
  package let review: EncodedReview
  /// The pre-activations of every layer; the last are the logits.
  private let states: [Matrix]
  private let rows: ReviewRows
  private let network: PooledNetwork
  private let embedding: Embedding
  private let shares: PositionShares

  /// Classifies a review.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - embedding: The embedding of the network.
  ///   - network: The layers after the average.
  package init(_ review: EncodedReview, in embedding: Embedding, by network: PooledNetwork) {
    self.review = review
    self.network = network
    self.embedding = embedding
    rows = ReviewRows(review, in: embedding)
    states = network.states(atMean: rows.mean)
    shares = PositionShares(length: review.indices.count, mask: rows.mask)
  }

  /// The logits, 1 × K.
  package var logits: Matrix { states[states.count - 1] }

  /// The number of unmasked positions.
  package var counted: Int {
    rows.mask.map { mask in mask.count { $0 } } ?? review.indices.count
  }

  /// Returns the logits of a review whose unmasked positions all hold one row, 1 × K.
  ///
  /// - Parameter row: The row, 1 × D.
  /// - Returns: The logits at the baseline.
  package func logits(atStart row: Matrix) -> Matrix { network.logits(atMean: mean(ofStart: row)) }

  /// Without unmasked positions the mean is zero, whatever the positions hold.
  private func mean(ofStart row: Matrix) -> Matrix {
    shares.weight == 0 ? Matrix(rows: 1, columns: row.columns) : row
  }

  /// Returns the contribution of each position: exact integrated gradients.
  ///
  /// - Parameters:
  ///   - start: The row of the baseline, 1 × D.
  ///   - output: The output.
  /// - Returns: One number per position, in the unit of the output.
  private func contributions(from start: Matrix, to output: Output) -> [Double] {
    let gradient = network.integratedGradient(
      from: mean(ofStart: start), to: rows.mean, of: output)
    // Each product is computed separately, so that a row that holds the baseline yields exactly zero.
    var sums = rows.dots(withRow: gradient)
    start.subtractDots(withRow: gradient, from: &sums)
    return shares.of(sums)
  }

  /// Returns the row of the gradient that all unmasked positions share, by the backward pass through every layer.
  ///
  /// - Parameter output: The output.
  /// - Returns: `∂F/∂eₜ`, 1 × D.
  package func gradientRow(of output: Output) -> Matrix {
    // Layers are linear or rectified; the steps are those of `Dense`, without the other activations.
    var value = rows.mean
    var values: [Matrix] = []
    for layer in network.layers {
      let sums = layer.sums(of: value)
      value = layer.activation == .relu ? Activation.rectified(sums) : sums
      values.append(value)
    }
    var gradient = output.gradient(at: value)
    for (layer, value) in zip(network.layers, values).reversed() {
      gradient = layer.inputGradient(
        of: layer.activation == .relu
          ? Activation.rectifiedGradient(gradient, output: value) : gradient)
    }
    // Without unmasked positions there is no gradient.
    return shares.weight == 0
      ? Matrix(rows: 1, columns: gradient.columns)
      : GlobalAveragePooling1D.share(
        of: gradient, mask: rows.mask, positions: review.indices.count)
  }

  /// An explanation by exact integrated gradients.
  package struct Explanation {
    /// The output at the review and at the baseline.
    package let (value, start): (Double, Double)
    /// One number for each token that the model reads, in reading order.
    package let scores: [Double]
    /// The sums over padding, over special tokens, and over all positions.
    package let (padding, specialTokens, sum): (Double, Double, Double)
  }

  /// Explains an output.
  ///
  /// - Parameters:
  ///   - output: The output.
  ///   - start: The row of the baseline, 1 × D.
  /// - Returns: The numbers of the method ``IntegratedGradients`` with the exact rule.
  package func explanation(of output: Output, from start: Matrix) -> Explanation {
    let sums = PositionSums(contributions(from: start, to: output), of: review)
    return Explanation(
      value: output.value(at: logits), start: output.value(at: logits(atStart: start)),
      scores: sums.scores, padding: sums.padding, specialTokens: sums.specialTokens, sum: sums.sum)
  }

  /// Returns the words of the vocabulary to which a gradient row points.
  ///
  /// - Parameters:
  ///   - gradient: The gradient of a position, 1 × D.
  ///   - start: The row of the baseline, 1 × D.
  ///   - vocabulary: The words.
  ///   - count: The number of words.
  /// - Returns: The index of each word in the vocabulary, and the change of the output to first order if the word stood in
  ///   the place of the baseline; the largest first.
  package func words(
    along gradient: Matrix, from start: Matrix, of vocabulary: Vocabulary, count: Int
  ) -> [(index: Int, change: Double)] {
    let here = dot(start.lanes.span, gradient.lanes.span)
    let found = StrongestChanges.along(
      gradient.lanes, scale: review.mixture?.scale ?? 1, from: here, in: embedding.table,
      vocabulary, count: count)
    return found.up.members.map { ($0.index, $0.strength) }
  }
}
