import Classifier
public import LinearAlgebra

/// The input that represents an absence of words: every position holds the same row.
public enum Baseline: String, CaseIterable, Sendable {
  /// The embedding of `<PAD>`: an empty review, which the classifier has seen because padding is averaged in.
  case pad
  /// The zero vector, which is not the embedding of any token.
  case zero
  /// The embedding of `<UNK>`: a review of out-of-vocabulary words.
  case unknown
  /// The mean embedding of the vocabulary.
  case mean
  /// The mean embedding of the words of the background reviews; that of the vocabulary if there are none.
  case corpusMean = "corpus-mean"
  /// The row nearest to that of padding at which the model is undecided: the class has a probability of ½.
  case neutral

  /// A short description, as a noun phrase.
  public var summary: String {
    switch self {
    case .pad: "the embedding of padding"
    case .zero: "the zero vector"
    case .unknown: "the out-of-vocabulary embedding"
    case .mean: "the mean embedding of the vocabulary"
    case .corpusMean: "the mean embedding of the words of the background reviews"
    case .neutral: "the row nearest to padding at which the model is undecided"
    }
  }

  /// Returns the row that every position holds.
  ///
  /// - Parameter review: The explained review; the row is the same for every review of its explainer.
  /// - Returns: 1 × D.
  public func row(for review: ReviewInput) -> Matrix {
    review.explainer.baselineRows[self] ?? Matrix(rows: 1, columns: review.dimensions)
  }

  /// Returns the embedding matrix whose positions all hold the baseline's row.
  ///
  /// - Parameter review: The explained review.
  /// - Returns: L × D.
  public func matrix(for review: ReviewInput) -> Matrix {
    PathStart(self, of: review).matrix(positions: review.length)
  }

  /// Returns the output `F` at the baseline.
  public func value(for review: ReviewInput) -> Double {
    review.output.value(at: logits(for: review))
  }

  /// Returns the logits at the baseline, 1 × K.
  func logits(for review: ReviewInput) -> Matrix {
    guard let pooled = review.pooled else { return review.logits(at: matrix(for: review)) }
    // If all positions are masked, the average is zero, whatever the rows hold.
    let row =
      review.positionWeight == 0 ? Matrix(rows: 1, columns: review.dimensions) : row(for: review)
    return pooled.logits(atMean: row)
  }
}
