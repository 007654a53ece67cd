/// Shortens user text that a message quotes.
enum Excerpt {
  /// Maximum lengths in characters: of a message whose quotations stay whole, of a quotation in a longer one, and of any
  /// message.
  static let (short, quotation, sentence) = (300, 80, 800)

  /// Returns a message with its long quotations truncated.
  ///
  /// - Parameter text: A message with quotations in single quotes.
  /// - Returns: The same text if it is short; otherwise one line of at most ``sentence`` characters, with "…" in place of
  ///   omitted text.
  static func bounded(_ text: String) -> String {
    guard text.utf8.count > short else { return text }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    let cut = parts.enumerated().map { index, part in
      // Every second part is a quotation, unless a quotation contains a quote itself.
      index % 2 == 0 || part.count <= quotation ? String(part) : start(of: part)
    }.joined(separator: "'")
    return cut.count <= sentence ? cut : cut.prefix(sentence) + "…"
  }

  private static func start(of text: Substring) -> String {
    let line = text.map { $0.isNewline ? " " : $0 }
    return String(line.prefix(quotation)) + "…"
  }
}
