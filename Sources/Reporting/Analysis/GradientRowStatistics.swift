import Attribution
import Classifier
import LinearAlgebra

/// The original experiment on one review: embeddings differ from word to word, gradients do not.
struct GradientRowStatistics {
  private let analysis: ReviewAnalysis

  init(_ analysis: ReviewAnalysis) {
    self.analysis = analysis
  }

  private var gradient: Matrix { analysis.gradient }

  /// The rows of the read words that count.
  private var words: [Int] {
    let review = analysis.rows.review
    return (review.firstPosition..<review.firstPosition + review.read.count)
      .filter(analysis.rows.counts)
  }

  /// The length of the first gradient row that counts.
  var rowLength: Double {
    gradient.row(analysis.rows.firstCounted).reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// The number of distinct sums of the words' gradient rows.
  var distinctGradientSums: Int {
    Set(words.map { gradient.row($0).reduce(0, +) }).count
  }

  /// The number of distinct means of the words' embeddings.
  var distinctEmbeddingMeans: Int {
    let embedded = analysis.rows.embedded
    return Set(words.map { embedded.row($0).reduce(0, +) }).count
  }

  /// The number of distinct words, where all unknown words are one and, with n-grams, a word differs between contexts.
  var distinctWords: Int {
    let (kinds, first) = (analysis.review.kinds, analysis.review.firstPosition)
    return Set(
      (first..<first + analysis.tokens.count).filter(analysis.explained.counts).map { kinds[$0] }
    ).count
  }

  /// The length of the gradient with respect to the average divided by that with respect to one row: L for L input rows.
  ///
  /// Both are measured: the first by the closed form of the layers after the average or, without one, by the backward pass
  /// from a single row that holds the average; the second by the general backward pass.
  var pooledRatio: Double? {
    let explained = analysis.explained
    guard explained.explainer.hasLayers, rowLength > 0 else { return nil }
    let sequential = explained.network.sequential
    guard sequential.rowStructure.collapses else { return nil }
    let row =
      explained.pooled?.gradient(atMean: explained.mean, of: explained.output.gradient(at:))
      .gradient
      ?? sequential.gradient(at: explained.mean, of: explained.output.gradient(at:)).gradient
    return row.rowDots(row)[0].squareRoot() / rowLength
  }

  /// The baseline of contributions: the page's or, if it has none, that of integrated gradients.
  var baseline: Baseline {
    analysis.start.origin.baseline ?? analysis.result(named: IntegratedGradients.self).method.method
      .baseline ?? .pad
  }

  /// The number of linear pieces of the logit between the baseline and this review.
  var pieces: Int? {
    analysis.explained.pooled?.linearPieces(
      from: baseline.row(for: analysis.explained), to: analysis.explained.mean
    ).count
  }
}
