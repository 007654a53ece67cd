/// Which words of a review are there, a bit each, and what has become of the others.
struct WordChoice: Hashable, Sendable {
  /// The words that are there, 64 a number.
  private var bits: [UInt64]
  /// Whether the others are replaced by the mask; where there is no mask, they are taken out.
  private(set) var isMasked: Bool

  /// No word.
  ///
  /// - Parameters:
  ///   - count: The number of words of the review.
  ///   - isMasked: Whether words that are not there are replaced.
  init(noneOf count: Int, isMasked: Bool) {
    bits = Array(repeating: 0, count: (count + 63) / 64)
    self.isMasked = isMasked
  }

  /// Whether a word is there.
  subscript(word: Int) -> Bool { bits[word >> 6] >> UInt64(word & 63) & 1 == 1 }

  /// Puts a word in.
  mutating func insert(_ word: Int) { bits[word >> 6] |= 1 << UInt64(word & 63) }
}

/// A review that can be written without some of its words.
///
/// A word goes with the white space in front of it, and punctuation stays: without “good”, “a good film, really” is “a
/// film, really”. Where the first words are gone, the text begins with what is left.
struct WrittenWords: Sendable {
  /// What stands in front of each word, and the word.
  private let pieces: [(gap: String, trimmed: String, word: String)]
  private let end: String
  private let mask: String

  /// Cuts a text at its words.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - words: Where the words stand, in Unicode scalars.
  ///   - mask: What stands for a word that is replaced.
  init(_ text: String, words: [Range<Int>], mask: String) {
    let scalars = Array(text.unicodeScalars)
    func slice(_ range: Range<Int>) -> String {
      var slice = String.UnicodeScalarView()
      slice.append(contentsOf: scalars[range])
      return String(slice)
    }
    let starts = [0] + words.map(\.upperBound)
    pieces = zip(starts, words).map { start, word in
      var end = word.lowerBound
      while end > start, scalars[end - 1].properties.isWhitespace { end -= 1 }
      return (slice(start..<word.lowerBound), slice(start..<end), slice(word))
    }
    end = slice((words.last?.upperBound ?? 0)..<scalars.count)
    self.mask = mask
  }

  /// The number of words.
  var count: Int { pieces.count }

  /// The text with some of its words.
  func text(_ choice: WordChoice) -> String {
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
    let isWhole = choice.isMasked || pieces.isEmpty || choice[0]
    return isWhole ? text : String(text.drop(while: \.isWhitespace))
  }
}
