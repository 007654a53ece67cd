public import SourceText

/// A classifier of which nothing is known but what it answers: texts go in, probabilities come out.
///
/// It can be a program in any language; then everything that can be said of it is said by taking words out of texts.
public protocol TextClassifier: Sendable {
  /// What tells it from any other classifier, its weights included.
  var identity: String { get }
  /// The names of the classes, at least two, in the order of the probabilities.
  var classes: [String] { get }

  /// Cuts a text into its words, as the classifier sees them.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Where each word stands, in Unicode scalars: in reading order, none empty, none over another.
  /// - Throws: What went wrong.
  func words(of text: String) throws(Diagnostics) -> [Range<Int>]

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
  ///   - words: The number of its words.
  /// - Returns: A row for each word.
  /// - Throws: What went wrong.
  func gradients(of text: String, words: Int) throws(Diagnostics) -> WordGradients
}

extension TextClassifier {
  /// Most give none.
  public var givesGradients: Bool { false }

  /// There are none.
  public func gradients(of text: String, words: Int) throws(Diagnostics) -> WordGradients {
    throw Diagnostics([Diagnostic("the classifier '\(identity)' gives no gradients")])
  }

  /// The words of Keras' `Tokenizer`: punctuation separates them, the apostrophe belongs to its word.
  public func words(of text: String) throws(Diagnostics) -> [Range<Int>] {
    Standardization.tokenizer.words(in: text).map(\.range)
  }
}
