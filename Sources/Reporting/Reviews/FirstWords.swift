/// The title of an unnamed review: its first words.
enum FirstWords {
  /// The largest number of characters.
  private static let most = 48

  /// Returns the first words of a text; nil if it has none.
  ///
  /// Tags, such as the `<br />` of some data sets, count as spaces. A word that does not fit is omitted, unless it is the first.
  static func title(of text: String) -> String? {
    var title = ""
    // A longer beginning cannot be part of the title.
    let start = text.unicodeScalars.prefix(1_000)
    let words = String(start).replacing(#/<[A-Za-z\/][^<>]*>/#, with: " ").split(
      whereSeparator: \.isWhitespace)
    for word in words {
      guard title.isEmpty || title.count + 1 + word.count <= most else { return title + " …" }
      title += title.isEmpty ? String(word.prefix(most)) : " " + word
      if word.count > most { return title + "…" }
    }
    guard !title.isEmpty else { return nil }
    return start.count < text.unicodeScalars.prefix(1_001).count ? title + " …" : title
  }
}
