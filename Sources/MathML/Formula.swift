/// A node of a parsed formula.
indirect enum Formula: Hashable, Sendable {
  /// A variable, or a symbol that is not an operator; a single upright letter must be marked as
  /// such.
  case identifier(String, isUpright: Bool = false)
  /// A number.
  case number(String)
  /// An operator, a relation, a bracket or a comma.
  case symbol(String, Role)
  /// The name of a function, such as `log`; some, such as `max`, take limits.
  case function(String, takesLimits: Bool)
  /// Text, with its spaces.
  case text(String)
  /// A space in em.
  case space(Double)
  /// A sequence of nodes.
  case row([Formula])
  /// A fraction; by default it inherits the surrounding style.
  case fraction(Formula, Formula, style: FractionStyle)
  /// A root; a square root has no index.
  case root(Formula, index: Formula?)
  /// A node with a subscript, a superscript or both.
  case scripts(Formula, below: Formula?, above: Formula?)
  /// A node with a mark over or under it.
  case accent(Formula, Accent)
  /// Content between brackets that stretch to its height; nil for a missing bracket.
  case fence(opening: String?, [Formula], closing: String?)
  /// Rows of cells.
  case table(Table)
  /// A bracket of a given size in em.
  case largeBracket(String, Role, size: Double)
  /// A bracket between two stretchy brackets, stretched to their height.
  case middle(String)
  /// A node with smaller content over and under it.
  case stacked(Formula, below: Formula?, above: Formula?)
  /// A name or a sign that takes limits in display style, like `max`.
  case largeOperator(Formula)
  /// An operator with an explicit position of its limits: over and under it, or beside it.
  case limits(Formula, areStacked: Bool)
  /// A node with the spacing of another role.
  case spaced(Formula, Role)
  /// Two lines in parentheses.
  case binomial(Formula, Formula, style: FractionStyle)
  /// The rest of a row in another size.
  case resized(Size, [Formula])
  /// Coloured content.
  case coloured(Formula, String)
  /// Boxed content.
  case boxed(Formula)
  /// Invisible content that takes up space.
  case phantom(Formula, Room)

  /// The role of a symbol, which determines the space around it.
  enum Role: Hashable, Sendable {
    /// `/`, `|`: without space around it.
    case ordinary
    /// `∑`: takes limits and grows in display style.
    case sum
    /// `∫`: grows in display style, with its limits beside it.
    case integral
    /// `+`: a sign if there is no operand before it.
    case binary
    /// `=`.
    case relation
    /// `(`.
    case opening
    /// `)`.
    case closing
    /// `,`.
    case punctuation
    /// `′`: only in superscripts.
    case mark
  }

  /// The size of a part of a formula.
  enum Size: Hashable, Sendable {
    /// Display style.
    case display
    /// Text style.
    case text
    /// Script size.
    case script
    /// Size of a script within a script.
    case scriptOfScript
  }

  /// The dimensions that a phantom takes up.
  enum Room: Hashable, Sendable {
    case both, width, height
  }

  /// The style of a fraction.
  enum FractionStyle: Hashable, Sendable {
    /// The surrounding style.
    case inherited
    /// Display style.
    case display
    /// Text style.
    case text
  }

  /// A mark over or under something.
  struct Accent: Hashable, Sendable {
    /// The mark.
    let mark: String
    /// Whether the mark stretches to the width of its base.
    let stretches: Bool
    /// Whether the mark is above its base.
    let isAbove: Bool
    /// Whether scripts are placed over and under the mark, as for a brace.
    let takesLimits: Bool
    /// The size of the mark relative to the formula.
    var size = 1.0
  }
}

extension Formula {
  /// Joins nodes to one; a single node is returned unchanged.
  static func joining(_ pieces: [Formula]) -> Formula {
    pieces.count == 1 ? pieces[0] : .row(pieces)
  }

  /// The bracket, if the symbol is allowed after `\left` or `\right`.
  var bracket: String? {
    guard case .symbol(let sign, let role) = self else { return nil }
    if "↑↓↕⇑⇓⇕∣∥".contains(sign) { return sign == "∣" ? "|" : sign == "∥" ? "‖" : sign }
    return [.opening, .closing, .ordinary].contains(role) && sign != "!" && sign != "¬" ? sign : nil
  }

  /// Returns a symbol in another alphabet, if the alphabet contains it.
  func inAlphabet(_ alphabet: Alphabet) -> Formula {
    guard case .identifier(let name, _) = self else { return self }
    let moved = String(name.map { alphabet($0) })
    return moved == name ? self : .identifier(moved)
  }
}
