import SourceText

/// Splits TeX into tokens, without interpreting commands.
enum Tokenizer {
  /// Splits a formula.
  ///
  /// - Parameters:
  ///   - tex: The formula.
  ///   - start: The location of its first character.
  /// - Returns: The tokens, whose concatenation is the whole formula.
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

  /// Returns the name after a backslash: ASCII letters, or any single other character.
  private static func commandName(in text: Substring) -> String {
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    return String(letters.isEmpty ? text.prefix(1) : letters)
  }
}

extension SourceLocation {
  /// Returns the location after a character at this location.
  fileprivate func following(_ character: Character) -> SourceLocation {
    character.isNewline
      ? SourceLocation(file: file, line: line.map { $0 + 1 }, column: 1)
      : SourceLocation(file: file, line: line, column: column.map { $0 + 1 })
  }
}
