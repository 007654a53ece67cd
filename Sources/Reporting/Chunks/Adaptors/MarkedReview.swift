import Blocks
import Classifier

extension MarkedText {
  /// Marks the tokens of a review as written.
  ///
  /// Spaces, punctuation and line breaks stay outside the marks. If a review is longer than the model's input, the words that
  /// are never read are separate.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - mark: Returns the mark of the token at an index of `review.tokens`; nil for none.
  init(_ review: EncodedReview, mark: (Int) -> Mark?) {
    let scalars = review.text.unicodeScalars
    var segments: [Segment] = []
    var index = scalars.startIndex
    var offset = 0
    func text(upTo end: Int) -> Substring {
      let next = scalars.index(index, offsetBy: end - offset)
      defer { (index, offset) = (next, end) }
      return review.text[index..<next]
    }
    func add(_ segment: Segment) {
      if case .plain(let text) = segment, text.isEmpty { return }
      segments.append(segment)
    }
    if review.read.lowerBound > 0 {
      let end = review.tokens[review.read.lowerBound - 1].range.upperBound
      add(.unread(text(upTo: end), words: review.read.lowerBound))
    }
    for token in review.read {
      let range = review.tokens[token].range
      add(.plain(text(upTo: range.lowerBound)))
      let word = text(upTo: range.upperBound)
      add(mark(token).map { .word(word, $0) } ?? .plain(word))
    }
    let rest = review.text[index...]
    let left = review.tokens.count - review.read.upperBound
    add(left > 0 ? .unread(rest, words: left) : .plain(rest))
    self.init(segments)
  }
}
