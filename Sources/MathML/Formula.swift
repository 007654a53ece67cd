/// A piece of a formula, as it was understood.
indirect enum Formula: Hashable, Sendable {
  /// A variable or a symbol that is no operator; a single upright letter has to be marked as such.
  case identifier(String, isUpright: Bool = false)
  /// A number.
  case number(String)
  /// An operator, a relation, a bracket or a comma.
  case symbol(String, Role)
  /// A function's name, such as `log`; those like `max` take limits.
  case function(String, takesLimits: Bool)
  /// Words, with their spaces.
  case text(String)
  /// A space in em.
  case space(Double)
  /// Pieces in a row.
  case row([Formula])
  /// A fraction; its style is that around it unless it is forced.
  case fraction(Formula, Formula, style: FractionStyle)
  /// A root; a square root has no index.
  case root(Formula, index: Formula?)
  /// Something with a subscript or a superscript or both.
  case scripts(Formula, below: Formula?, above: Formula?)
  /// Something with a mark over or under it.
  case accent(Formula, Accent)
  /// Something between brackets that grow with it; a missing one is nil.
  case fence(opening: String?, [Formula], closing: String?)
  /// Rows of cells.
  case table(Table)
  /// A bracket of a given size in em.
  case largeBracket(String, Role, size: Double)
  /// A bracket in the middle of two that grow, as high as they are.
  case middle(String)
  /// Something with smaller things over and under it.
  case stacked(Formula, below: Formula?, above: Formula?)
  /// A name or a sign that takes limits in displays, as `max` does.
  case largeOperator(Formula)
  /// An operator that was told where its limits stand: over and under it, or beside it.
  case limits(Formula, areStacked: Bool)
  /// Something with other space around it than it would have.
  case spaced(Formula, Role)
  /// Two lines in parentheses.
  case binomial(Formula, Formula, style: FractionStyle)
  /// The rest of a row in another size.
  case resized(Size, [Formula])
  /// Something in a colour.
  case coloured(Formula, String)
  /// Something in a box.
  case boxed(Formula)
  /// The room that something would take.
  case phantom(Formula, Room)

  /// What a symbol does, which decides the space around it.
  enum Role: Hashable, Sendable {
    /// `/`, `|`: no space around it.
    case ordinary
    /// `∑`: takes limits and grows in displays.
    case sum
    /// `∫`: grows in displays, with its limits beside it.
    case integral
    /// `+`: a sign where nothing stands in front.
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

  /// How large a part of a formula is set.
  enum Size: Hashable, Sendable {
    /// As on a line of its own.
    case display
    /// As in a line of text.
    case text
    /// As a script.
    case script
    /// As a script of a script.
    case scriptOfScript
  }

  /// Which sides of a room are kept.
  enum Room: Hashable, Sendable {
    case both, width, height
  }

  /// How large a fraction is set.
  enum FractionStyle: Hashable, Sendable {
    /// As large as the formula around it says.
    case inherited
    /// As on a line of its own.
    case display
    /// As in a line of text.
    case text
  }

  /// A mark over or under something.
  struct Accent: Hashable, Sendable {
    /// The mark.
    let mark: String
    /// Whether it is as wide as what it marks.
    let stretches: Bool
    /// Whether it stands above.
    let isAbove: Bool
    /// Whether scripts stand over and under it, as at a brace.
    let takesLimits: Bool
    /// The size of the mark as a share of that of the formula.
    var size = 1.0
  }
}

extension Formula {
  /// Pieces as one: a single one stays what it is.
  static func joining(_ pieces: [Formula]) -> Formula {
    pieces.count == 1 ? pieces[0] : .row(pieces)
  }

  /// The sign, if it may stand behind `\left` or `\right`.
  var bracket: String? {
    guard case .symbol(let sign, let role) = self else { return nil }
    if "↑↓↕⇑⇓⇕∣∥".contains(sign) { return sign == "∣" ? "|" : sign == "∥" ? "‖" : sign }
    return [.opening, .closing, .ordinary].contains(role) && sign != "!" && sign != "¬" ? sign : nil
  }

  /// A symbol in another alphabet, if that has it.
  func inAlphabet(_ alphabet: Alphabet) -> Formula {
    guard case .identifier(let name, _) = self else { return self }
    let moved = String(name.map { alphabet($0) })
    return moved == name ? self : .identifier(moved)
  }
}
