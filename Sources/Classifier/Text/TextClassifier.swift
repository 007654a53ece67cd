public import LinearAlgebra
public import SourceText

/// A classifier of texts: everything that explanations may query, by its level of access.
///
/// A classifier implements ``identity``, ``classes`` and ``probabilities(of:about:)``; the rest has defaults. If it declares more
/// ``access`` than predictions, it also implements what that level adds:
///
/// - ``ModelAccess/gradientAtInput``: ``gradients(of:pieces:)`` and, if its pieces are not words, ``tokens(of:)``.
/// - ``ModelAccess/gradientAnywhere``: also ``answers(at:of:)``.
/// - ``ModelAccess/layers``: also ``network``.
public protocol TextClassifier: Sendable {
  /// A string that distinguishes it from other classifiers, including its weights.
  var identity: String { get }
  /// The classes, at least two, in the order of the probabilities.
  var classes: [Label] { get }
  /// The access that it offers.
  var access: ModelAccess { get }
  /// The text that replaces a missing word, for example `[MASK]`; nil if the word is removed from the text.
  ///
  /// It does not apply to a classifier with layers, whose missing words are replaced by the embedding of a baseline.
  var maskToken: String? { get }

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

  /// Computes gradients at a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - pieces: The number of its pieces, T.
  /// - Returns: One row per piece.
  /// - Throws: Errors of the classifier.
  func gradients(of text: String, pieces: Int) throws(Diagnostics) -> PieceGradients

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

  /// The network with its layers; nil unless the access is ``ModelAccess/layers``.
  var network: Model? { get }
}

extension TextClassifier {
  /// Default: predictions only.
  public var access: ModelAccess { .predictions }

  /// Default: a missing word is removed from the text.
  public var maskToken: String? { nil }

  /// Default: no layers.
  public var network: Model? { nil }

  /// Default: throws.
  public func gradients(of text: String, pieces: Int) throws(Diagnostics) -> PieceGradients {
    throw Diagnostics("the classifier '\(identity)' does not return gradients")
  }

  /// Default: throws.
  public func answers(
    at embeddings: [Matrix], of text: String
  ) throws(Diagnostics) -> [EmbeddingAnswer] {
    throw Diagnostics("the classifier '\(identity)' does not accept embeddings")
  }

  /// Default: the words of Keras's `Tokenizer`, one piece each; punctuation separates words, but an apostrophe is part of its
  /// word.
  public func tokens(of text: String) throws(Diagnostics) -> TextTokens {
    TextTokens(words: Standardization.tokenizer.words(in: text).map(\.range))
  }
}
