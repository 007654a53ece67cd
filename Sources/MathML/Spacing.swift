/// What the pieces of a row are to their neighbours.
extension Formula {
  /// The pieces of a row; anything else is its own only piece.
  var pieces: [Formula] {
    if case .row(let pieces) = self { pieces } else { [self] }
  }

  /// Whether its limits always are written as standing below and above it: those of a sum, which browsers
  /// move beside it where the formula is set small, and the note at a brace.
  var hasLimits: Bool {
    switch self {
    case .symbol(_, let role): role == .sum
    case .accent(_, let accent): accent.takesLimits
    default: false
    }
  }

  /// Of a function, with or without scripts, whether it takes limits; nil of everything else.
  var functionTakesLimits: Bool? {
    switch self {
    case .function(_, let takesLimits): takesLimits
    case .scripts(let base, _, _): base.functionTakesLimits
    default: nil
    }
  }

  /// Whether something has to follow, so that a minus behind it is a sign.
  var awaitsOperand: Bool {
    switch self {
    case .symbol(_, let role):
      [.sum, .integral, .binary, .relation, .opening, .punctuation].contains(role)
    case .scripts(let base, _, _): base.awaitsOperand
    case .function: true
    default: false
    }
  }

  /// Whether a function in front of it is applied to it.
  var isOperand: Bool {
    switch self {
    case .symbol(_, let role): [.sum, .integral, .opening, .ordinary].contains(role)
    case .scripts(let base, _, _): base.isOperand
    case .space: false
    default: true
    }
  }

  /// Whether brackets divide it from a function in front of it.
  var isBracketed: Bool {
    switch self {
    case .symbol(_, let role): role == .opening || role == .ordinary
    case .scripts(let base, _, _): base.isBracketed
    case .fence: true
    default: false
    }
  }
}
