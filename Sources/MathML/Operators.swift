/// Operators, relations, brackets, functions and spaces by their names in TeX.
extension Symbols {
  /// Operators, relations and brackets.
  static let operators: [Formula.Role: [String: String]] = [
    .sum: [
      "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigvee": "⋁",
      "bigwedge": "⋀", "bigoplus": "⨁", "bigotimes": "⨂", "bigodot": "⨀", "biguplus": "⨄",
      "bigsqcup": "⨆",
    ],
    .integral: ["int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "oiint": "∯"],
    .binary: binaries,
    .relation: relations.merging(arrows) { first, _ in first },
    .opening: [
      "{": "{", "lbrace": "{", "lVert": "‖", "lvert": "|", "langle": "⟨", "lfloor": "⌊",
      "lceil": "⌈", "lbrack": "[", "lgroup": "⟮", "ulcorner": "⌜", "llcorner": "⌞",
      "llbracket": "⟦",
    ],
    .closing: [
      "}": "}", "rbrace": "}", "rVert": "‖", "rvert": "|", "rangle": "⟩", "rfloor": "⌋",
      "rceil": "⌉", "rbrack": "]", "rgroup": "⟯", "urcorner": "⌝", "lrcorner": "⌟",
      "rrbracket": "⟧",
    ],
    .punctuation: ["colon": ":", "cdotp": "·", "ldotp": "."],
    .mark: ["prime": "′"],
    .ordinary: ["|": "‖", "Vert": "‖", "vert": "|", "neg": "¬", "lnot": "¬", "backslash": "\\"],
  ]

  private static let binaries: [String: String] = [
    "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆",
    "circ": "∘", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "cup": "∪", "cap": "∩",
    "setminus": "∖", "smallsetminus": "∖", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨",
    "bullet": "∙", "dagger": "†", "ddagger": "‡", "dag": "†", "ddag": "‡", "ominus": "⊖",
    "oslash": "⊘", "boxplus": "⊞", "boxtimes": "⊠", "boxminus": "⊟", "boxdot": "⊡",
    "uplus": "⊎", "sqcup": "⊔", "sqcap": "⊓", "amalg": "⨿", "diamond": "⋄", "bigcirc": "◯",
    "ltimes": "⋉", "rtimes": "⋊", "wr": "≀", "centerdot": "⋅", "barwedge": "⊼", "veebar": "⊻",
    "bigtriangleup": "△", "bigtriangledown": "▽", "triangleleft": "◃", "triangleright": "▹",
    "intercal": "⊺", "divideontimes": "⋇", "circledast": "⊛", "circledcirc": "⊚",
  ]

  private static let relations: [String: String] = [
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">",
    "ll": "≪", "gg": "≫", "approx": "≈", "equiv": "≡", "sim": "∼", "simeq": "≃", "cong": "≅",
    "propto": "∝", "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆",
    "supset": "⊃", "supseteq": "⊇", "mid": "∣", "parallel": "∥", "perp": "⟂",
    "leqslant": "⩽", "geqslant": "⩾", "leqq": "≦", "geqq": "≧", "lll": "⋘", "ggg": "⋙",
    "lesssim": "≲", "gtrsim": "≳", "lessgtr": "≶", "gtrless": "≷", "approxeq": "≊",
    "backsim": "∽", "asymp": "≍", "doteq": "≐", "doteqdot": "≑", "triangleq": "≜", "circeq": "≗",
    "coloneqq": "≔", "coloneq": "≔", "eqqcolon": "≕", "succ": "≻", "prec": "≺", "succeq": "⪰",
    "preceq": "⪯", "succcurlyeq": "≽", "preccurlyeq": "≼", "succsim": "≿", "precsim": "≾",
    "models": "⊨", "vDash": "⊨", "vdash": "⊢", "dashv": "⊣", "Vdash": "⊩", "nmid": "∤",
    "nparallel": "∦", "nsubseteq": "⊈", "nsupseteq": "⊉", "subsetneq": "⊊", "supsetneq": "⊋",
    "subseteqq": "⫅", "supseteqq": "⫆", "sqsubset": "⊏", "sqsupset": "⊐", "sqsubseteq": "⊑",
    "sqsupseteq": "⊒", "nless": "≮", "ngtr": "≯", "nleq": "≰", "ngeq": "≱", "ncong": "≇",
    "nsim": "≁", "nprec": "⊀", "nsucc": "⊁", "varpropto": "∝", "bowtie": "⋈", "smile": "⌣",
    "frown": "⌢", "therefore": "∴", "because": "∵", "owns": "∋",
    "trianglelefteq": "⊴", "trianglerighteq": "⊵", "pitchfork": "⋔", "between": "≬",
  ]

  private static let arrows: [String: String] = [
    "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
    "mapsto": "↦", "Rightarrow": "⇒", "implies": "⟹", "Leftarrow": "⇐", "iff": "⟺",
    "impliedby": "⟸", "Leftrightarrow": "⇔", "longrightarrow": "⟶", "longleftarrow": "⟵",
    "longleftrightarrow": "⟷", "Longrightarrow": "⟹", "Longleftarrow": "⟸",
    "Longleftrightarrow": "⟺", "longmapsto": "⟼", "hookrightarrow": "↪", "hookleftarrow": "↩",
    "rightharpoonup": "⇀", "rightharpoondown": "⇁", "leftharpoonup": "↼",
    "leftharpoondown": "↽", "rightleftharpoons": "⇌", "leftrightharpoons": "⇋",
    "rightleftarrows": "⇄", "leftrightarrows": "⇆", "rightrightarrows": "⇉",
    "uparrow": "↑", "downarrow": "↓", "updownarrow": "↕", "Uparrow": "⇑", "Downarrow": "⇓",
    "Updownarrow": "⇕", "nearrow": "↗", "searrow": "↘", "swarrow": "↙", "nwarrow": "↖",
    "leadsto": "⇝", "rightsquigarrow": "⇝", "twoheadrightarrow": "↠", "twoheadleftarrow": "↞",
    "rightarrowtail": "↣", "nrightarrow": "↛", "nleftarrow": "↚", "nRightarrow": "⇏",
    "multimap": "⊸", "circlearrowright": "↻", "circlearrowleft": "↺", "dashrightarrow": "⇢",
  ]

  /// Functions whose subscript is beside them.
  static let functions = [
    "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom", "ker", "lg", "ln",
    "log",
    "sec", "sin", "sinh", "tan", "tanh", "arccos", "arcsin", "arctan",
  ]

  /// Functions whose subscript is below them in display style.
  static let functionsWithLimits = [
    "det", "gcd", "inf", "lim", "max", "min", "sup", "Pr", "argmax", "argmin",
  ]

  /// Functions of two words, with their names.
  static let functionsOfTwoWords = [
    "limsup": "lim\u{2009}sup", "liminf": "lim\u{2009}inf", "injlim": "inj\u{2009}lim",
    "projlim": "proj\u{2009}lim",
  ]

  /// Spaces in em; a quad is 1 em, the others are multiples of 1/18 em.
  static let spaces: [String: Double] = [
    "quad": 1, "qquad": 2, ",": 3 / 18, ":": 4 / 18, ">": 4 / 18, ";": 5 / 18, "!": -3 / 18,
    " ": 6 / 18, "enspace": 0.5, "enskip": 0.5, "thinspace": 3 / 18, "medspace": 4 / 18,
    "thickspace": 5 / 18, "negthinspace": -3 / 18, "negmedspace": -4 / 18, "space": 6 / 18,
    "nobreakspace": 6 / 18,
  ]

  /// Signs with a precomposed struck-through form in Unicode; others use a combining stroke.
  static let struck: [String: String] = [
    "=": "≠", "∈": "∉", "∋": "∌", "≡": "≢", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "∼": "≁",
    "≃": "≄", "≈": "≉", "≅": "≇", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉", "∃": "∄", "∣": "∤",
    "∥": "∦", "→": "↛", "←": "↚", "⇒": "⇏", "⇔": "⇎", "≺": "⊀", "≻": "⊁", "⊢": "⊬", "⊨": "⊭",
  ]
}
