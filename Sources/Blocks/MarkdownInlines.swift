import SourceText

/// The parts of phrases.
extension MarkdownRenderer {
  /// Returns a phrase as one line.
  func line(of phrase: Phrase) -> MarkdownPhrase {
    var line = MarkdownPhrase()
    for piece in phrase.pieces { add(piece, to: &line) }
    return line
  }

  private func add(_ phrase: Phrase, to line: inout MarkdownPhrase) {
    for piece in phrase.pieces { add(piece, to: &line) }
  }

  private func add(_ piece: Phrase.Piece, to line: inout MarkdownPhrase) {
    switch piece {
    case .text(let text), .data(_, let text), .date(let text): line.append(text)
    case .strong(let inner), .title(let inner): add(inner, between: "**", to: &line)
    case .emphasis(let inner): add(inner, between: "*", to: &line)
    case .deleted(let inner): add(inner, between: "~~", to: &line)
    case .small(let inner), .span(let inner, _, _), .rendered(_, let inner), .term(let inner, _, _):
      add(inner, to: &line)
    case .secondary(let inner):
      line.append(" ")
      add(inner, to: &line)
    case .code(let text): line.append(markdown: code(text))
    case .superscript(let text): line.append(Self.raised(text))
    case .link(let inner, let address, _): link(inner, to: address, in: &line)
    case .formula(_, let tex): line.append(markdown: "$`\(tex)`$")
    case .footnote(let name): line.append(markdown: "[^\(footnoteName(name))]")
    case .marked(let text): add(text, to: &line)
    case .sample(let text, let sample): add(MarkedText(sample, text), to: &line)
    case .lineBreak: line.breakLine()
    case .breakOpportunity, .graphic, .slot: break
    }
  }

  private func add(_ phrase: Phrase, between sign: String, to line: inout MarkdownPhrase) {
    let inner = self.line(of: phrase).finished
    if !inner.isEmpty { line.append(markdown: sign + inner + sign) }
  }

  private func link(_ phrase: Phrase, to address: String, in line: inout MarkdownPhrase) {
    let inner = self.line(of: phrase).finished
    guard let target = target(address), !inner.isEmpty else {
      return line.append(markdown: inner)
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
    line.append(markdown: "[\(inner)](\(safe.joined()))")
  }

  /// Returns text between more backticks than any run in the text.
  private func code(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let fence = String(repeating: "`", count: line.longestRun(of: "`") + 1)
    let space =
      line.utf8.first == UInt8(ascii: "`") || line.utf8.last == UInt8(ascii: "`") ? " " : ""
    let safe = isInCell ? line.replacing("|", with: "\\|") : line
    return fence + space + safe + space + fence
  }

  /// Returns superscript digits, as in 10⁻¹⁶, or other text after a circumflex.
  static func raised(_ text: String) -> String {
    let signs: [Character: Character] = [
      "-": "⁻", "−": "⁻", "+": "⁺", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵",
      "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]
    let raised = text.compactMap { signs[$0] }
    return raised.count == text.count ? String(raised) : "^\(text)"
  }
}

/// Marked words.
extension MarkdownRenderer {
  /// Returns marked words as one line, or as several with the line ends of the text.
  func line(of text: MarkedText, keepingLines: Bool) -> MarkdownPhrase {
    var line = MarkdownPhrase()
    add(text, to: &line, keepingLines: keepingLines)
    return line
  }

  private func add(
    _ text: MarkedText, to line: inout MarkdownPhrase, keepingLines: Bool = false
  ) {
    for segment in text.segments {
      switch segment {
      case .plain(let text): line.append(text, keepingLines: keepingLines)
      case .word(let word, let mark): add(word, mark, to: &line)
      case .unread(let text, _): add(unread: text, to: &line, keepingLines)
      }
    }
  }

  private func add(_ word: Substring, _ mark: MarkedText.Mark, to line: inout MarkdownPhrase) {
    var inner = MarkdownPhrase()
    inner.append(word)
    let sign = mark.step > 0 ? "**" : mark.step < 0 ? "*" : ""
    if !mark.isKnown { line.append("[") }
    line.append(inner, between: sign, around: String(word))
    if !mark.isKnown { line.append("]") }
  }

  /// Appends words that the model never reads, struck out from the first letter to the last.
  private func add(
    unread text: Substring, to line: inout MarkdownPhrase, _ keepsLines: Bool
  ) {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: \.properties.isLetterOrDigit),
      let last = scalars.lastIndex(where: \.properties.isLetterOrDigit)
    else { return line.append(scalars, keepingLines: keepsLines) }
    let end = scalars.index(after: last)
    line.append(scalars[..<first], keepingLines: keepsLines)
    var inner = MarkdownPhrase()
    inner.append(scalars[first..<end], keepingLines: keepsLines)
    line.append(inner, between: "~~", around: String(scalars[first..<end]))
    line.append(scalars[end...], keepingLines: keepsLines)
  }
}

extension MarkedText {
  /// The text of a sample, marked as such words are.
  init(_ sample: MarkSample, _ text: String) {
    switch sample {
    case .step(let step): self.init([.word(text[...], Mark(step: step))])
    case .flat: self.init([.plain(text[...])])
    case .unknown: self.init([.word(text[...], Mark(step: 0, isKnown: false))])
    case .unread: self.init([.unread(text[...])])
    }
  }
}
