/// A word, a literal or a sign of an expression.
struct ExpressionToken: Hashable {
  /// The kind of a token.
  enum Kind: Hashable {
    /// A path, a function or a word such as `and`.
    case name
    case number
    case text
    case sign
    /// Something that is not part of any expression: the problem, and a remedy.
    case unreadable(String, hint: String?)
  }

  let kind: Kind
  /// The token as written; of quoted text, its contents.
  let text: String
  /// The number of characters before it.
  let offset: Int

  /// Whether this is a certain word.
  func isWord(_ word: String) -> Bool { kind == .name && text == word }

  /// Whether this is a certain sign.
  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }
}

/// Splits an expression into tokens.
///
/// A name ends at a space, a comma, a quotation mark, a comparison or a parenthesis, so it may contain hyphens and signs of
/// arithmetic: `collapse.max-row-difference` is one name, and `a - b` is a difference. A component of a path in quotation
/// marks may contain any character: `columns."star rating"`. Parentheses within a path, as in the name of a class, are part of
/// it if they are balanced.
struct ExpressionScanner {
  private let characters: [Character]
  private var position = 0

  private init(_ text: String) { characters = Array(text) }

  /// Returns the tokens of a text.
  ///
  /// - Complexity: O(*n*) in its length.
  static func tokens(of text: String) -> [ExpressionToken] {
    var scanner = ExpressionScanner(text)
    var tokens: [ExpressionToken] = []
    while let token = scanner.next() { tokens.append(token) }
    return tokens
  }

  private static let signs: Set = [
    "==", "!=", "<=", ">=", "<", ">", "(", ")", ",", "+", "-", "*", "/",
  ]

  /// The operators of other languages, and what to write for them.
  private static let foreign = [
    "===": "==", "=>": ">=", "=<": "<=", "<>": "!=", "=": "==", "≥": ">=", "≤": "<=", "≠": "!=",
    "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "−": "-", "×": "*", "·": "*",
    "÷": "/", "**": nil, "^": nil, "%": nil, "//": nil,
  ]

  private static let quotes: Set<Character> = ["'", "`", "“", "”", "„", "‘", "’", "«", "»"]

  private mutating func next() -> ExpressionToken? {
    while let character = peek(), character.isWhitespace { position += 1 }
    guard let first = peek() else { return nil }
    let start = position
    if first == "\"" {
      guard let text = quoted() else {
        return token(.unreadable("this text is not closed", hint: "end it with \""), from: start)
      }
      return ExpressionToken(kind: .text, text: text, offset: start)
    }
    if Self.quotes.contains(first) { return foreignText(from: start) }
    if first.isDigit || first == "." && peek(1)?.isDigit == true { return number(from: start) }
    for length in [3, 2, 1] where start + length <= characters.count {
      let sign = String(characters[start..<start + length])
      if let remedy = Self.foreign[sign] {
        position += length
        return token(
          .unreadable("there is no operator '\(sign)'", hint: remedy.map { "use \($0)" }),
          from: start)
      }
      if Self.signs.contains(sign) {
        position += length
        return token(.sign, from: start)
      }
    }
    guard let name = name() else {
      return token(.unreadable("this text is not closed", hint: "end it with \""), from: start)
    }
    return ExpressionToken(kind: .name, text: name, offset: start)
  }

  private func peek(_ distance: Int = 0) -> Character? {
    position + distance < characters.count ? characters[position + distance] : nil
  }

  private func token(_ kind: ExpressionToken.Kind, from start: Int) -> ExpressionToken {
    ExpressionToken(kind: kind, text: String(characters[start..<position]), offset: start)
  }

  /// Reads a text in quotation marks, in which `\"` is a quotation mark and `\\` a backslash; nil if it is not closed.
  private mutating func quoted() -> String? {
    var text = ""
    position += 1
    while let character = peek() {
      position += 1
      if character == "\"" { return text }
      if character == "\\", let next = peek(), next == "\"" || next == "\\" {
        position += 1
        text.append(next)
      } else {
        text.append(character)
      }
    }
    return nil
  }

  private mutating func foreignText(from start: Int) -> ExpressionToken {
    position += 1
    while let character = peek(), !Self.quotes.contains(character) { position += 1 }
    if peek() != nil { position += 1 }
    let bare = characters[start..<position].filter { !Self.quotes.contains($0) && $0 != "\"" }
    return token(
      .unreadable(
        "text must be in straight double quotation marks", hint: "write \"\(String(bare))\""),
      from: start)
  }

  private mutating func number(from start: Int) -> ExpressionToken {
    while let character = peek() {
      let last = position > start ? characters[position - 1] : " "
      let isExponent = (character == "+" || character == "-") && "eEpP".contains(last)
      guard character.isLetter || character.isNumber || "._".contains(character) || isExponent
      else { break }
      position += 1
    }
    if peek() == "%" { position += 1 }
    let found = token(.number, from: start)
    return ExpressionSyntax.value(ofNumber: found.text) == nil
      ? token(.unreadable("'\(found.text)' is not a number", hint: nil), from: start) : found
  }

  /// Reads a name; nil if a part of it is in quotation marks that are not closed.
  private mutating func name() -> String? {
    var name = ""
    var depth = 0
    while let character = peek() {
      if character == "\"", name.last == "." {
        guard let text = quoted() else { return nil }
        name += text
        continue
      }
      let isEnd =
        character.isWhitespace || ",\"<>=".contains(character)
        || character == "!" && peek(1) == "="
        || character == "(" && !name.contains(".") || character == ")" && depth == 0
      if isEnd { break }
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      name.append(character)
      position += 1
    }
    return name
  }
}

extension Character {
  /// Whether this is one of the digits 0 to 9.
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
