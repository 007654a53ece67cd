public import SourceText

/// The words that a model knows, by index.
///
/// The first indices belong to special tokens, as in Keras' IMDB data: `<PAD>` 0, `<START>` 1, `<UNK>` 2 and
/// `<UNUSED>` 3. Words follow from the most to the least frequent.
public struct Vocabulary: Hashable, Sendable {
  /// The special tokens of Keras' IMDB data, in order.
  public static let specialTokens = ["<PAD>", "<START>", "<UNK>", "<UNUSED>"]

  /// All tokens by index.
  public let words: [String]
  /// The index of the token that fills a short review up.
  public let padding: Int
  /// The index of the token in front of each review; nil where the model has none.
  public let start: Int?
  /// The index that all unknown words share.
  public let unknown: Int
  private let indices: [ExactText: Int]

  /// Creates a vocabulary from tokens that are all different.
  ///
  /// - Parameters:
  ///   - words: All tokens by index, the special ones among them.
  ///   - padding: The index of the padding token.
  ///   - start: The index of the start token, if there is one.
  ///   - unknown: The index of unknown words.
  public init(words: [String], padding: Int = 0, start: Int? = 1, unknown: Int = 2) {
    self.words = words
    self.padding = padding
    self.start = start
    self.unknown = unknown
    indices = Dictionary(
      words.enumerated().map { (ExactText($0.element), $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Creates the vocabulary of the most frequent words of many texts.
  ///
  /// - Parameters:
  ///   - texts: The words of each text.
  ///   - limit: The largest number of tokens, the four special ones among them.
  /// - Complexity: O(*n* + *m* log *m*) for *n* words of which *m* are different.
  public init(ofMostFrequent texts: some Sequence<[String]>, limit: Int) {
    var counts: [String: (count: Int, first: Int)] = [:]
    for text in texts {
      for word in text {
        let first = counts.count
        counts[word, default: (0, first)].count += 1
      }
    }
    // Ties go to the word that came first, as a stable sort leaves them in Keras' Tokenizer.
    let ranked = counts.sorted { left, right in
      (-left.value.count, left.value.first) < (-right.value.count, right.value.first)
    }
    let room = max(0, limit - Self.specialTokens.count)
    self.init(words: Self.specialTokens + ranked.prefix(room).map(\.key))
  }

  /// The number of tokens.
  public var count: Int { words.count }

  /// The index of a token.
  ///
  /// - Parameter word: A standardised word or a special token.
  /// - Returns: Its index; nil when it is unknown.
  public func index(of word: String) -> Int? { indices[ExactText(word)] }

  /// A token for an index that no word has; with its space it is found in no text.
  package static func unused(_ index: Int) -> String { "<UNUSED \(index)>" }

  /// Whether a token can stand in a text: it is neither padding, start, unknown nor a reserved index.
  ///
  /// - Parameter index: An index of ``words``.
  /// - Returns: False for special tokens.
  public func isWord(_ index: Int) -> Bool {
    index != padding && index != start && index != unknown
      && !Self.specialTokens.contains(words[index]) && words[index] != Self.unused(index)
  }
}

extension Vocabulary {
  /// The contents of `vocabulary.txt`: a token a line.
  public var fileContents: String {
    // A reader takes the first byte order mark for the file's own.
    let mark = "\u{FEFF}"
    let isMarked = words.first?.unicodeScalars.starts(with: mark.unicodeScalars) == true
    return (isMarked ? mark : "") + words.map { $0 + "\n" }.joined()
  }

  /// Reads the tokens of a `vocabulary.txt`.
  ///
  /// - Parameter file: The file, a token a line.
  /// - Returns: The tokens by index.
  /// - Throws: A diagnostic for each empty line, each word that stands there twice and each that ends in a carriage
  ///   return, which would be lost.
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
        problems.report(Diagnostic("this line has no word", at: place))
      } else if word.utf8.last == UInt8(ascii: "\r") {
        problems.report(
          Diagnostic(
            "this line ends in more than one carriage return", at: place,
            hint: "lines end in LF or CRLF"))
      } else if let first = firstLines[ExactText(word)] {
        problems.report(
          Diagnostic("the word '\(word)' stands in line \(first) already", at: place))
      } else {
        firstLines[ExactText(word)] = index + 1
      }
    }
    try problems.throwIfErrors()
    return lines
  }
}
