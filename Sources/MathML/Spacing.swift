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
    case .scripts(let base, _, _), .limits(let base, _), .stacked(let base, _, _):
      base.functionTakesLimits
    case .largeOperator: true
    default: nil
    }
  }

  /// Whether something has to follow, so that a minus behind it is a sign.
  var awaitsOperand: Bool {
    switch self {
    case .symbol(_, let role):
      [.sum, .integral, .binary, .relation, .opening, .punctuation].contains(role)
    case .scripts(let base, _, _), .limits(let base, _), .stacked(let base, _, _),
      .coloured(let base, _):
      base.awaitsOperand
    case .spaced(_, let role), .largeBracket(_, let role, _):
      [.binary, .relation, .opening, .punctuation].contains(role)
    case .function, .largeOperator, .middle: true
    default: false
    }
  }

  /// Whether a function in front of it is applied to it.
  var isOperand: Bool {
    switch self {
    case .symbol(_, let role): [.sum, .integral, .opening, .ordinary].contains(role)
    case .scripts(let base, _, _), .limits(let base, _), .stacked(let base, _, _),
      .coloured(let base, _):
      base.isOperand
    case .largeBracket(_, let role, _): role == .opening || role == .ordinary
    case .space, .spaced, .middle: false
    default: true
    }
  }

  /// Whether brackets divide it from a function in front of it.
  var isBracketed: Bool {
    switch self {
    case .symbol(_, let role): role == .opening || role == .ordinary
    case .scripts(let base, _, _): base.isBracketed
    case .fence, .largeBracket, .binomial: true
    default: false
    }
  }

  /// Whether it is an operator that may have limits.
  var isLargeOperator: Bool {
    switch self {
    case .symbol(_, let role): role == .sum || role == .integral
    case .function, .largeOperator: true
    case .limits(let base, _): base.isLargeOperator
    default: false
    }
  }

  /// About how many letters wide it is.
  var letters: Int {
    switch self {
    case .identifier(let name, _), .number(let name), .function(let name, _), .text(let name):
      name.count
    case .row(let pieces), .fence(_, let pieces, _), .resized(_, let pieces):
      pieces.reduce(0) { $0 + $1.letters }
    case .scripts(let base, let below, let above):
      base.letters + (max(below?.letters ?? 0, above?.letters ?? 0) + 1) / 2
    case .accent(let base, _), .coloured(let base, _), .boxed(let base), .stacked(let base, _, _):
      base.letters
    case .space: 0
    default: 1
    }
  }
}
