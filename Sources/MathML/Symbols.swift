/// The named symbols of TeX, and characters that are operators without a name.
enum Symbols {
  /// Letters and other symbols that denote a value.
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ",
    "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ",
    "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "partial": "∂", "infty": "∞", "ell": "ℓ", "top": "⊤", "bot": "⊥", "emptyset": "∅",
    "forall": "∀", "exists": "∃", "hbar": "ℏ", "imath": "ı", "jmath": "ȷ",
    "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "dotsc": "…",
    "dotso": "…", "dotsb": "⋯", "dotsm": "⋯", "dotsi": "⋯", "iddots": "⋰",
    "%": "%", "#": "#", "$": "$", "&": "&", "_": "_",
    "Re": "ℜ", "Im": "ℑ", "wp": "℘", "aleph": "ℵ", "beth": "ℶ", "gimel": "ℷ", "daleth": "ℸ",
    "varnothing": "∅", "nexists": "∄", "complement": "∁", "hslash": "ℏ", "varkappa": "ϰ",
    "digamma": "ϝ", "eth": "ð", "mho": "℧", "Finv": "Ⅎ", "degree": "°", "angle": "∠",
    "measuredangle": "∡", "triangle": "▵", "vartriangle": "▵", "square": "□", "Box": "□",
    "blacksquare": "■",
    "Diamond": "◇", "lozenge": "◊", "bigstar": "★", "clubsuit": "♣", "diamondsuit": "♢",
    "heartsuit": "♡", "spadesuit": "♠", "flat": "♭", "natural": "♮", "sharp": "♯",
    "checkmark": "✓", "surd": "√", "backprime": "‵", "S": "§", "P": "¶", "pounds": "£",
    "copyright": "©", "ss": "ß",
  ]

  /// Letters that TeX sets upright.
  static let uprightLetters: [String: String] = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "nabla": "∇",
  ]

  /// The meaning of characters other than letters and digits.
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
