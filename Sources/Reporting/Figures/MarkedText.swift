import Classifier
import HTML

/// The review as it was written, with the model's tokens marked on it.
///
/// Spaces, punctuation and line breaks stay outside of the marks. Of a review that is longer than the model's
/// input, the words that are never read are shown as such.
struct MarkedText {
  let review: EncodedReview

  /// Marks the tokens.
  ///
  /// - Parameter attributes: For the token at an index of `review.tokens`, its classes, id and title; nil for a token
  ///   that needs no mark.
  /// - Returns: The text with a span around each token that is read and marked.
  func html(_ attributes: (Int) -> HTML?) -> HTML {
    let scalars = review.text.unicodeScalars
    var html = HTML()
    var index = scalars.startIndex
    var offset = 0
    func text(upTo end: Int) -> Substring {
      let next = scalars.index(index, offsetBy: end - offset)
      defer { (index, offset) = (next, end) }
      return review.text[index..<next]
    }
    if review.read.lowerBound > 0 {
      let end = review.tokens[review.read.lowerBound - 1].range.upperBound
      html += "<span class=\"unread\">\(text(upTo: end))</span>"
    }
    for token in review.read {
      let range = review.tokens[token].range
      html += "\(text(upTo: range.lowerBound))"
      if let attributes = attributes(token) {
        html += "<span\(attributes)>\(text(upTo: range.upperBound))</span>"
      } else {
        html += "\(text(upTo: range.upperBound))"
      }
    }
    if review.read.upperBound < review.tokens.count {
      html += "<span class=\"unread\">\(review.text[index...])</span>"
    } else {
      html += "\(review.text[index...])"
    }
    return html
  }
}
