import SourceText

/// A token of TeX: a command, a character or the space between them.
struct Token: Hashable, Sendable {
  /// The kind of a token.
  enum Kind: Hashable, Sendable {
    /// A command by its name without the backslash, such as `frac` or `,`.
    case command(String)
    /// Any character except a space.
    case character(Character)
    /// A sequence of spaces and line ends.
    case space
  }

  /// The kind.
  let kind: Kind
  /// The location of its first character.
  let location: SourceLocation

  /// The token as the user wrote it.
  var text: String {
    switch kind {
    case .command(let name): "\\" + name
    case .character(let character): String(character)
    case .space: " "
    }
  }

  /// The command; nil if the token is not a known command.
  var command: Command? {
    guard case .command(let name) = kind else { return nil }
    return Command.named[name]
  }

  /// Whether it separates the rows of a table.
  var isNewRow: Bool {
    if case .newRow = command { true } else { false }
  }

  /// Whether it is this character.
  func isCharacter(_ character: Character) -> Bool {
    kind == .character(character)
  }

  /// Whether it begins a script of the preceding node.
  var isScript: Bool { isCharacter("_") || isCharacter("^") || isCharacter("'") }
}
