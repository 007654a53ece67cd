import SourceText

/// Inline elements.
extension MarkdownExporter {
  /// Returns inline nodes as one phrase.
  func inline(_ nodes: [PageNode], keepsLines: Bool = false) -> MarkdownPhrase {
    var phrase = MarkdownPhrase()
    for node in nodes { add(node, to: &phrase, keepsLines) }
    return phrase
  }

  private func add(_ node: PageNode, to phrase: inout MarkdownPhrase, _ keepsLines: Bool) {
    switch node {
    case .text(let text): phrase.append(text, keepingLines: keepsLines)
    case .element(let element):
      if !Self.isLeftOut(element) { add(element, to: &phrase, keepsLines) }
    }
  }

  private func add(
    _ element: PageElement, to phrase: inout MarkdownPhrase, _ keepsLines: Bool
  ) {
    switch element.name {
    case "s" where element.has("unread"): unread(element, in: &phrase, keepsLines)
    case _ where element.has("t") || element.has("sample"): word(element, in: &phrase)
    case "b", "strong": mark(element, "**", in: &phrase)
    case "em", "i": mark(element, "*", in: &phrase)
    case "del", "s": mark(element, "~~", in: &phrase)
    case "code": phrase.append(markdown: code(element.text))
    case "math": phrase.append(markdown: "$`\(element.attributes["alttext"] ?? "")`$")
    case "br": phrase.breakLine()
    case "img": phrase.append(element.attributes["alt"] ?? "")
    case "svg", "wbr": break
    case "a": link(element, in: &phrase)
    case "sup" where element.has("footnote-ref"):
      let id = element.elements.first?.attributes["href"]?.dropFirst() ?? ""
      phrase.append(markdown: "[^\(footnote(String(id)))]")
    case "sup": phrase.append(Self.raised(element.text))
    case "span" where element.has("sub"):
      phrase.append(" ")
      addAll(element, to: &phrase, keepsLines)
    default: addAll(element, to: &phrase, keepsLines)
    }
  }

  private func addAll(
    _ element: PageElement, to phrase: inout MarkdownPhrase, _ keepsLines: Bool
  ) {
    for child in element.children { add(child, to: &phrase, keepsLines) }
  }

  private func mark(_ element: PageElement, _ sign: String, in phrase: inout MarkdownPhrase) {
    // Bold text that ends in a full stop can keep the sign, because a space follows.
    let inner = inline(element.children)
    guard !inner.finished.isEmpty else { return }
    phrase.append(markdown: sign + inner.finished + sign)
  }

  /// Appends a word of a review with the sign of its score.
  private func word(_ element: PageElement, in phrase: inout MarkdownPhrase) {
    let inner = inline(element.children)
    let steps = element.classes.filter { $0.count == 2 }
    let sign =
      steps.contains { $0.hasPrefix("p") } ? "**" : steps.contains { $0.hasPrefix("n") } ? "*" : ""
    if element.has("unknown") { phrase.append("[") }
    phrase.append(inner, between: sign, around: element.text)
    if element.has("unknown") { phrase.append("]") }
  }

  /// Appends words that the model never reads, struck out from the first letter to the last.
  private func unread(
    _ element: PageElement, in phrase: inout MarkdownPhrase, _ keepsLines: Bool
  ) {
    let scalars = element.text.unicodeScalars
    guard let first = scalars.firstIndex(where: \.properties.isLetterOrDigit),
      let last = scalars.lastIndex(where: \.properties.isLetterOrDigit)
    else { return addAll(element, to: &phrase, keepsLines) }
    let end = scalars.index(after: last)
    phrase.append(scalars[..<first], keepingLines: keepsLines)
    var inner = MarkdownPhrase()
    inner.append(scalars[first..<end], keepingLines: keepsLines)
    phrase.append(inner, between: "~~", around: String(scalars[first..<end]))
    phrase.append(scalars[end...], keepingLines: keepsLines)
  }

  private func link(_ element: PageElement, in phrase: inout MarkdownPhrase) {
    let inner = inline(element.children).finished
    guard let address = element.attributes["href"], !element.has("footnote-backref") else {
      return element.has("footnote-backref") ? () : phrase.append(markdown: inner)
    }
    let isElsewhere = PageLinks.hasScheme(address)
    guard let target = isElsewhere ? address : target(address), !inner.isEmpty else {
      return phrase.append(markdown: inner)
    }
    let safe = target.unicodeScalars.map { scalar in
      switch scalar {
      case "(": "%28"
      case ")": "%29"
      case "<": "%3C"
      case ">": "%3E"
      case "\\": "%5C"
      case "|": "%7C"
      case "`": "%60"
      case _ where scalar.properties.isWhitespace: "%20"
      default: String(scalar)
      }
    }
    phrase.append(markdown: "[\(inner)](\(safe.joined()))")
  }

  /// Returns text between more backticks than any run in the text.
  private func code(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let longest = Self.longestRun(of: "`", in: line)
    let fence = String(repeating: "`", count: longest + 1)
    let space =
      line.utf8.first == UInt8(ascii: "`") || line.utf8.last == UInt8(ascii: "`") ? " " : ""
    let safe = isInCell ? line.replacing("|", with: "\\|") : line
    return fence + space + safe + space + fence
  }

  /// Returns the length of the longest run of a character.
  static func longestRun(of sign: Unicode.Scalar, in text: String) -> Int {
    text.unicodeScalars.split { $0 != sign }.map(\.count).max() ?? 0
  }

  /// Returns superscript digits, as in 10⁻¹⁶, or other text after a circumflex.
  private static func raised(_ text: String) -> String {
    let signs: [Character: Character] = [
      "-": "⁻", "−": "⁻", "+": "⁺", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵",
      "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]
    let raised = text.compactMap { signs[$0] }
    return raised.count == text.count ? String(raised) : "^\(text)"
  }
}
