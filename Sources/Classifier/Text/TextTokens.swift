/// The tokenization of a black-box classifier: words, and the pieces it reads, each with one row of embeddings.
///
/// A piece is a word, a part of a word, as produced by subword tokenizers, or a special token such as `[CLS]`, which does not
/// occur in the text.
public struct TextTokens: Hashable, Sendable {
  /// One row of the classifier's embeddings.
  public struct Piece: Hashable, Sendable {
    /// The range in the text, in Unicode scalars; empty for a special token.
    public let range: Range<Int>
    /// The index of its word among the words read; nil for a special token.
    public let word: Int?

    /// Creates a piece.
    public init(range: Range<Int>, word: Int?) {
      self.range = range
      self.word = word
    }
  }

  /// The ranges of all words in Unicode scalars, in reading order, non-empty and without overlap.
  public let words: [Range<Int>]
  /// The range of words that the classifier reads.
  public let read: Range<Int>
  /// The rows of its embeddings, in order.
  public let pieces: [Piece]

  /// Creates tokens.
  ///
  /// - Parameters:
  ///   - words: All words.
  ///   - read: The range of words read; nil for all.
  ///   - pieces: The rows of the embeddings; nil if each word read has one.
  public init(words: [Range<Int>], read: Range<Int>? = nil, pieces: [Piece]? = nil) {
    let read = read ?? words.indices
    self.words = words
    self.read = read
    self.pieces =
      pieces ?? words[read].enumerated().map { Piece(range: $0.element, word: $0.offset) }
  }

  /// Whether pieces and words read correspond one to one.
  var areWords: Bool {
    pieces.count == read.count && pieces.indices.allSatisfy { pieces[$0].word == $0 }
  }
}
