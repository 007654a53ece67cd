import Classifier
import HTML

/// The review as written, with the model's tokens marked.
///
/// Spaces, punctuation and line breaks stay outside the marks. If a review is longer than the model's input, the words
/// that are never read are struck out.
struct MarkedText {
  /// The mark of a token.
  struct Mark {
    /// The colour step by the initially selected method, from ``ColourScale/step(of:)``.
    let step: Int
    /// The class, id and title attributes.
    let attributes: HTML
  }

  let review: EncodedReview
  /// The largest magnitude of a colour step in the text.
  let strongest: Int

  /// Creates a text.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - steps: The colour steps of its tokens.
  init(review: EncodedReview, steps: some Sequence<Int>) {
    self.review = review
    strongest = steps.lazy.map { abs($0) }.max() ?? 0
  }

  /// Returns the element of a marked word.
  ///
  /// Words of the two strongest steps in the text stay marked in viewers that drop all styles: bold if they support the
  /// target class, underlined if they oppose it.
  ///
  /// - Parameters:
  ///   - step: The word's colour step.
  ///   - strongest: The largest magnitude of a step in the text.
  /// - Returns: The element's name.
  static func element(step: Int, strongest: Int) -> HTML {
    guard step != 0, abs(step) >= strongest - 1 else { return "span" }
    return step > 0 ? "b" : "u"
  }

  /// Marks the tokens.
  ///
  /// - Parameter mark: Returns the mark of the token at an index of `review.tokens`; nil for none.
  /// - Returns: The text with an element around each marked token that is read.
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
