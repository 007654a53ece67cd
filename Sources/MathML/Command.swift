/// The meaning of a command; ``named`` is the table of all commands.
enum Command: Sendable {
  /// A symbol: a letter, an operator, a function or a space.
  case piece(Formula)
  /// `\frac{a}{b}`.
  case fraction(Formula.FractionStyle)
  /// `\sqrt[n]{x}`.
  case root
  /// `\hat{x}`.
  case accent(Formula.Accent)
  /// `\binom{a}{b}`.
  case binomial(Formula.FractionStyle)
  /// `\mathbf{x}`; nil for unchanged letters.
  case alphabet(Alphabet?)
  /// `\bf`, which applies to the rest of a group.
  case alphabetSwitch(Alphabet)
  /// `\text{words}` and the like, in an alphabet.
  case text(Alphabet)
  /// `\stackrel{above}{x}`, `\overset{above}{x}` and, below, `\underset{below}{x}`.
  case stack(isAbove: Bool)
  /// `\xrightarrow[below]{above}`.
  case longArrow(String)
  /// `\big(`: its size in em, and its role; nil uses the bracket's default.
  case sizedBracket(Double, Formula.Role?)
  /// `\middle|`.
  case middle
  /// `\mathop{x}`.
  case largeOperator
  /// `\limits` and `\nolimits`.
  case limits(areStacked: Bool)
  /// `\mathrel{x}` and the like.
  case spaced(Formula.Role)
  /// `\displaystyle` and the like, which apply to the rest of a group.
  case size(Formula.Size)
  /// `\substack{a \\ b}`.
  case substack
  /// `\textcolor{red}{x}`, and `\color{red}`, which applies to the rest of a group.
  case colour(isSwitch: Bool)
  /// `\boxed{x}`.
  case boxed
  /// `\phantom{x}`.
  case phantom(Formula.Room)
  /// `\not=`.
  case not
  /// `\pmod{n}`, with or without parentheses.
  case modulus(hasBrackets: Bool)
  /// `\tag{1}`.
  case tag
  /// `\hspace{1em}`.
  case space
  /// `\nonumber`: ignored, because nothing is numbered.
  case nothing
  /// An unsupported command, with a suggested replacement.
  case unread(String)
  /// `\operatorname{name}`, with limits if a star follows.
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

  /// All commands by name.
  static let named: [String: Command] =
    structure.merging(pieces.mapValues(Command.piece)) { first, _ in first }

  private static let structure: [String: Command] = layout.merging(letters) { first, _ in first }
    .merging(marks) { first, _ in first }.merging(unread.mapValues(Command.unread)) {
      first, _ in first
    }

  private static let layout: [String: Command] = [
    "frac": .fraction(.inherited), "tfrac": .fraction(.text), "dfrac": .fraction(.display),
    "cfrac": .fraction(.display), "binom": .binomial(.inherited), "dbinom": .binomial(.display),
    "tbinom": .binomial(.text), "sqrt": .root, "operatorname": .operatorName,
    "left": .left, "right": .right, "middle": .middle, "begin": .begin, "end": .end,
    "\\": .newRow, "newline": .newRow, "cr": .newRow,
    "stackrel": .stack(isAbove: true), "overset": .stack(isAbove: true),
    "underset": .stack(isAbove: false), "substack": .substack,
    "xrightarrow": .longArrow("→"), "xleftarrow": .longArrow("←"),
    "xleftrightarrow": .longArrow("↔"), "xRightarrow": .longArrow("⇒"),
    "xLeftarrow": .longArrow("⇐"), "xmapsto": .longArrow("↦"),
    "xhookrightarrow": .longArrow("↪"), "xhookleftarrow": .longArrow("↩"),
    "xlongequal": .longArrow("="),
    "mathop": .largeOperator, "limits": .limits(areStacked: true),
    "nolimits": .limits(areStacked: false), "mathrel": .spaced(.relation),
    "mathbin": .spaced(.binary), "mathord": .spaced(.ordinary), "mathopen": .spaced(.opening),
    "mathclose": .spaced(.closing), "mathpunct": .spaced(.punctuation),
    "mathinner": .spaced(.ordinary),
    "displaystyle": .size(.display), "textstyle": .size(.text), "scriptstyle": .size(.script),
    "scriptscriptstyle": .size(.scriptOfScript),
    "color": .colour(isSwitch: true), "textcolor": .colour(isSwitch: false), "boxed": .boxed,
    "fbox": .boxed, "phantom": .phantom(.both), "hphantom": .phantom(.width),
    "vphantom": .phantom(.height), "not": .not, "pmod": .modulus(hasBrackets: true),
    "pod": .modulus(hasBrackets: true), "mod": .modulus(hasBrackets: false), "tag": .tag,
    "hspace": .space, "mspace": .space, "nonumber": .nothing, "notag": .nothing,
    "allowbreak": .nothing, "nobreak": .nothing, "strut": .nothing, "mathstrut": .nothing,
    "relax": .nothing,
  ].merging(brackets) { first, _ in first }

