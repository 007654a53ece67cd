public import SourceText

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
      indices = Dictionary(
        words.enumerated().map { (ExactText($0.element), $0.offset) },
        uniquingKeysWith: { first, _ in first })
    }
    self.padding = padding
    self.start = start
    self.unknown = unknown
  }

  /// Creates the vocabulary of the most frequent words in many texts.
  ///
  /// - Parameters:
  ///   - texts: The words of each text.
  ///   - limit: The maximum number of tokens, including the four special ones.
  /// - Complexity: O(*n* + *m* log *m*) for *n* words of which *m* are distinct.
  public init(ofMostFrequent texts: some Sequence<[String]>, limit: Int) {
    var counts: [String: (count: Int, first: Int)] = [:]
    for text in texts {
      for word in text {
        let first = counts.count
        counts[word, default: (0, first)].count += 1
      }
    }
    // Ties are ordered by first occurrence, like the stable sort of Keras's Tokenizer.
    let ranked = counts.sorted { left, right in
      (-left.value.count, left.value.first) < (-right.value.count, right.value.first)
    }
    let room = max(0, limit - Self.specialTokens.count)
    self.init(words: Self.specialTokens + ranked.prefix(room).map(\.key))
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
    index != padding && index != start && index != unknown
      && !Self.specialTokens.contains(words[index]) && words[index] != Self.unused(index)
  }
}

extension Vocabulary {
  /// The contents of `vocabulary.txt`: one token per line.
  package var fileContents: String {
    // Readers treat the first byte order mark as that of the file.
    let mark = "\u{FEFF}"
    let isMarked = words.first?.unicodeScalars.starts(with: mark.unicodeScalars) == true
    return (isMarked ? mark : "") + words.map { $0 + "\n" }.joined()
  }

  /// Reads the tokens of a `vocabulary.txt`.
  ///
  /// - Parameter file: The file, with one token per line.
  /// - Returns: The tokens by index.
  /// - Throws: A diagnostic for each empty line, each duplicate word and each word that ends in a carriage return, which would
  ///   be lost.
  public static func words(in file: SourceFile) throws(Diagnostics) -> [String] {
    var lines = file.text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    )
    .map { String(Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0)) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    var problems = Diagnostics()
    var firstLines: [ExactText: Int] = [:]
    for (index, word) in lines.enumerated() {
      let place = SourceLocation(file: file.path, line: index + 1)
      if word.isEmpty {
        problems.report(Diagnostic("this line is empty", at: place))
      } else if word.utf8.last == UInt8(ascii: "\r") {
        problems.report(
          Diagnostic(
            "this line ends with more than one carriage return", at: place,
            hint: "end lines with LF or CRLF"))
      } else if let first = firstLines[ExactText(word)] {
        problems.report(
          Diagnostic("duplicate word '\(word)', first on line \(first)", at: place))
      } else {
        firstLines[ExactText(word)] = index + 1
      }
    }
    try problems.throwIfErrors()
    return lines
  }
}
