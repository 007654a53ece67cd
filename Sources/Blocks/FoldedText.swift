import HTML

extension MarkedText {
  /// The least number of words that are folded where the model never reads them.
  static let leastFolded = 100

  /// Returns the text as a paragraph, in which long parts that the model never reads are folded.
  ///
  /// - Parameter isFocusable: Whether the keyboard reaches the paragraph, so that it can be scrolled.
  /// - Returns: The paragraph, or a division with paragraphs around folded parts.
  func block(isFocusable: Bool) -> HTML {
    let focus: HTML = isFocusable ? " tabindex=\"0\"" : ""
    let parts = parts
    guard parts.count > 1 || parts.first?.folded != nil else {
      return "<p class=\"text\" dir=\"auto\"\(focus)>\(html)</p>"
    }
    let blocks = parts.map { part -> HTML in
      guard let words = part.folded else { return "<p>\(part.text.html)</p>" }
      return """
        <details class="folded"><summary>\(words) words that the model never read</summary>\
        <p>\(part.text.html)</p></details>
        """
    }
    return "<div class=\"text\" dir=\"auto\"\(focus)>\(blocks)</div>"
  }

  /// The text split at its long unread parts, each with its number of words.
  private var parts: [(text: MarkedText, folded: Int?)] {
    var parts: [(text: MarkedText, folded: Int?)] = []
    var rest = MarkedText()
    for segment in segments {
      guard case .unread(_, let words) = segment, words >= Self.leastFolded else {
        rest.segments.append(segment)
        continue
      }
      if !rest.segments.isEmpty { parts.append((rest, nil)) }
      rest = MarkedText()
      parts.append((MarkedText([segment]), words))
    }
    if !rest.segments.isEmpty { parts.append((rest, nil)) }
    return parts
  }
}
