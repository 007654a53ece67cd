import SourceText

/// The braces at the end of a heading: `{#sec-rows when=collapse.collapses}`.
struct HeadingBraces {
  /// The text of the heading before the braces.
  let rest: String
  /// The first word with a number sign, without that sign.
  let label: Word?
  /// The other words.
  let options: [Word]

  /// Extracts the braces from the last text node of a heading.
  ///
  /// ChunkHeader are recognized if they contain a single label, or a word with an equals sign; all others remain text.
  init?(endOf node: MarkdownNode, in lines: SourceLines) {
    let text = node.literal
    let openings = ["{#", "{when=", "{unless="]
    let bytes = text.utf8
    let start =
      bytes.last == UInt8(ascii: "}")
      ? bytes.indices.last { index in
        bytes[index] == UInt8(ascii: "{")
          && openings.contains { bytes[index...].starts(with: $0.utf8) }
      } : nil
    guard let start else { return nil }
    let braces = text[start...]
    if braces.contains(" "), !braces.contains("=") { return nil }
    var words = lines.words(of: String(braces), line: node.line, utf8Column: node.utf8Column)
    words[0] = words[0].dropFirst(1)
    let last = words.removeLast()
    words.append(Word(text: String(last.text.dropLast()), location: last.location))
    words.removeAll { $0.text.isEmpty }
    let label = words.firstIndex { $0.text.hasPrefix("#") }.map { words.remove(at: $0) }
    self.label = label?.dropFirst(1)
    options = words
    rest = String(text[..<start].reversed().drop { $0 == " " }.reversed())
  }
}
