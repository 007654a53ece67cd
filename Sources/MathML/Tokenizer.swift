import SourceText

/// Cuts TeX into tokens; it knows no command.
enum Tokenizer {
  /// Cuts a formula.
  ///
  /// - Parameters:
  ///   - tex: The formula.
  ///   - start: Where its first character stands.
  /// - Returns: Its tokens, which together are the whole formula.
  /// - Complexity: O(*n*) in the length of the formula.
  static func tokens(of tex: String, at start: SourceLocation) -> [Token] {
    var tokens: [Token] = []
    var place = start
    var rest = tex[...]
    while let first = rest.first {
      let kind: Token.Kind
      let length: Int
      if first == "\\" {
        let name = commandName(in: rest.dropFirst())
        kind = name.isEmpty ? .character(first) : .command(name)
        length = name.count + 1
      } else if first.isWhitespace {
        kind = .space
        length = rest.prefix { $0.isWhitespace }.count
      } else {
        kind = .character(first)
        length = 1
      }
      tokens.append(Token(kind: kind, location: place))
      for character in rest.prefix(length) { place = place.following(character) }
      rest = rest.dropFirst(length)
    }
    return tokens
  }

  /// The name behind a backslash: ASCII letters, or any one other character.
  private static func commandName(in text: Substring) -> String {
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    return String(letters.isEmpty ? text.prefix(1) : letters)
  }
}

extension SourceLocation {
  /// The place behind a character that stands here.
  fileprivate func following(_ character: Character) -> SourceLocation {
    character.isNewline
      ? SourceLocation(file: file, line: line.map { $0 + 1 }, column: 1)
      : SourceLocation(file: file, line: line, column: column.map { $0 + 1 })
  }
}
