import Classifier
package import LinearAlgebra

/// A comparison of a review's rows: embeddings differ from word to word; after average pooling gradients do not.
package struct GradientRowStatistics: Sendable {
  /// The length of the first gradient row that counts; 0 without rows.
  package let rowLength: Double
  /// The number of distinct sums of the words' gradient rows.
  package let distinctGradientSums: Int
  /// The number of distinct means of the words' embeddings.
  package let distinctEmbeddingMeans: Int
  /// The number of distinct words, where all unknown words are one and, with n-grams, a word differs between contexts.
  package let distinctWords: Int
  /// The length of the gradient with respect to the average divided by that with respect to one row: L for L input rows.
  ///
  /// Both are measured: the first by the closed form of the layers after the average or, without one, by the backward pass
  /// from a single row that holds the average; the second by the general backward pass. Nil if the rows are not averaged.
  package let pooledRatio: Double?

  /// Measures the rows.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - rows: The review in the space of its gradient, ``ReviewInput/atEmbeddings``.
  ///   - gradient: `∂F/∂E` of `rows`, L × D.
  package init(_ review: ReviewInput, rows: ReviewInput, gradient: Matrix) {
    let read = rows.review.firstPosition..<rows.review.firstPosition + rows.review.read.count
    let words = read.filter(rows.isUnmasked)
    let embedded = rows.embedded
    let rowLength =
      rows.length == 0
      ? 0 : gradient.row(rows.firstUnmasked).reduce(0) { $0 + $1 * $1 }.squareRoot()
    self.rowLength = rowLength
    distinctGradientSums = Set(words.map { gradient.row($0).reduce(0, +) }).count
    distinctEmbeddingMeans = Set(words.map { embedded.row($0).reduce(0, +) }).count
    let (kinds, first) = (review.review.kinds, review.review.firstPosition)
    distinctWords =
      Set(
        (first..<first + review.review.read.count).filter(review.isUnmasked).map { kinds[$0] }
      ).count
    pooledRatio = Self.meanGradientLength(review).flatMap { rowLength > 0 ? $0 / rowLength : nil }
  }

  private static func meanGradientLength(_ review: ReviewInput) -> Double? {
    guard review.explainer.hasLayers else { return nil }
    let sequential = review.network.sequential
    guard sequential.rowStructure.collapses else { return nil }
    let row =
      review.pooled?.gradient(atMean: review.mean, of: review.output.gradient(at:)).gradient
      ?? sequential.gradient(at: review.mean, of: review.output.gradient(at:)).gradient
    return row.rowDots(row)[0].squareRoot()
  }
}
