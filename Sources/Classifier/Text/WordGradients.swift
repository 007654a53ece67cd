public import LinearAlgebra

/// The embeddings of a text's words, and how the logits of the classes move with them, as a classifier tells it that is not
/// looked into.
public struct WordGradients: Hashable, Sendable {
  /// The embedding of each word, T × D.
  public let embeddings: Matrix
  /// For each class `∂zₖ/∂E`, T × D, where the softmax of all `z` is the probabilities.
  public let logits: [Matrix]

  /// Creates gradients.
  ///
  /// - Parameters:
  ///   - embeddings: T × D.
  ///   - logits: For each class a matrix of the same shape.
  public init(embeddings: Matrix, logits: [Matrix]) {
    self.embeddings = embeddings
    self.logits = logits
  }
}
