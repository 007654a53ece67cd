/// What a command means; the table of all commands is ``named``.
enum Command: Sendable {
  /// It stands for itself: a letter, an operator, a function or a space.
  case piece(Formula)
  /// `\frac{a}{b}`.
  case fraction(Formula.FractionStyle)
  /// `\sqrt[n]{x}`.
  case root
  /// `\hat{x}`.
  case accent(Formula.Accent)
  /// `\mathbf{x}`.
  case alphabet(Alphabet)
  /// `\text{words}`.
  case text
  /// `\operatorname{name}`, with limits when a star follows.
  case operatorName
  /// `\left(`.
  case left
  /// `\right)`.
  case right
  /// `\begin{cases}`.
  case begin
  /// `\end{cases}`.
  case end
  /// `\\`.
  case newRow

  /// All commands by their names.
  static let named: [String: Command] =
    structure.merging(pieces.mapValues(Command.piece)) { first, _ in first }

  private static let structure: [String: Command] = [
    "frac": .fraction(.inherited), "tfrac": .fraction(.text), "dfrac": .fraction(.display),
    "sqrt": .root, "text": .text, "operatorname": .operatorName,
    "left": .left, "right": .right, "begin": .begin, "end": .end, "\\": .newRow,
    "mathbf": .alphabet(.bold), "boldsymbol": .alphabet(.boldItalic),
    "mathbb": .alphabet(.blackboard), "mathcal": .alphabet(.script), "mathrm": .alphabet(.roman),
    "hat": mark("ˆ"), "bar": mark("¯"), "tilde": mark("˜"), "vec": mark("\u{20D7}"),
    "dot": mark("˙"), "ddot": mark("¨"), "widehat": mark("ˆ", stretches: true),
    "widetilde": mark("˜", stretches: true), "overline": mark("‾", stretches: true),
    "overbrace": mark("⏞", stretches: true, takesLimits: true),
    "underbrace": mark("⏟", stretches: true, isAbove: false, takesLimits: true),
  ]

  private static func mark(
    _ mark: String, stretches: Bool = false, isAbove: Bool = true, takesLimits: Bool = false
  ) -> Command {
    .accent(
      Formula.Accent(
        mark: mark, stretches: stretches, isAbove: isAbove, takesLimits: takesLimits))
  }

  private static var pieces: [String: Formula] {
    var pieces: [String: Formula] = [:]
    for (name, letter) in Symbols.letters { pieces[name] = .identifier(letter) }
    for (name, letter) in Symbols.uprightLetters {
      pieces[name] = .identifier(letter, isUpright: true)
    }
    for (role, symbols) in Symbols.operators {
      for (name, symbol) in symbols { pieces[name] = .symbol(symbol, role) }
    }
    for name in Symbols.functions { pieces[name] = .function(name, takesLimits: false) }
    for name in Symbols.functionsWithLimits { pieces[name] = .function(name, takesLimits: true) }
    for (name, width) in Symbols.spaces { pieces[name] = .space(width) }
    return pieces
  }
}
