import Classifier

extension EncodedReview {
  /// The tokens that the model reads as written in the review, with case and accents, and the text before each: spaces and
  /// punctuation.
  ///
  /// - Complexity: O(*n*) in the length of the review.
  var written: [(gap: Substring, word: String)] {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var offset = 0
    return tokens[read].map { token in
      let start = scalars.index(index, offsetBy: token.range.lowerBound - offset)
      let end = scalars.index(start, offsetBy: token.range.count)
      defer { (index, offset) = (end, token.range.upperBound) }
      return (text[index..<start], String(text[start..<end]))
    }
  }
}
