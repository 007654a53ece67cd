/// The title of an unnamed review: its first words.
enum FirstWords {
  /// The largest number of characters.
  private static let most = 48

  /// Returns the first words of a text; nil if it has none.
  ///
  /// Tags, such as the `<br />` of some data sets, count as spaces. A word that does not fit is omitted, unless it is the first.
  static func title(of text: String) -> String? {
    // A longer beginning cannot be part of the title.
    var rest = Substring(text.unicodeScalars.prefix(1_000))
    let isCut = rest.endIndex < text.endIndex
    var (title, count) = ("", 0)
    while let word = nextWord(&rest) {
      let length = word.count
      guard title.isEmpty || count + 1 + length <= most else { return title + " …" }
      title += title.isEmpty ? String(word.prefix(most)) : " " + word
      if length > most { return title + "…" }
      count = title.count
    }
    guard !title.isEmpty else { return nil }
    return isCut ? title + " …" : title
  }

  /// Takes the next word from a text, with the spaces and tags before it; nil if there is none.
  ///
  /// Each page asks for three titles, its own and those of its neighbours, so no more is read than the title needs.
  private static func nextWord(_ rest: inout Substring) -> Substring? {
    var scalars = rest.unicodeScalars
    while let first = scalars.first {
      if isSpace(first) {
        scalars.removeFirst()
      } else if first == "<", let end = endOfTag(Substring(scalars)) {
        scalars = scalars[end...]
      } else {
        break
      }
    }
    var end = scalars.startIndex
    while end < scalars.endIndex, !isSpace(scalars[end]),
      scalars[end] != "<" || endOfTag(Substring(scalars[end...])) == nil
    {
      scalars.formIndex(after: &end)
    }
    rest = Substring(scalars[end...])
    return end == scalars.startIndex ? nil : Substring(scalars[..<end])
  }

  /// Whether a character is a space; those of ASCII are recognized without Unicode's tables.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
  }

  /// Returns the end of a tag at the start of a text; nil if there is none.
  private static func endOfTag(_ text: Substring) -> Substring.Index? {
    guard text.first == "<", let name = text.dropFirst().first,
      name == "/" || name.isASCII && name.isLetter,
      let end = text.dropFirst().firstIndex(where: { $0 == "<" || $0 == ">" }), text[end] == ">"
    else { return nil }
    return text.index(after: end)
  }
}
