/// Properties of nodes that determine the spacing between neighbours.
extension Formula {
  /// The nodes of a row; any other node is a row of one.
  var pieces: [Formula] {
    if case .row(let pieces) = self { pieces } else { [self] }
  }

  /// Whether its limits are always marked up as below and above it: those of a sum, which browsers move beside it in small
  /// sizes, and the label of a brace.
  var hasLimits: Bool {
    switch self {
    case .symbol(_, let role): role == .sum
    case .accent(_, let accent): accent.takesLimits
    default: false
    }
  }

  /// For a function, with or without scripts, whether it takes limits; nil for any other node.
  var functionTakesLimits: Bool? {
    switch self {
    case .function(_, let takesLimits): takesLimits
    case .scripts(let base, _, _), .limits(let base, _), .stacked(let base, _, _):
      base.functionTakesLimits
    case .largeOperator: true
    default: nil
    }
  }

  /// Whether an operand must follow, so that a minus after it is a sign.
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

  /// Whether a preceding function applies to it.
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

  /// Whether brackets separate it from a preceding function.
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

  /// The approximate width in letters.
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
