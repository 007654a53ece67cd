/// A word of a review.
public struct Token: Hashable, Sendable {
  /// The word in the form in which the vocabulary lists it.
  public let text: String
  /// Where it stands in the original text, in Unicode scalars.
  public let range: Range<Int>
  /// Its index in the vocabulary; that of unknown words where the vocabulary lacks it.
  public let index: Int
  /// Whether the vocabulary has the word.
  public let isKnown: Bool

  /// Creates a token.
  public init(text: String, range: Range<Int>, index: Int, isKnown: Bool) {
    self.text = text
    self.range = range
    self.index = index
    self.isKnown = isKnown
  }
}

/// A review as the model reads it.
public struct EncodedReview: Hashable, Sendable {
  /// The original text.
  public let text: String
  /// All words of the review in reading order.
  public let tokens: [Token]
  /// Which of the words the model reads; the others were cut off.
  public let read: Range<Int>
  /// The model's input: a vocabulary index for each position.
  public let indices: [Int]
  /// The position of the first word that is read.
  public let firstPosition: Int
  /// The position of the start token; nil where the model has none or it was cut off.
  public let startPosition: Int?
  /// The positions that are filled up.
  public let paddingPositions: Range<Int>
  /// The position of the end of the line, which fastText reads as a word; nil elsewhere.
  public internal(set) var endPosition: Int?
  /// What each position's row is added up from; nil where it is the row of its index.
  public internal(set) var mixture: RowMixture?
  /// The rows of a classifier's embeddings, where they are not one for each word that is read.
  public private(set) var pieces: [TextTokens.Piece]?

  /// What stands beside the words and is no padding: a mark in front of each review, or the end of the line behind it.
  public var mark: (position: Int, name: String)? {
    startPosition.map { ($0, "start mark") } ?? endPosition.map { ($0, "end of line") }
  }

  /// What stands beside the words and is no padding, by its name: the mark, or the special tokens of a program.
  public var specials: String? {
    mark?.name ?? (pieces?.contains { $0.word == nil } == true ? "\(Self.specialToken)s" : nil)
  }

  /// For each position a number that is equal where the model reads the same.
  public var kinds: [Int] { mixture?.kinds ?? indices }

  /// The words that the model reads, in the order of their positions.
  public var readTokens: ArraySlice<Token> { tokens[read] }

  /// The number of words that were cut off.
  public var truncated: Int { tokens.count - read.count }

  /// The position of a word.
  ///
  /// - Parameter tokenIndex: Which of ``tokens``.
  /// - Returns: Its position in ``indices``; nil when the model does not read it.
  public func position(of tokenIndex: Int) -> Int? {
    read.contains(tokenIndex) ? firstPosition + tokenIndex - read.lowerBound : nil
  }
}

extension EncodedReview {
  /// A review as a classifier without padding reads it: a position for each word that is read.
  ///
  /// Words that differ in nothing but case share an index.
  ///
  /// - Parameters:
  ///   - text: The original text.
  ///   - cut: Its words, which of them are read, and the pieces.
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
      text: text, tokens: tokens, read: read, indices: tokens[read].map(\.index),
      firstPosition: 0, startPosition: nil, paddingPositions: read.count..<read.count)
  }

  /// The name of a piece that has no place in the text.
  public static let specialToken = "special token"

  /// The same review with a position for each piece; itself where pieces are words.
  public var byPieces: EncodedReview {
    guard let pieces else { return self }
    let scalars = Array(text.unicodeScalars)
    return EncodedReview(text, words: pieces.map(\.range), read: pieces.indices) { range in
      guard !range.isEmpty else { return Self.specialToken }
      var piece = String.UnicodeScalarView()
      piece.append(contentsOf: scalars[range])
      return String(piece)
    }
  }
}
