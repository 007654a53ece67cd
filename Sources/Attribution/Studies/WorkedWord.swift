import LinearAlgebra

/// The integrated gradients of one word, written out by dimension.
///
///     aₜ = 1/n · Σ_d (e_{td} − b_{td}) · G_{td}
///
/// `G` is the gradient averaged along the path from the baseline to the review: with a closed form, that with respect to the
/// mean of the `n` unmasked positions; otherwise that with respect to the word's own row, and `n` is 1.
package struct WorkedWord: Sendable {
  /// One term of the sum.
  package struct Dimension: Sendable {
    /// The index of the dimension, from 0.
    package let index: Int
    /// The entry of the word's embedding.
    package let embedding: Double
    /// The entry of the baseline at the word's position.
    package let baseline: Double
    /// The entry of the averaged gradient; nil if it is unknown, because embedding and baseline are equal.
    package let gradient: Double?
    /// `(e − b) · G`.
    package let product: Double
  }

  /// All dimensions in order.
  package let dimensions: [Dimension]
  /// The divisor `n`.
  package let divisor: Int

  /// The sum of the products.
  package var sum: Double { dimensions.reduce(0) { $0 + $1.product } }
  /// The attribution of the word in the unit of the output.
  package var attribution: Double { divisor == 0 ? 0 : sum / Double(divisor) }

  /// Computes the terms.
  ///
  /// - Parameters:
  ///   - review: The review in the space of its gradient, with embeddings at any point.
  ///   - position: The position of the word.
  ///   - baseline: The start of the path.
  /// - Complexity: That of integrated gradients with their default options.
  package init(_ review: ReviewInput, position: Int, from baseline: Baseline) {
    let start = PathStart(baseline, of: review)
    let ends = review.embedded.row(position)
    let starts = start.rows.row(min(position, start.rows.rows - 1))
    guard let pooled = review.pooled else {
      let products = IntegratedPath().integral(from: start, to: review) { points, distance in
        review.gradients(at: points).map { $0.multipliedByEntries(of: distance) }
      }.row(position)
      dimensions = ends.indices.map { index in
        let distance = ends[index] - starts[index]
        return Dimension(
          index: index, embedding: ends[index], baseline: starts[index],
          gradient: distance == 0 ? nil : products[index] / distance, product: products[index])
      }
      divisor = 1
      return
    }
    let gradient = pooled.integratedGradient(
      from: start.mean, to: review.mean, of: review.output
    ).row(0)
    dimensions = ends.indices.map { index in
      Dimension(
        index: index, embedding: ends[index], baseline: starts[index], gradient: gradient[index],
        product: (ends[index] - starts[index]) * gradient[index])
    }
    divisor =
      review.isUnmasked(position) ? (0..<review.length).count(where: review.isUnmasked) : 0
  }
}
