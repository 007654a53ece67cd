import SourceText

/// The smallest piece of TeX: a command, a character or the space between them.
struct Token: Hashable, Sendable {
  /// What sort of piece it is.
  enum Kind: Hashable, Sendable {
    /// A command by its name without the backslash, such as `frac` or `,`.
    case command(String)
    /// Any character that is no space.
    case character(Character)
    /// Spaces and line ends in a row.
    case space
  }

  /// What sort of piece it is.
  let kind: Kind
  /// Where it begins.
  let location: SourceLocation

  /// The piece as the user wrote it.
  var text: String {
    switch kind {
    case .command(let name): "\\" + name
    case .character(let character): String(character)
    case .space: " "
    }
  }

  /// What it commands; nil of what is no command, or of none that is known.
  var command: Command? {
    guard case .command(let name) = kind else { return nil }
    return Command.named[name]
  }

  /// Whether it divides the rows of a table.
  var isNewRow: Bool {
    if case .newRow = command { true } else { false }
  }

  /// Whether it is this character.
  func isCharacter(_ character: Character) -> Bool {
    kind == .character(character)
  }

  /// Whether it puts something below or above what stands in front of it.
  var isScript: Bool { isCharacter("_") || isCharacter("^") || isCharacter("'") }
}
