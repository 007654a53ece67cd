import SourceText

/// A line of Markdown that grows word by word: the one way in which text gets into Markdown, so that no review can write
/// any.
///
/// Every sign that means something to GitHub is escaped, and what no escape stops (a mention, the number of an issue, a callout)
/// is broken by an invisible word joiner.
struct MarkdownPhrase {
  /// The Markdown so far.
  private(set) var text = ""
  /// Whether nothing has been written since the line began.
  private var isAtStart = true
  /// Whether the line may still become an item of a numbered list.
  private var isNumber = true
  private var hasSpace = false
  private var last: Unicode.Scalar = " "

  /// Adds text as it is to be read; its white space becomes one space, or goes at the beginning.
  mutating func append(_ words: some StringProtocol, keepingLines: Bool = false) {
    append(words.unicodeScalars, keepingLines: keepingLines)
  }

  /// Adds text as it is to be read, scalar by scalar.
  mutating func append(_ words: some Sequence<Unicode.Scalar>, keepingLines: Bool = false) {
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

  /// Adds Markdown that was made elsewhere.
  mutating func append(markdown: String) {
    guard let end = markdown.unicodeScalars.last else { return }
    flushSpace()
    text += markdown
    last = end
    isAtStart = false
    isNumber = false
  }

  /// Ends the line, which goes on below.
  mutating func breakLine() {
    hasSpace = false
    guard !isAtStart else { return }
    text += "\\\n"
    isAtStart = true
    isNumber = true
    last = " "
  }

  /// Adds text between two signs such as `**`.
  ///
  /// GitHub takes them for signs only beside a word's first and last letter, so what begins or ends with anything else
  /// stays plain.
  mutating func append(_ inner: MarkdownPhrase, between sign: String, around written: String) {
    guard written.unicodeScalars.first?.properties.isLetterOrDigit == true,
      written.unicodeScalars.last?.properties.isLetterOrDigit == true,
      !"*~".unicodeScalars.contains(last) || hasSpace
    else { return append(markdown: inner.text) }
    append(markdown: sign + inner.text + sign)
  }

  /// The phrase without an unfinished end.
  var finished: String {
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

  /// Signs that mean something wherever they stand.
  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    "\\`*_[]<>|~$&".unicodeScalars.contains(scalar)
  }

  /// Signs that mean something at the beginning of a line, and those of addresses, which become links by themselves.
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
  /// Whether a page may hold it.
  fileprivate var isAllowed: Bool {
    properties.generalCategory != .control && !properties.isNoncharacterCodePoint
  }
}

extension Unicode.Scalar.Properties {
  var isLetterOrDigit: Bool {
    switch generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
