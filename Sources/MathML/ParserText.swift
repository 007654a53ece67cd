import SourceText

/// Text in formulas, and names that are text.
extension Parser {
  /// Parses the text in braces after `\text` and the like, including formulas between dollars.
  ///
  /// - Parameters:
  ///   - owner: The command.
  ///   - alphabet: The alphabet of the text.
  /// - Returns: The sequence of texts and formulas.
  mutating func text(of owner: Token, _ alphabet: Alphabet) -> Formula {
    guard let brace = cursor.peek(), brace.isCharacter("{") else {
      report("'\(owner.text)' needs its text in braces", at: owner)
      return .row([])
    }
    cursor.advance()
    var pieces: [Formula] = []
    var words = ""
    func flush() {
      let letters = alphabet == .roman ? words : String(words.map { alphabet($0) })
      if !words.isEmpty { pieces.append(.text(letters)) }
      words = ""
    }
    var level = 1
    while let token = cursor.next() {
      switch token.kind {
      case .character("{"): level += 1
      case .character("}"):
        level -= 1
        if level == 0 {
          flush()
          return .joining(pieces.isEmpty ? [.text("")] : pieces)
        }
      case .character("$"):
        flush()
        pieces += nested(at: token) { $0.formula(from: token) } ?? []
      case .character("~"): words += " "
      case .character, .space: words += token.text
      case .command(let name):
        if let character = Self.characters[name] {
          words += character
        } else if case .text(let inner) = token.command {
          flush()
          let outer = inner == .roman ? alphabet : inner
          if let text = nested(at: token, { $0.text(of: token, outer) }) { pieces.append(text) }
        } else {
          report(
            "'\(token.text)' is not allowed in text", at: token,
            hint: "close the text first, or put the formula between dollars")
        }
      }
    }
    report("this '{' is not closed", at: brace)
    return .row([])
  }

  /// Parses a formula between dollars.
  private mutating func formula(from dollar: Token) -> [Formula] {
    let outer = alphabet
    alphabet = nil
    defer { alphabet = outer }
    return enclosed(in: .dollar, opened: dollar)
  }

  /// The commands that produce characters in text.
  private static let characters: [String: String] = [
    " ": " ", "{": "{", "}": "}", "%": "%", "#": "#", "$": "$", "&": "&", "_": "_",
    ",": "\u{2009}", ":": "\u{2005}", ">": "\u{2005}", ";": "\u{2004}", "!": "", "-": "\u{AD}",
    "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—",
    "textbackslash": "\\", "quad": "\u{2003}", "S": "§", "P": "¶",
  ]

  /// Parses a name in braces, preserving spaces.
  mutating func words(of owner: Token) -> String {
    guard let brace = cursor.peek(), brace.isCharacter("{") else {
      report("'\(owner.text)' needs its text in braces", at: owner)
      return ""
    }
    cursor.advance()
    var words = ""
    var level = 1
    while let token = cursor.next() {
      switch token.kind {
      case .character("{"): level += 1
      case .character("}"):
        level -= 1
        if level == 0 { return words }
      case .character("~"): words += " "
      case .character, .space: words += token.text
      case .command(let name):
        if let character = Self.characters[name] {
          words += character
        } else if case .alphabet = token.command {
          continue
        } else if case .text = token.command {
          continue
        } else {
          report("'\(token.text)' is not allowed in text", at: token, hint: "close the text first")
        }
      }
    }
    report("this '{' is not closed", at: brace)
    return words
  }

  /// Parses the name of a colour in braces; returns nil for an unknown colour.
  mutating func colour(of owner: Token) -> String? {
    if let bracket = cursor.peek(), bracket.isCharacter("[") {
      report(
        "'\(owner.text)' needs the name of a colour", at: bracket,
        hint: "for example {red} or {#0a64b2}")
      return nil
    }
    let isGiven = cursor.peek()?.isCharacter("{") ?? false
    let name = words(of: owner)
    if Self.colours.contains(name) { return name }
    if name.wholeMatch(of: /#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})/) != nil { return name }
    if isGiven {
      report(
        "there is no colour '\(name)'", at: owner,
        hint: NearestName.of(name, among: Self.colours).map { "did you mean '\($0)'?" }
          ?? "for example {red} or {#0a64b2}")
    }
    return nil
  }

  private static let colours = [
    "red", "green", "blue", "cyan", "magenta", "yellow", "black", "gray", "white", "darkgray",
    "lightgray", "brown", "lime", "olive", "orange", "pink", "purple", "teal", "violet", "maroon",
    "navy", "crimson", "darkblue", "darkgreen", "darkred",
  ]
}
