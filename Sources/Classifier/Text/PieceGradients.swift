public import LinearAlgebra

/// The embeddings of a text's pieces and the gradients of the classes' logits, as reported by a black-box classifier.
public struct PieceGradients: Hashable, Sendable {
  /// The embedding of each piece, T × D.
  public let embeddings: Matrix
  /// For each class `∂zₖ/∂E`, T × D, where the probabilities are the softmax of all `z`.
  public let logits: [Matrix]
  /// The embeddings of a text without words, T × D; zero if the classifier does not report them.
  public let baselines: Matrix

  /// Creates gradients.
  ///
  /// - Parameters:
  ///   - embeddings: T × D.
  ///   - logits: One matrix of the same shape per class.
  ///   - baselines: A matrix of the same shape; nil for zeros.
  public init(embeddings: Matrix, logits: [Matrix], baselines: Matrix? = nil) {
    self.embeddings = embeddings
    self.logits = logits
    self.baselines = baselines ?? Matrix(rows: embeddings.rows, columns: embeddings.columns)
  }
}

/// The predictions and gradients of a classifier at given embeddings.
public struct EmbeddingAnswer: Hashable, Sendable {
  /// One probability per class; they sum to 1.
  public let probabilities: [Double]
  /// For each class `∂zₖ/∂E` at these embeddings, T × D.
  public let logits: [Matrix]

  /// Creates an answer.
  public init(probabilities: [Double], logits: [Matrix]) {
    self.probabilities = probabilities
    self.logits = logits
  }
}
