public import Classifier
public import SourceText

/// What the file of a model may leave open: which words and classes there are, and how a text becomes indices of words.
public struct ImportOptions: Hashable, Sendable {
  /// A JSON file with the rank of each word: `word_index` or `to_json()` of a Keras `Tokenizer`, or the word index of
  /// Keras' IMDB data.
  public var wordIndex: String?
  /// The offset between the rank and the index of a word: 0 for a `Tokenizer`, 3 for Keras' IMDB data.
  public var indexOffset: Int?
  /// A file with a token a line.
  public var vocabulary: String?
  /// The number of positions.
  public var sequenceLength: Int?
  /// Where a short review is filled up.
  public var padding: TextPipeline.Side?
  /// The side on which a long review is cut.
  public var truncating: TextPipeline.Side?
  /// The standardization of a text.
  public var standardization: Standardization?
  /// The units that a text is split into.
  public var split: Standardization.Split?
  /// The names of the classes, in the order of the model's outputs.
  public var classes: [Label]?

  /// Creates options, none of which is given.
  public init(
    wordIndex: String? = nil, indexOffset: Int? = nil, vocabulary: String? = nil,
    sequenceLength: Int? = nil, padding: TextPipeline.Side? = nil,
    truncating: TextPipeline.Side? = nil, standardization: Standardization? = nil,
    split: Standardization.Split? = nil, classes: [Label]? = nil
  ) {
    self.wordIndex = wordIndex
    self.indexOffset = indexOffset
    self.vocabulary = vocabulary
    self.sequenceLength = sequenceLength
    self.padding = padding
    self.truncating = truncating
    self.standardization = standardization
    self.split = split
    self.classes = classes
  }

  /// Says that a model leaves nothing of this open.
  ///
  /// - Parameters:
  ///   - model: What the model is, such as "a model folder".
  ///   - place: Where the model is.
  /// - Returns: The diagnostic.
  public func problem(with model: String, at place: SourceLocation) -> Diagnostic {
    let names = given(Self.names).joined(separator: " and ")
    return Diagnostic(
      "\(model) says itself what \(names) would say", at: place, hint: "leave \(names) out")
  }

  /// The options by the names of the command line.
  private static let names = [
    "--word-index", "--index-offset", "--vocabulary", "--sequence-length", "--padding",
    "--truncating", "--standardize", "--split", "--classes",
  ]

  /// Those of some options that are given.
  func given(_ names: [String]) -> [String] {
    let given = [
      wordIndex != nil, indexOffset != nil, vocabulary != nil, sequenceLength != nil,
      padding != nil, truncating != nil, standardization != nil, split != nil, classes != nil,
    ]
    return zip(Self.names, given).compactMap { $1 && names.contains($0) ? $0 : nil }
  }
}
