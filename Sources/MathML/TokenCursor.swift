/// A place in a row of tokens.
struct TokenCursor {
  private let tokens: [Token]
  private var position = 0

  /// Creates a cursor in front of the first token.
  init(_ tokens: [Token]) {
    self.tokens = tokens
  }

  /// The next token that is no space.
  mutating func peek() -> Token? {
    while current?.kind == .space { position += 1 }
    return current
  }

  /// The token behind the last one, be it a space; it counts as taken.
  mutating func next() -> Token? {
    defer { advance() }
    return current
  }

  /// Goes past a token.
  mutating func advance() {
    position = min(position + 1, tokens.count)
  }

  /// Goes past all tokens.
  mutating func finish() {
    position = tokens.count
  }

  /// The character right behind the last token, with no space between.
  ///
  /// - Parameter count: How many tokens to skip.
  /// - Returns: The character; nil where a space or a command stands.
  func adjacentCharacter(after count: Int = 0) -> Character? {
    guard tokens.indices.contains(position + count) else { return nil }
    guard case .character(let character) = tokens[position + count].kind else { return nil }
    return character
  }

  private var current: Token? { position < tokens.count ? tokens[position] : nil }
}
