public import SourceText

/// What the file of a model may leave open: which words and classes there are, and how a text becomes indices of words.
public struct ImportOptions: Hashable, Sendable {
  /// A JSON file with the rank of each word, as Keras gives it for IMDB; the index of a word is its rank plus 3.
  public var wordIndex: String?
  /// A file with a token a line.
  public var vocabulary: String?
  /// The number of positions.
  public var sequenceLength: Int?
  /// Where a short review is filled up.
  public var padding: TextPipeline.Side?
  /// How a text is cut into words.
  public var standardization: Standardization?
  /// The names of the classes, in the order of the model's outputs.
  public var classes: [Label]?

  /// Creates options, none of which is given.
  public init(
    wordIndex: String? = nil, vocabulary: String? = nil, sequenceLength: Int? = nil,
    padding: TextPipeline.Side? = nil, standardization: Standardization? = nil,
    classes: [Label]? = nil
  ) {
    self.wordIndex = wordIndex
    self.vocabulary = vocabulary
    self.sequenceLength = sequenceLength
    self.padding = padding
    self.standardization = standardization
    self.classes = classes
  }

  /// Says that a model leaves nothing of this open.
  ///
  /// - Parameters:
  ///   - model: What the model is, such as "a model folder".
  ///   - place: Where the model is.
  /// - Returns: The diagnostic.
  public func problem(with model: String, at place: SourceLocation) -> Diagnostic {
    let given = [
      ("--word-index", wordIndex != nil), ("--vocabulary", vocabulary != nil),
      ("--sequence-length", sequenceLength != nil), ("--padding", padding != nil),
      ("--standardize", standardization != nil), ("--classes", classes != nil),
    ]
    let names = given.filter(\.1).map(\.0).joined(separator: " and ")
    return Diagnostic(
      "\(model) says itself what \(names) would say", at: place, hint: "leave \(names) out")
  }
}
