/// A line of Markdown, built word by word: all text passes through it, so that no review can inject Markdown.
///
/// Every character with a meaning to GitHub is escaped, and constructs that escapes do not prevent (mentions, issue numbers,
/// callouts) are broken by an invisible word joiner.
package struct MarkdownPhrase {
  /// The Markdown text so far.
  package private(set) var text = ""
  /// Whether the line is still empty.
  private var isAtStart = true
  /// Whether the line could still become an item of a numbered list.
  private var isNumber = true
  private var hasSpace = false
  private var last: Unicode.Scalar = " "

  /// Creates an empty line.
  package init() {}

  /// Returns plain text, escaped for Markdown, on one line; in a table cell too, it does not end the cell.
  package static func escape(_ text: some StringProtocol) -> String {
    var phrase = MarkdownPhrase()
    phrase.append(text)
    return phrase.finished
  }

  /// Appends plain text; white space is collapsed, and removed at the start of the line.
  package mutating func append(_ words: some StringProtocol, keepingLines: Bool = false) {
    append(words.unicodeScalars, keepingLines: keepingLines)
  }

  /// Appends plain text, scalar by scalar.
  package mutating func append(_ words: some Sequence<Unicode.Scalar>, keepingLines: Bool = false) {
    let scalars = Array(words)
    for (index, scalar) in scalars.enumerated() {
      if keepingLines, scalar == "\n" {
        breakLine()
      } else if scalar.properties.isWhitespace && scalar != "\u{A0}" && scalar != "\u{202F}" {
        hasSpace = true
      } else {
        append(scalar, next: index + 1 < scalars.count ? scalars[index + 1] : nil)
      }
    }
  }

  /// Appends finished Markdown.
  package mutating func append(markdown: String) {
    guard let end = markdown.unicodeScalars.last else { return }
    flushSpace()
    text += markdown
    last = end
    isAtStart = false
    isNumber = false
  }

  /// Appends a hard line break.
  package mutating func breakLine() {
    hasSpace = false
    guard !isAtStart else { return }
    text += "\\\n"
    isAtStart = true
    isNumber = true
    last = " "
  }

  /// Appends text between two delimiters such as `**`.
  ///
  /// GitHub recognises delimiters only next to the first and last letter of a word, so text that starts or ends with any
  /// other character stays plain.
  package mutating func append(
    _ inner: MarkdownPhrase, between sign: String, around written: String
  ) {
    guard written.unicodeScalars.first?.properties.isLetterOrDigit == true,
      written.unicodeScalars.last?.properties.isLetterOrDigit == true,
      !"*~".unicodeScalars.contains(last) || hasSpace
    else { return append(markdown: inner.text) }
    append(markdown: sign + inner.text + sign)
  }

  /// The phrase without a trailing line break.
  package var finished: String {
    text.hasSuffix("\\\n") ? String(text.dropLast(2)) : text
  }

  private mutating func flushSpace() {
    if hasSpace && !isAtStart {
      text += " "
      isNumber = false
    }
    if hasSpace { last = " " }
    hasSpace = false
  }

  private mutating func append(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) {
    flushSpace()
    if Self.isEscaped(scalar) || needsEscape(scalar, next: next) { text += "\\" }
    if scalar.isDirectional {
      text += scalar.shownName
    } else {
      text.unicodeScalars.append(scalar.isAllowed ? scalar : "\u{FFFD}")
    }
    let isBroken =
      scalar == "@" || scalar == "[" && next == "!"
      || scalar == "#" && next?.properties.isLetterOrDigit ?? true
    if isBroken { text.unicodeScalars.append("\u{2060}") }
    isAtStart = false
    isNumber = isNumber && ("0"..."9").contains(scalar)
    last = scalar
  }

  /// Whether a character has a meaning anywhere.
  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    "\\`*_[]<>|~$&".unicodeScalars.contains(scalar)
  }

  /// Whether a character has a meaning here: at the start of a line, or in a URL, which GitHub would turn into a link.
  private func needsEscape(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) -> Bool {
    switch scalar {
    case ".": isNumber && next ?? " " == " " || text.suffix(3).lowercased() == "www"
    case ")": isNumber && next ?? " " == " "
    case "+": isAtStart && next ?? " " == " "
    case "#", "-", "=": isAtStart
    case ":": next == "/"
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is allowed on a page.
  fileprivate var isAllowed: Bool {
    properties.generalCategory != .control && !properties.isNoncharacterCodePoint
  }
}

extension Unicode.Scalar.Properties {
  package var isLetterOrDigit: Bool {
    switch generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
