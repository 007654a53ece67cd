/// As much of what a user wrote as a sentence can quote.
enum Excerpt {
  /// The most characters of a sentence whose quotations stay whole, of a quotation in a longer one, and of any sentence.
  static let (short, quotation, sentence) = (300, 80, 800)

  /// A sentence with its long quotations cut.
  ///
  /// - Parameter text: A sentence with quotations between single quotes.
  /// - Returns: The same text where it is short; otherwise one line of at most ``sentence`` characters, with "…" in the
  ///   places of what is left out.
  static func bounded(_ text: String) -> String {
    guard text.utf8.count > short else { return text }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    let cut = parts.enumerated().map { index, part in
      // Every second part is a quotation, unless it is itself one with a quote in it.
      index % 2 == 0 || part.count <= quotation ? String(part) : start(of: part)
    }.joined(separator: "'")
    return cut.count <= sentence ? cut : cut.prefix(sentence) + "…"
  }

  private static func start(of text: Substring) -> String {
    let line = text.map { $0.isNewline ? " " : $0 }
    return String(line.prefix(quotation)) + "…"
  }
}
