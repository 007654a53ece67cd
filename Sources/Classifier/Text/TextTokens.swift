/// How a classifier that is not looked into cuts a text: words, and the pieces that it reads, a row of embeddings each.
///
/// A piece is a word, a part of one, as subword tokenizers make them, or a special token such as `[CLS]`, which has no place
/// in the text.
public struct TextTokens: Hashable, Sendable {
  /// One row of the classifier's embeddings.
  public struct Piece: Hashable, Sendable {
    /// Where it stands in the text, in Unicode scalars; empty for a special token.
    public let range: Range<Int>
    /// Which of the words that are read it belongs to; nil for a special token.
    public let word: Int?

    /// Creates a piece.
    public init(range: Range<Int>, word: Int?) {
      self.range = range
      self.word = word
    }
  }

  /// Where all words stand in Unicode scalars, in reading order, none empty, none over another.
  public let words: [Range<Int>]
  /// Which of the words the classifier reads.
  public let read: Range<Int>
  /// The rows of its embeddings, in order.
  public let pieces: [Piece]

  /// Creates tokens.
  ///
  /// - Parameters:
  ///   - words: All words.
  ///   - read: Which of them are read; nil for all.
  ///   - pieces: The rows of the embeddings; nil where each word that is read has one.
  public init(words: [Range<Int>], read: Range<Int>? = nil, pieces: [Piece]? = nil) {
    let read = read ?? words.indices
    self.words = words
    self.read = read
    self.pieces =
      pieces ?? words[read].enumerated().map { Piece(range: $0.element, word: $0.offset) }
  }

  /// Whether each word that is read is one piece and each piece a word.
  public var areWords: Bool {
    pieces.count == read.count && pieces.indices.allSatisfy { pieces[$0].word == $0 }
  }
}
