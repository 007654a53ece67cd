import Blocks
import HTML
package import SourceText

/// Checks and rules of style sheets, which must be self-contained: pages load nothing from other files or servers.
package enum StyleSheet {
  /// The largest number of methods among which a reader can choose in one text.
  package static let mostChoices = 10
  /// The largest number of words of a text that are connected with their rows in a table.
  package static let mostLinkedWords = 16

  /// Finds references to other files in a sheet.
  ///
  /// - Parameter file: The sheet.
  /// - Returns: A diagnostic at the location of each.
  package static func problems(in file: SourceFile) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    let text = withoutComments(file.text)
    // The search for a pattern takes longer than the rest of a small report.
    let words = text.lowercased()
    guard words.contains("@import") || words.contains("url(") else { return [] }
    for match in text.matches(of: /@import|url\(\s*["']?(?<address>[^"')\s]*)/.ignoresCase()) {
      let address = match.output.address.map(String.init)
      if let address, address.lowercased().hasPrefix("data:") || address.hasPrefix("#") { continue }
      let offset = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
      problems.append(
        Diagnostic(
          address.map { "the sheet references '\($0)', which is not a file of the site" }
            ?? "the sheet imports another sheet", at: file.location(utf8Offset: offset),
          hint: "embed it in the sheet"))
    }
    return problems
  }

  /// Returns the rules that colour a text by the method selected in its tabs.
  ///
  /// The first method needs no rules: its steps are the classes `p1` to `n6` themselves. A later method, in slot n, marks words
  /// that have another step with `bn-p1` to `bn-n6`, or `bn-0` for none, and its note and legend with `by-n`.
  ///
  /// - Parameter slots: The number of selectable methods.
  /// - Returns: A rule for each step, and one that hides the notes of the methods that are not selected.
  package static func choiceRules(slots: Int) -> String {
    let steps = ["p", "n"].flatMap { sign in (1...MarkedText.Mark.steps).map { "\(sign)\($0)" } }
    func words(_ step: String) -> String {
      (1..<slots).map { ".tabs:has(.by-\($0):checked)~* .b\($0)-\(step)" }.joined(separator: ",")
    }
    let colours = steps.map { step in
      """
      \(words(step)) { background: var(--\(step)); text-decoration: var(--\(step)-line); \
      --said: "\(step.hasPrefix("p") ? "plus" : "minus") " }

      """
    }
    let plain = "\(words("0")) { background: none; text-decoration: none; --said: \"\" }\n"
    let notes = (0..<slots).map {
      ".tabs:not(:has(.by-\($0):checked))~.aside .by-\($0)"
    }
    return """
      @supports selector(:has(a)) {
      \(colours.joined())\(plain)\(notes.joined(separator: ",")) { display: none }
      }

      """
  }

  /// Returns the rules that connect words of a text with their rows in a table: where the reader points at one or focuses it,
  /// the other is marked.
  ///
  /// - Parameter words: The number of connected words, which have the classes `r0`, `r1` and so on, as their rows have.
  /// - Returns: A rule for each direction.
  package static func linkRules(words: Int) -> String {
    func rule(_ from: String, _ to: String, _ look: String) -> String {
      let selectors = (0..<words).map { word in
        "article:has(\(from).r\(word):is(:hover,:focus-within)) \(to).r\(word)"
      }
      return "\(selectors.joined(separator: ",\n")) { \(look) }\n"
    }
    return """
      /* on a site only */
      @supports selector(:has(a)) {
      \(rule(".t", "tr", "background: var(--wash)"))\
      \(rule("tr", ".t", "outline: 2px solid var(--ink); outline-offset: -1px"))\
      }
      /* everywhere */

      """
  }

  /// Returns the `style` element of a page that needs no other file.
  ///
  /// - Parameters:
  ///   - text: The sheet.
  ///   - isSite: Whether the page is one of a site.
  ///   - hasPlayground: Whether it may have a playground.
  /// - Returns: The element.
  static func element(_ text: String, isSite: Bool, hasPlayground: Bool = true) -> HTML {
    var sheet = compact(text, isSite: isSite, hasPlayground: hasPlayground)
    // Nothing in a sheet may look like its end tag.
    if sheet.utf8.contains(UInt8(ascii: "<")) { sheet = sheet.replacing("</", with: "<\\/") }
    return "<style>\n\(HTML(trusting: sheet))\n</style>"
  }

  /// Returns a sheet without comments and without the spaces that have no meaning.
  ///
  /// - Parameters:
  ///   - text: The sheet.
  ///   - isSite: Whether the rules from `/* on a site only */` to `/* everywhere */` are kept.
  ///   - hasPlayground: Whether the rules from `/* with a playground only */` to `/* everywhere */` are kept.
  /// - Returns: A sheet that means the same.
  package static func compact(
    _ text: String, isSite: Bool = false, hasPlayground: Bool = true
  ) -> String {
    var result: [UInt8] = []
    var quote: UInt8?
    var isEscaped = false
    let end = "/* everywhere */"
    var rules = Array(text.utf8)
    if !isSite { rules = replacing("/* on a site only */", through: end, in: rules) { _ in [] } }
    if !hasPlayground {
      rules = replacing("/* with a playground only */", through: end, in: rules) { _ in [] }
    }
    for byte in withoutComments(rules) {
      if let open = quote {
        result.append(byte)
        if byte == open, !isEscaped { quote = nil }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        continue
      }
      let isSpace = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
      if isSpace, result.isEmpty { continue }
      // Space around the sign of a child has no meaning either.
      if byte == UInt8(ascii: ">"), result.last == UInt8(ascii: " ") { result.removeLast() }
      if isSpace, let last = result.last, needsNoSpace(after: last) {
        // A line keeps its end, which separates what follows.
        if byte == UInt8(ascii: "\n"), last == UInt8(ascii: " ") { result[result.count - 1] = byte }
        continue
      }
      let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      if isBrace, result.last == UInt8(ascii: " ") { result.removeLast() }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func needsNoSpace(after byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: " "), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: ">"):
      true
    default: false
    }
  }

  /// Returns the sheet with comments replaced by spaces, so that locations are preserved.
  package static func withoutComments(_ text: String) -> String {
    String(decoding: withoutComments(Array(text.utf8)), as: UTF8.self)
  }

  private static func withoutComments(_ sheet: [UInt8]) -> [UInt8] {
    replacing("/*", through: "*/", in: sheet) { [UInt8](repeating: UInt8(ascii: " "), count: $0) }
  }

  /// Replaces each range from one marker through the next closing marker.
  ///
  /// A site has several forms of the sheet. Shortening them with regular expressions takes longer than weaving a page.
  private static func replacing(
    _ first: String, through last: String, in sheet: [UInt8], with replacement: (Int) -> [UInt8]
  ) -> [UInt8] {
    let (first, last) = (Array(first.utf8), Array(last.utf8))
    func place(of text: [UInt8], from start: Int) -> Int? {
      var place = start
      while place + text.count <= sheet.count {
        if sheet[place] == text[0], sheet[place..<place + text.count].elementsEqual(text) {
          return place
        }
        place += 1
      }
      return nil
    }
    var result: [UInt8] = []
    result.reserveCapacity(sheet.count)
    var start = 0
    while let open = place(of: first, from: start),
      let close = place(of: last, from: open + first.count)
    {
      result += sheet[start..<open]
      result += replacement(close + last.count - open)
      start = close + last.count
    }
    return result + sheet[start...]
  }
}
