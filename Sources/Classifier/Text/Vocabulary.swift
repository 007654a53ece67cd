/// The vocabulary of a model, by index.
///
/// The first indices are special tokens, as in Keras's IMDB data: `<PAD>` 0, `<START>` 1, `<UNK>` 2 and `<UNUSED>` 3. Words
/// follow from most to least frequent.
public struct Vocabulary: Hashable, Sendable {
  /// The special tokens of Keras's IMDB data, in order.
  public static let specialTokens = ["<PAD>", "<START>", "<UNK>", "<UNUSED>"]

  /// All tokens by index.
  public let words: [String]
  /// The index of the padding token.
  public let padding: Int
  /// The index of the start token; nil if the model has none.
  public let start: Int?
  /// The index of unknown words.
  public let unknown: Int
  private let indices: [ExactText: Int]

  /// Creates a vocabulary from distinct tokens.
  ///
  /// - Parameters:
  ///   - words: All tokens by index, including the special ones.
  ///   - padding: The index of the padding token.
  ///   - start: The index of the start token, if there is one.
  ///   - unknown: The index of unknown words.
  public init(words: [String], padding: Int = 0, start: Int? = 1, unknown: Int = 2) {
    self.init(words: words, padding: padding, start: start, unknown: unknown, sharing: nil)
  }

  /// Creates a vocabulary which shares the memory of another one with the same words.
  init(words: [String], padding: Int, start: Int?, unknown: Int, sharing known: Vocabulary?) {
    if let known, known.words == words {
      self.words = known.words
      indices = known.indices
    } else {
      self.words = words
      var indices = [ExactText: Int](minimumCapacity: words.count)
      // Of equal words the first wins.
      for index in words.indices.reversed() { indices[ExactText(words[index])] = index }
      self.indices = indices
    }
    self.padding = padding
    self.start = start
    self.unknown = unknown
  }

  /// The number of tokens.
  public var count: Int { words.count }

  /// Returns the index of a token.
  ///
  /// - Parameter word: A standardized word or a special token.
  /// - Returns: The index; nil if the token is unknown.
  public func index(of word: String) -> Int? { indices[ExactText(word)] }

  /// Returns a token for an unused index; because of its space it occurs in no text.
  package static func unused(_ index: Int) -> String { "<UNUSED \(index)>" }

  /// Whether a token can occur in a text: it is not padding, start, unknown or a reserved index.
  ///
  /// - Parameter index: An index of ``words``.
  /// - Returns: False for special tokens.
  public func isWord(_ index: Int) -> Bool {
    guard index != padding, index != start, index != unknown else { return false }
    let word = ExactText(words[index])
    return word != ExactText(Self.unused(index))
      && !Self.specialTokens.contains { ExactText($0) == word }
  }
}
