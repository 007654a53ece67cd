/// A mathematical alphabet of Unicode, which MathML Core uses instead of the attribute `mathvariant`.
///
/// The alphabets begin at fixed code points from U+1D400; some letters had been encoded before and kept their code points.
/// - Source: *The Unicode Standard*, block Mathematical Alphanumeric Symbols.
enum Alphabet: Sendable {
  /// `\mathbf`.
  case bold
  /// `\boldsymbol`.
  case boldItalic
  /// `\mathbb`.
  case blackboard
  /// `\mathcal`.
  case script
  /// `\mathfrak`.
  case fraktur
  /// `\mathit`.
  case italic
  /// `\mathsf`.
  case sansSerif
  /// `\mathtt`.
  case monospace
  /// `\mathrm`.
  case roman

  /// Whether adjacent letters form one word.
  var makesWords: Bool { [.bold, .roman, .italic, .sansSerif, .monospace].contains(self) }

  /// Returns a letter or digit in this alphabet; characters it does not contain are unchanged.
  func callAsFunction(_ character: Character) -> Character {
    if let early = early[character] { return early }
    let scalars = character.unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else { return character }
    let (range, start): (ClosedRange<Unicode.Scalar>, UInt32?) =
      switch scalar {
      case "A"..."Z": ("A"..."Z", capitals)
      case "a"..."z": ("a"..."z", capitals.map { $0 + 26 })
      case "0"..."9": ("0"..."9", digits)
      case "Α"..."Ω": ("Α"..."Ω", greekCapitals)
      case "α"..."ω": ("α"..."ω", greekCapitals.map { $0 + 26 })
      default: (scalar...scalar, nil)
      }
    let moved = start.flatMap { Unicode.Scalar($0 + scalar.value - range.lowerBound.value) }
    return moved.map { Character($0) } ?? character
  }

  private var capitals: UInt32? {
    switch self {
    case .bold: 0x1D400
    case .boldItalic: 0x1D468
    case .blackboard: 0x1D538
    case .script: 0x1D49C
    case .fraktur: 0x1D504
    case .italic: 0x1D434
    case .sansSerif: 0x1D5A0
    case .monospace: 0x1D670
    case .roman: nil
    }
  }

  private var digits: UInt32? {
    switch self {
    case .bold, .boldItalic: 0x1D7CE
    case .blackboard: 0x1D7D8
    case .sansSerif: 0x1D7E2
    case .monospace: 0x1D7F6
    case .script, .fraktur, .italic, .roman: nil
    }
  }

  private var greekCapitals: UInt32? {
    switch self {
    case .bold: 0x1D6A8
    case .boldItalic: 0x1D71C
    case .italic: 0x1D6E2
    case .blackboard, .script, .fraktur, .sansSerif, .monospace, .roman: nil
    }
  }

  /// The characters encoded outside the blocks.
  private var early: [Character: Character] {
    switch self {
    case .bold: ["∇": "𝛁", "∂": "𝛛", "ϵ": "𝛜", "ϑ": "𝛝", "ϕ": "𝛟"]
    case .boldItalic: ["∇": "𝛁", "∂": "𝝏", "ϵ": "𝝐", "ϑ": "𝝑", "ϕ": "𝝓"]
    case .blackboard: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
    case .script:
      [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
        "e": "ℯ", "g": "ℊ", "o": "ℴ",
      ]
    case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    case .italic: ["h": "ℎ", "∇": "𝛻", "∂": "𝜕", "ϵ": "𝜖", "ϑ": "𝜗", "ϕ": "𝜙"]
    case .sansSerif, .monospace, .roman: [:]
    }
  }
}
