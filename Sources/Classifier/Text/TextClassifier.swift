public import LinearAlgebra
public import SourceText

/// A black-box classifier: texts in, probabilities out.
///
/// It can be a program in any language; it is then explained only by removing words from texts.
public protocol TextClassifier: Sendable {
  /// A string that distinguishes it from other classifiers, including its weights.
  var identity: String { get }
  /// The names of the classes, at least two, in the order of the probabilities.
  var classes: [String] { get }

  /// Splits a text into words and pieces as the classifier does.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The words, the range of words read, and the rows of the embeddings.
  /// - Throws: Errors of the classifier.
  func tokens(of text: String) throws(Diagnostics) -> TextTokens

  /// Classifies texts.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - review: The review of which the texts are variations, which may serve as a cache key.
  /// - Returns: For each text, one probability per class; they sum to 1.
  /// - Throws: Errors of the classifier.
  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]]

  /// Whether it returns gradients.
  var givesGradients: Bool { get }

  /// Computes gradients at a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - pieces: The number of its pieces, T.
  /// - Returns: One row per piece.
  /// - Throws: Errors of the classifier.
  func gradients(of text: String, pieces: Int) throws(Diagnostics) -> PieceGradients

  /// Whether it computes predictions at given embeddings.
  var answersEmbeddings: Bool { get }

  /// Computes predictions and gradients at embeddings that replace those of a text.
  ///
  /// - Parameters:
  ///   - embeddings: One or more matrices, each T × D.
  ///   - text: The text whose pieces they belong to.
  /// - Returns: One answer per matrix.
  /// - Throws: Errors of the classifier.
  func answers(
    at embeddings: [Matrix], of text: String
  ) throws(Diagnostics) -> [EmbeddingAnswer]
}

extension TextClassifier {
  /// Default: no gradients.
  public var givesGradients: Bool { false }

  /// Default: throws.
  public func gradients(of text: String, pieces: Int) throws(Diagnostics) -> PieceGradients {
    throw Diagnostics([Diagnostic("the classifier '\(identity)' does not return gradients")])
  }

  /// Default: no predictions at embeddings.
  public var answersEmbeddings: Bool { false }

  /// Default: throws.
  public func answers(
    at embeddings: [Matrix], of text: String
  ) throws(Diagnostics) -> [EmbeddingAnswer] {
    throw Diagnostics([
      Diagnostic("the classifier '\(identity)' does not accept embeddings")
    ])
  }

  /// Default: the words of Keras's `Tokenizer`, one piece each; punctuation separates words, but an apostrophe is part of its
  /// word.
  public func tokens(of text: String) throws(Diagnostics) -> TextTokens {
    TextTokens(words: Standardization.tokenizer.words(in: text).map(\.range))
  }
}
