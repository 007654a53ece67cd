public import HTML

extension Phrase: ExpressibleByStringInterpolation {
  /// Collects text and labelled parts.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var phrase = Phrase()

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { phrase.append(.text(literal)) }

    /// Appends a text.
    public mutating func appendInterpolation(_ text: String) { phrase.append(.text(text)) }

    /// Appends a part of a text.
    public mutating func appendInterpolation(_ text: Substring) {
      phrase.append(.text(String(text)))
    }

    /// Appends a whole number.
    public mutating func appendInterpolation(_ number: Int) {
      phrase.append(.text(String(number)))
    }

    /// Appends another phrase.
    public mutating func appendInterpolation(_ other: Phrase) { phrase += other }

    /// Appends a phrase if there is one.
    public mutating func appendInterpolation(_ other: Phrase?) {
      if let other { phrase += other }
    }

    /// Appends text of strong importance.
    public mutating func appendInterpolation(strong: Phrase) { phrase.append(.strong(strong)) }

    /// Appends a title.
    public mutating func appendInterpolation(title: Phrase) { phrase.append(.title(title)) }

    /// Appends small print.
    public mutating func appendInterpolation(small: Phrase) { phrase.append(.small(small)) }

    /// Appends a second line.
    public mutating func appendInterpolation(secondary: Phrase) {
      phrase.append(.secondary(secondary))
    }

    /// Appends code.
    public mutating func appendInterpolation(code: String) { phrase.append(.code(code)) }

    /// Appends a link.
    public mutating func appendInterpolation(link: Phrase, to address: String) {
      phrase.append(.link(link, to: address))
    }

    /// Appends a span for the style sheet.
    public mutating func appendInterpolation(
      span: Phrase, style: Style? = nil, title: String? = nil
    ) {
      phrase.append(.span(span, style: style, title: title))
    }

    /// Appends a number in scientific notation, 1.7 × 10⁻¹⁶.
    public mutating func appendInterpolation(scientific number: Double) {
      phrase += .scientific(number)
    }

    /// Appends any other part.
    public mutating func appendInterpolation(piece: Piece) { phrase.append(piece) }
  }

  public init(stringLiteral value: String) { self.init(value) }

  public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.phrase }
}

extension Phrase {
  /// Returns strong text.
  public static func strong(_ phrase: Phrase) -> Phrase { Phrase(.strong(phrase)) }

  /// Returns code.
  public static func code(_ text: String) -> Phrase { Phrase(.code(text)) }

  /// Returns a link.
  public static func link(_ phrase: Phrase, to address: String) -> Phrase {
    Phrase(.link(phrase, to: address))
  }

  /// Returns a picture beside text.
  public static func graphic(_ picture: HTML) -> Phrase { Phrase(.graphic(picture)) }

  /// Formats a number in scientific notation, 1.7 × 10⁻¹⁶; an exact zero is "0".
  public static func scientific(_ number: Double, digits: Int = 1) -> Phrase {
    guard let (mantissa, exponent) = NumberText.scientificParts(number, digits: digits) else {
      return Phrase(number == 0 ? "0" : NumberText.fixed(number, digits: digits))
    }
    let space = NumberText.narrowSpace
    let power = exponent < 0 ? "\(NumberText.minus)\(-exponent)" : "\(exponent)"
    return "\(mantissa)\(space)×\(space)10\(piece: .superscript(power))"
  }

  /// Returns a span for the style sheet.
  public static func span(_ phrase: Phrase, style: Style? = nil, title: String? = nil) -> Phrase {
    Phrase(.span(phrase, style: style, title: title))
  }
}
