import Classifier
public import LinearAlgebra

/// The input that stands for "nothing there": every position holds the same row.
public enum Baseline: String, CaseIterable, Sendable {
  /// The embedding of `<PAD>`: the review without words, which the classifier knows since padding is averaged in.
  case pad
  /// The zero vector, which no token has.
  case zero
  /// The embedding of `<UNK>`: a review of unknown words.
  case unknown
  /// The mean embedding of the vocabulary.
  case mean

  /// What it is, in a few words.
  public var summary: String {
    switch self {
    case .pad: "the embedding of padding"
    case .zero: "the zero vector"
    case .unknown: "the embedding of unknown words"
    case .mean: "the mean embedding of the vocabulary"
    }
  }

  /// The row that every position holds.
  ///
  /// - Parameter review: The review that is explained.
  /// - Returns: 1 × D.
  public func row(for review: ExplainedReview) -> Matrix {
    let table = review.model.sequential.embedding.table
    let vocabulary = review.model.text.vocabulary
    var row = Matrix(rows: 1, columns: table.columns)
    switch self {
    case .pad: row.setRow(0, to: table, row: vocabulary.padding)
    case .unknown: row.setRow(0, to: table, row: vocabulary.unknown)
    case .zero: break
    case .mean: row = table.rowMean
    }
    return row
  }

  /// The embedding matrix whose positions all hold the baseline's row.
  ///
  /// - Parameter review: The review that is explained.
  /// - Returns: L × D.
  public func matrix(for review: ExplainedReview) -> Matrix {
    let row = row(for: review)
    var matrix = Matrix(rows: review.embedded.rows, columns: row.columns)
    for position in 0..<matrix.rows { matrix.setRow(position, to: row, row: 0) }
    return matrix
  }

  /// The output `F` at the baseline: what an empty review gets.
  public func value(for review: ExplainedReview) -> Double {
    guard let pooled = review.pooled else { return review.value(at: matrix(for: review)) }
    return review.target.value(atLogit: pooled.logit(atMean: row(for: review)))
  }
}
