public import LinearAlgebra

/// The embeddings of a text's pieces, and how the logits of the classes move with them, as a classifier tells it that is
/// not looked into.
public struct PieceGradients: Hashable, Sendable {
  /// The embedding of each piece, T × D.
  public let embeddings: Matrix
  /// For each class `∂zₖ/∂E`, T × D, where the softmax of all `z` is the probabilities.
  public let logits: [Matrix]
  /// The embeddings of a text without words, T × D; zero where the classifier names none.
  public let baselines: Matrix

  /// Creates gradients.
  ///
  /// - Parameters:
  ///   - embeddings: T × D.
  ///   - logits: For each class a matrix of the same shape.
  ///   - baselines: A matrix of the same shape; nil for zeros.
  public init(embeddings: Matrix, logits: [Matrix], baselines: Matrix? = nil) {
    self.embeddings = embeddings
    self.logits = logits
    self.baselines = baselines ?? Matrix(rows: embeddings.rows, columns: embeddings.columns)
  }
}

/// The answer of a classifier at given embeddings.
public struct EmbeddingAnswer: Hashable, Sendable {
  /// A probability for each class; they add up to one.
  public let probabilities: [Double]
  /// For each class `∂zₖ/∂E` there, T × D.
  public let logits: [Matrix]

  /// Creates an answer.
  public init(probabilities: [Double], logits: [Matrix]) {
    self.probabilities = probabilities
    self.logits = logits
  }
}
