/// A word of a review.
public struct Token: Hashable, Sendable {
  /// The standardized word, as in the vocabulary.
  public let text: String
  /// Its range in the original text, in Unicode scalars.
  public let range: Range<Int>
  /// Its index in the vocabulary, or that of unknown words.
  public let index: Int
  /// Whether the vocabulary contains the word.
  public let isKnown: Bool

  /// Creates a token.
  public init(text: String, range: Range<Int>, index: Int, isKnown: Bool) {
    self.text = text
    self.range = range
    self.index = index
    self.isKnown = isKnown
  }
}

/// A review encoded for the model.
public struct EncodedReview: Hashable, Sendable {
  /// The original text.
  public let text: String
  /// All words of the review in reading order.
  public let tokens: [Token]
  /// The range of words that the model reads; the others were truncated.
  public let read: Range<Int>
  /// The model's input: one vocabulary index per position.
  public let indices: [Int]
  /// The position of the first word that is read.
  public let firstPosition: Int
  /// The position of the start token; nil if the model has none or it was truncated.
  public let startPosition: Int?
  /// The positions of padding.
  public let paddingPositions: Range<Int>
  /// The position of the end-of-line token, which fastText treats as a word; nil for other models.
  public internal(set) var endPosition: Int?
  /// The rows summed at each position; nil if each position uses the row of its index.
  public internal(set) var mixture: RowMixture?
  /// The rows of a classifier's embeddings, if they do not correspond one to one to the words read.
  public private(set) var pieces: [TextTokens.Piece]?

  /// The non-word token that is not padding: the start token, or the end of the line.
  public var mark: (position: Int, name: String)? {
    startPosition.map { ($0, "start mark") } ?? endPosition.map { ($0, "end of line") }
  }

  /// The name of non-word tokens that are not padding: the start mark, or a program's special tokens.
  public var specials: String? {
    mark?.name ?? (pieces?.contains { $0.word == nil } == true ? "\(Self.specialToken)s" : nil)
  }

  /// One number per position; positions with the same input have equal numbers.
  public var kinds: [Int] { mixture?.kinds ?? indices }

  /// The words that the model reads, in the order of their positions.
  public var readTokens: ArraySlice<Token> { tokens[read] }

  /// The number of truncated words.
  public var truncated: Int { tokens.count - read.count }
}

extension EncodedReview {
  /// Encodes a review for a classifier without padding: one position per word read.
  ///
  /// Words that differ only in case share an index.
  ///
  /// - Parameters:
  ///   - text: The original text.
  ///   - cut: The words, the range of words read, and the pieces.
  public init(_ text: String, tokens cut: TextTokens) {
    let scalars = Array(text.unicodeScalars)
    self.init(text, words: cut.words, read: cut.read) { range in
      var word = String.UnicodeScalarView()
      word.append(contentsOf: scalars[range])
      return String(word).lowercased()
    }
    pieces = cut.areWords ? nil : cut.pieces
  }

  private init(
    _ text: String, words: [Range<Int>], read: Range<Int>, form: (Range<Int>) -> String
  ) {
    var indices: [String: Int] = [:]
    let tokens = words.map { range in
      let form = form(range)
      let index = indices[form] ?? indices.count
      indices[form] = index
      return Token(text: form, range: range, index: index, isKnown: true)
    }
    self.init(
      text: text, tokens: tokens, read: read, indices: tokens[read].map { $0.index },
      firstPosition: 0, startPosition: nil, paddingPositions: read.count..<read.count)
  }

  /// The name of a piece that does not correspond to any text.
  public static let specialToken = "special token"

  /// The review with one position per piece; the review itself if pieces are words.
  public var byPieces: EncodedReview {
    guard let pieces else { return self }
    let scalars = Array(text.unicodeScalars)
    return EncodedReview(text, words: pieces.map { $0.range }, read: pieces.indices) { range in
      guard !range.isEmpty else { return Self.specialToken }
      var piece = String.UnicodeScalarView()
      piece.append(contentsOf: scalars[range])
      return String(piece)
    }
  }
}
