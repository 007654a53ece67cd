import Classifier

/// The words of a review that are present, one bit each, and the treatment of the others.
struct WordMask: Hashable, Sendable {
  /// The words that are present, 64 per number.
  private var bits: [UInt64]
  /// Whether the others are replaced by the mask; otherwise they are removed.
  private(set) var isMasked: Bool

  /// Creates a choice without words.
  ///
  /// - Parameters:
  ///   - count: The number of words of the review.
  ///   - isMasked: Whether missing words are replaced.
  init(noneOf count: Int, isMasked: Bool) {
    bits = Array(repeating: 0, count: (count + 63) / 64)
    self.isMasked = isMasked
  }

  /// Whether a word is present.
  subscript(word: Int) -> Bool { bits[word >> 6] >> UInt64(word & 63) & 1 == 1 }

  /// Adds a word.
  mutating func insert(_ word: Int) { bits[word >> 6] |= 1 << UInt64(word & 63) }
}

/// A review that can be written without some of the words that its classifier reads.
///
/// A word is removed with the white space before it, and punctuation stays: without “good”, “a good film, really” is “a
/// film, really”. If the first words are removed, the text begins with the rest. Words that the classifier does not read
/// are omitted, so that none of them moves up into the place of a removed one.
struct WrittenWords: Sendable {
  /// The text before each word, and the word.
  private let pieces: [(gap: String, trimmed: String, word: String)]
  private let end: String
  private let mask: String
  private let whole: String

  /// Splits a review at its words.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - mask: The replacement for a missing word.
  init(_ review: EncodedReview, mask: String) {
    let words = review.readTokens.map(\.range)
    let scalars = Array(review.text.unicodeScalars)
    func slice(_ range: Range<Int>) -> String {
      var slice = String.UnicodeScalarView()
      slice.append(contentsOf: scalars[range])
      return String(slice)
    }
    let isReadFromTheStart = review.read.lowerBound == 0
    let isReadToTheEnd = review.read.upperBound == review.tokens.count
    let starts =
      [isReadFromTheStart ? 0 : words.first?.lowerBound ?? 0] + words.map(\.upperBound)
    pieces = zip(starts, words).map { start, word in
      var end = word.lowerBound
      while end > start, scalars[end - 1].properties.isWhitespace { end -= 1 }
      return (slice(start..<word.lowerBound), slice(start..<end), slice(word))
    }
    end = isReadToTheEnd ? slice((words.last?.upperBound ?? 0)..<scalars.count) : ""
    self.mask = mask
    whole = review.text
  }

  /// The number of words.
  var count: Int { pieces.count }

  /// Returns the text with some of its words.
  func text(_ choice: WordMask) -> String {
    if pieces.indices.allSatisfy({ choice[$0] }) { return whole }
    var text = ""
    for (index, piece) in pieces.enumerated() {
      if choice[index] {
        text += piece.gap + piece.word
      } else if choice.isMasked {
        text += piece.gap + mask
      } else {
        text += piece.trimmed
      }
    }
    text += end
    let isWhole = choice.isMasked || choice[0]
    return isWhole ? text : String(text.drop(while: \.isWhitespace))
  }
}
