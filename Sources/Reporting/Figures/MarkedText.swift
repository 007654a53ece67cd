import Classifier
import HTML

/// The review as it was written, with the model's tokens marked on it.
///
/// Spaces, punctuation and line breaks stay outside of the marks. Of a review that is longer than the model's
/// input, the words that are never read are struck.
struct MarkedText {
  /// How a token is marked.
  struct Mark {
    /// Its step of colour by the method that colours the page first, as of ``ColourScale/step(of:)``.
    let step: Int
    /// Its classes, id and title.
    let attributes: HTML
  }

  let review: EncodedReview
  /// The largest step of colour in the text, to either side.
  let strongest: Int

  /// Prepares a text.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - steps: The steps of colour of its tokens.
  init(review: EncodedReview, steps: some Sequence<Int>) {
    self.review = review
    strongest = steps.lazy.map { abs($0) }.max() ?? 0
  }

  /// The element of a marked word.
  ///
  /// Words of the two strongest steps that the text has stay marked where a viewer drops all styles: bold for what
  /// supports the class that is explained, underlined for what speaks against it.
  ///
  /// - Parameters:
  ///   - step: The word's step of colour.
  ///   - strongest: The largest step in the text, to either side.
  /// - Returns: The element's name.
  static func element(step: Int, strongest: Int) -> HTML {
    guard step != 0, abs(step) >= strongest - 1 else { return "span" }
    return step > 0 ? "b" : "u"
  }

  /// Marks the tokens.
  ///
  /// - Parameter mark: For the token at an index of `review.tokens`, its mark; nil for a token that needs none.
  /// - Returns: The text with an element around each token that is read and marked.
  func html(_ mark: (Int) -> Mark?) -> HTML {
    let scalars = review.text.unicodeScalars
    var html = HTML()
    var index = scalars.startIndex
    var offset = 0
    func text(upTo end: Int) -> HTML {
      let next = scalars.index(index, offsetBy: end - offset)
      defer { (index, offset) = (next, end) }
      return HTML(review: review.text[index..<next])
    }
    if review.read.lowerBound > 0 {
      let end = review.tokens[review.read.lowerBound - 1].range.upperBound
      html += "<s class=\"unread\">\(text(upTo: end))</s>"
    }
    for token in review.read {
      let range = review.tokens[token].range
      html += text(upTo: range.lowerBound)
      if let mark = mark(token) {
        let element = Self.element(step: mark.step, strongest: strongest)
        html += "<\(element)\(mark.attributes)>\(text(upTo: range.upperBound))</\(element)>"
      } else {
        html += text(upTo: range.upperBound)
      }
    }
    let rest = HTML(review: review.text[index...])
    return review.read.upperBound < review.tokens.count
      ? html + "<s class=\"unread\">\(rest)</s>" : html + rest
  }
}
