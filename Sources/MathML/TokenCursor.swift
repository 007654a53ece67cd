/// A position in a sequence of tokens.
struct TokenCursor {
  private let tokens: [Token]
  private var position = 0

  /// Creates a cursor before the first token.
  init(_ tokens: [Token]) {
    self.tokens = tokens
  }

  /// Returns the next token other than a space.
  mutating func peek() -> Token? {
    while current?.kind == .space { position += 1 }
    return current
  }

  /// Consumes and returns the next token, including spaces.
  mutating func next() -> Token? {
    defer { advance() }
    return current
  }

  /// Moves past a token.
  mutating func advance() {
    position = min(position + 1, tokens.count)
  }

  /// Moves past all tokens.
  mutating func finish() {
    position = tokens.count
  }

  /// Returns the character immediately after the last token, without a space between.
  ///
  /// - Parameter count: The number of tokens to skip.
  /// - Returns: The character; nil for a space or a command.
  func adjacentCharacter(after count: Int = 0) -> Character? {
    guard tokens.indices.contains(position + count) else { return nil }
    guard case .character(let character) = tokens[position + count].kind else { return nil }
    return character
  }

  private var current: Token? { position < tokens.count ? tokens[position] : nil }
}