  private static let brackets: [String: Command] = {
    var brackets: [String: Command] = [:]
    for (name, size) in [("big", 1.2), ("Big", 1.8), ("bigg", 2.4), ("Bigg", 3)] {
      for (side, role) in [("", nil), ("l", .opening), ("r", .closing), ("m", .relation)]
        as [(String, Formula.Role?)]
      {
        brackets[name + side] = .sizedBracket(size, role)
      }
    }
    return brackets
  }()

  private static let letters: [String: Command] = [
    "mathbf": .alphabet(.bold), "boldsymbol": .alphabet(.boldItalic), "bm": .alphabet(.boldItalic),
    "pmb": .alphabet(.boldItalic), "mathbfit": .alphabet(.boldItalic),
    "mathbb": .alphabet(.blackboard), "mathbbm": .alphabet(.blackboard),
    "mathds": .alphabet(.blackboard), "Bbb": .alphabet(.blackboard), "mathcal": .alphabet(.script),
    "mathscr": .alphabet(.script), "mathfrak": .alphabet(.fraktur), "frak": .alphabet(.fraktur),
    "mathit": .alphabet(.italic), "mathsf": .alphabet(.sansSerif), "mathtt": .alphabet(.monospace),
    "mathrm": .alphabet(.roman), "mathup": .alphabet(.roman), "mathnormal": .alphabet(nil),
    "ensuremath": .alphabet(nil), "symbf": .alphabet(.bold), "symbfit": .alphabet(.boldItalic),
    "bf": .alphabetSwitch(.bold), "rm": .alphabetSwitch(.roman), "it": .alphabetSwitch(.italic),
    "sf": .alphabetSwitch(.sansSerif), "tt": .alphabetSwitch(.monospace),
    "cal": .alphabetSwitch(.script),
    "text": .text(.roman), "textrm": .text(.roman), "textnormal": .text(.roman),
    "textup": .text(.roman), "mbox": .text(.roman), "hbox": .text(.roman),
    "textbf": .text(.bold), "textit": .text(.italic), "emph": .text(.italic),
    "textsl": .text(.italic), "textsf": .text(.sansSerif), "texttt": .text(.monospace),
  ]

  // Stretchable marks are combining characters, which math fonts provide in several widths; for the tilde, browsers stretch
  // only the ASCII one.
  private static let marks: [String: Command] = [
    "hat": mark("ˆ"), "bar": mark("¯"), "tilde": mark("˜"), "vec": mark("→", size: 0.7),
    "dot": mark("˙"), "ddot": mark("¨"), "check": mark("ˇ"), "breve": mark("˘"),
    "acute": mark("´"), "grave": mark("`"), "mathring": mark("˚"), "dddot": mark("\u{20DB}"),
    "widehat": mark("\u{302}", stretches: true), "widetilde": mark("~", stretches: true),
    "overline": mark("\u{332}", stretches: true),
    "underline": mark("\u{332}", stretches: true, isAbove: false),
    "overrightarrow": mark("→", stretches: true), "overleftarrow": mark("←", stretches: true),
    "overleftrightarrow": mark("↔", stretches: true),
    "underrightarrow": mark("→", stretches: true, isAbove: false),
    "underleftarrow": mark("←", stretches: true, isAbove: false),
    "overbrace": mark("⏞", stretches: true, takesLimits: true),
    "underbrace": mark("⏟", stretches: true, isAbove: false, takesLimits: true),
    "overbracket": mark("⎴", stretches: true, takesLimits: true),
    "underbracket": mark("⎵", stretches: true, isAbove: false, takesLimits: true),
  ]

  private static let unread: [String: String] = [
    "over": "write \\frac{a}{b}", "atop": "write \\binom{a}{b} or \\substack{a \\\\ b}",
    "choose": "write \\binom{a}{b}", "label": "label the chunk: ```{math #eq-x}",
    "ref": "write `{ref eq-x}` in the text", "eqref": "write `{ref eq-x}` in the text",
    "newcommand": "macros are not supported; expand it by hand",
    "renewcommand": "macros are not supported; expand it by hand",
    "def": "macros are not supported; expand it by hand",
    "DeclareMathOperator": "write \\operatorname{name}",
    "colorbox": "write \\boxed{x} or \\textcolor{red}{x}",
    "hline": "use it before a row of an array",
    "href": "put the link in the text, not in a formula",
  ]

  private static func mark(
    _ mark: String, stretches: Bool = false, isAbove: Bool = true, takesLimits: Bool = false,
    size: Double = 1
  ) -> Command {
    .accent(
      Formula.Accent(
        mark: mark, stretches: stretches, isAbove: isAbove, takesLimits: takesLimits, size: size))
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
    for (name, words) in Symbols.functionsOfTwoWords {
      pieces[name] = .function(words, takesLimits: true)
    }
    pieces["bmod"] = .spaced(.function("mod", takesLimits: false), .binary)
    for (name, width) in Symbols.spaces { pieces[name] = .space(width) }
    return pieces
  }
}
