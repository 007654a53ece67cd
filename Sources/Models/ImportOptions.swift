public import Classifier
import SourceText

/// Settings that a model's file may not specify: vocabulary, classes, and the conversion of a text to word indices.
public struct ImportOptions: Hashable, Sendable {
  /// A JSON file with the rank of each word: `word_index` or `to_json()` of a Keras `Tokenizer`, or the word index of Keras's
  /// IMDB data.
  public var wordIndex: String?
  /// The offset between the rank and the index of a word: 0 for a `Tokenizer`, 3 for Keras's IMDB data.
  public var indexOffset: Int?
  /// A file with one token per line.
  public var vocabulary: String?
  /// The sequence length.
  public var sequenceLength: Int?
  /// The side on which a short review is padded.
  public var padding: TextPipeline.Side?
  /// The side on which a long review is truncated.
  public var truncating: TextPipeline.Side?
  /// The standardization of a text.
  public var standardization: Standardization?
  /// The units into which a text is split.
  public var split: Standardization.Split?
  /// The names of the classes, in the order of the model's outputs.
  public var classes: [Label]?

  /// Creates options; nil leaves a setting unspecified.
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

  /// Returns a diagnostic that the options do not apply, because the model specifies these
  /// settings.
  ///
  /// - Parameters:
  ///   - model: A description of the model, such as "a model folder".
  ///   - place: The location of the model.
  /// - Returns: The diagnostic.
  func problem(with model: String, at place: SourceLocation) -> Diagnostics {
    let names = given(Self.names).joined(separator: " and ")
    return Diagnostics(
      "\(model) already specifies the settings of \(names)", at: place, hint: "remove \(names)")
  }

  /// The options' command-line names.
  private static let names = [
    "--word-index", "--index-offset", "--vocabulary", "--sequence-length", "--padding",
    "--truncating", "--standardize", "--split", "--classes",
  ]

  /// Returns the names of those options that are set.
  func given(_ names: [String]) -> [String] {
    let given = [
      wordIndex != nil, indexOffset != nil, vocabulary != nil, sequenceLength != nil,
      padding != nil, truncating != nil, standardization != nil, split != nil, classes != nil,
    ]
    return zip(Self.names, given).compactMap { $1 && names.contains($0) ? $0 : nil }
  }
}
