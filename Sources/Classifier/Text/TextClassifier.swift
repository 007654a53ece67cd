public import LinearAlgebra
public import SourceText

/// A classifier of which nothing is known but what it answers: texts go in, probabilities come out.
///
/// It can be a program in any language; then everything that can be said of it is said by taking words out of texts.
public protocol TextClassifier: Sendable {
  /// What tells it from any other classifier, its weights included.
  var identity: String { get }
  /// The names of the classes, at least two, in the order of the probabilities.
  var classes: [String] { get }

  /// Cuts a text into its words and pieces, as the classifier sees them.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The words, which of them are read, and the rows of the embeddings.
  /// - Throws: What went wrong.
  func tokens(of text: String) throws(Diagnostics) -> TextTokens

  /// Classifies texts.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - review: The review that they are variations of, by which answers may be kept.
  /// - Returns: For each text a probability for each class; they add up to one.
  /// - Throws: What went wrong.
  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]]

  /// Whether it gives gradients.
  var givesGradients: Bool { get }

  /// Differentiates at a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - pieces: The number of its pieces, T.
  /// - Returns: A row for each piece.
  /// - Throws: What went wrong.
  func gradients(of text: String, pieces: Int) throws(Diagnostics) -> PieceGradients

  /// Whether it answers at embeddings that it is given.
  var answersEmbeddings: Bool { get }

  /// Classifies and differentiates at embeddings that stand in the place of a text's own.
  ///
  /// - Parameters:
  ///   - embeddings: One or more matrices, T × D each.
  ///   - text: The text, whose pieces they belong to.
  /// - Returns: An answer for each.
  /// - Throws: What went wrong.
  func answers(
    at embeddings: [Matrix], of text: String
  ) throws(Diagnostics) -> [EmbeddingAnswer]
}

extension TextClassifier {
  /// Most give none.
  public var givesGradients: Bool { false }

  /// There are none.
  public func gradients(of text: String, pieces: Int) throws(Diagnostics) -> PieceGradients {
    throw Diagnostics([Diagnostic("the classifier '\(identity)' gives no gradients")])
  }

  /// Most do not.
  public var answersEmbeddings: Bool { false }

  /// There are none.
  public func answers(
    at embeddings: [Matrix], of text: String
  ) throws(Diagnostics) -> [EmbeddingAnswer] {
    throw Diagnostics([
      Diagnostic("the classifier '\(identity)' does not answer at given embeddings")
    ])
  }

  /// The words of Keras' `Tokenizer`, a piece each: punctuation separates them, the apostrophe belongs to its word.
  public func tokens(of text: String) throws(Diagnostics) -> TextTokens {
    TextTokens(words: Standardization.tokenizer.words(in: text).map(\.range))
  }
}
