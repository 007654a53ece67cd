/// The symbols that have names in TeX, and the characters that are operators without one.
enum Symbols {
  /// Letters and other symbols that stand for a value.
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ",
    "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ",
    "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "partial": "∂", "infty": "∞", "ell": "ℓ", "top": "⊤", "bot": "⊥", "emptyset": "∅",
    "forall": "∀", "exists": "∃", "hbar": "ℏ", "imath": "ı", "jmath": "ȷ",
    "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱",
    "%": "%", "#": "#", "$": "$", "&": "&", "_": "_",
  ]

  /// Letters that TeX sets upright.
  static let uprightLetters: [String: String] = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "nabla": "∇",
  ]

  /// Operators, relations and brackets.
  static let operators: [Formula.Role: [String: String]] = [
    .sum: ["sum": "∑", "prod": "∏", "bigcup": "⋃", "bigcap": "⋂"],
    .integral: ["int": "∫", "iint": "∬", "oint": "∮"],
    .binary: [
      "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆",
      "circ": "∘", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "cup": "∪", "cap": "∩",
      "setminus": "∖", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨",
    ],
    .relation: [
      "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">",
      "ll": "≪", "gg": "≫", "approx": "≈", "equiv": "≡", "sim": "∼", "simeq": "≃", "cong": "≅",
      "propto": "∝", "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆",
      "supset": "⊃", "supseteq": "⊇", "mid": "∣", "parallel": "∥", "perp": "⟂",
      "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
      "mapsto": "↦", "Rightarrow": "⇒", "implies": "⟹", "Leftarrow": "⇐", "iff": "⟺",
    ],
    .opening: [
      "{": "{", "lbrace": "{", "lVert": "‖", "lvert": "|", "langle": "⟨", "lfloor": "⌊",
      "lceil": "⌈",
    ],
    .closing: [
      "}": "}", "rbrace": "}", "rVert": "‖", "rvert": "|", "rangle": "⟩", "rfloor": "⌋",
      "rceil": "⌉",
    ],
    .ordinary: ["|": "‖", "Vert": "‖", "vert": "|", "neg": "¬", "lnot": "¬"],
  ]

  /// Functions whose subscript stands beside them.
  static let functions = [
    "arg", "cos", "cosh", "cot", "deg", "dim", "exp", "ker", "lg", "ln", "log", "sin", "sinh",
    "tan", "tanh",
  ]

  /// Functions whose subscript stands below them in displays.
  static let functionsWithLimits = ["det", "gcd", "inf", "lim", "max", "min", "sup"]

  /// Spaces in em; a quad is one, the others are eighteenths of it.
  static let spaces: [String: Double] = [
    "quad": 1, "qquad": 2, ",": 3 / 18, ":": 4 / 18, ";": 5 / 18, "!": -3 / 18, " ": 6 / 18,
  ]

  /// What characters mean that are neither letters nor digits.
  static let characters: [Character: Formula] = {
    var characters: [Character: Formula] = [
      "+": .symbol("+", .binary), "-": .symbol("−", .binary), "*": .symbol("∗", .binary),
      "=": .symbol("=", .relation), "<": .symbol("<", .relation), ">": .symbol(">", .relation),
      ":": .symbol(":", .relation), ",": .symbol(",", .punctuation),
      ";": .symbol(";", .punctuation), "(": .symbol("(", .opening), "[": .symbol("[", .opening),
      ")": .symbol(")", .closing), "]": .symbol("]", .closing), "!": .symbol("!", .closing),
      "/": .symbol("/", .ordinary), "|": .symbol("|", .ordinary), "~": .space(6 / 18),
      "−": .symbol("−", .binary), "∇": .identifier("∇", isUpright: true),
    ]
    for (role, symbols) in operators where role != .opening && role != .closing {
      for symbol in symbols.values {
        for character in symbol where !character.isASCII {
          characters[character] = .symbol(symbol, role)
        }
      }
    }
    return characters
  }()
}
