/// Numbers as people read them: fixed digits, a real minus sign, no locale, never "−0".
public enum NumberText {
  /// The minus sign of running text, U+2212.
  public static let minus = "\u{2212}"
  /// The narrow no-break space that stands before a unit, U+202F.
  public static let narrowSpace = "\u{202F}"

  /// A number with a fixed count of digits behind the point.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - digits: Digits behind the point, 0 to 15.
  ///   - isSigned: Whether a positive number gets a plus sign.
  /// - Returns: Such as "−0.25", "+1.50" or, where everything is rounded away, "0.00".
  public static func fixed(_ number: Double, digits: Int, isSigned: Bool = false) -> String {
    let scaled = (abs(number) * powersOfTen[digits]).rounded()
    let sign = scaled == 0 ? "" : number < 0 ? minus : isSigned ? "+" : ""
    guard scaled < 0x1p53 else { return sign + "\(abs(number))" }
    return decimal(UInt64(scaled), digits: digits, keepsZeros: true, sign: sign)
  }

  /// A probability in per cent: "93 %".
  public static func percent(_ probability: Double, digits: Int = 0) -> String {
    fixed(100 * probability, digits: digits) + narrowSpace + "%"
  }

  /// A difference of probabilities in points, with its sign: "+4.2".
  public static func points(_ difference: Double, digits: Int = 1) -> String {
    fixed(100 * difference, digits: digits, isSigned: true)
  }

  /// A number as a power of ten, 1.7 × 10⁻¹⁶; an exact zero is "0".
  public static func scientific(_ number: Double, digits: Int = 1) -> HTML {
    guard let (mantissa, exponent) = scientificParts(number, digits: digits) else {
      return "\(number == 0 ? "0" : fixed(number, digits: digits))"
    }
    let space = narrowSpace
    let power = exponent < 0 ? "\(minus)\(-exponent)" : "\(exponent)"
    return "\(mantissa)\(space)×\(space)10<sup>\(power)</sup>"
  }

  /// A number as a power of ten in plain text, "1.7 × 10⁻¹⁶".
  public static func scientificText(_ number: Double, digits: Int = 1) -> String {
    guard let (mantissa, exponent) = scientificParts(number, digits: digits) else {
      return number == 0 ? "0" : fixed(number, digits: digits)
    }
    return "\(mantissa)\(narrowSpace)×\(narrowSpace)\(powerOfTen(exponent))"
  }

  /// A power of ten in plain text, "10⁻¹⁶".
  public static func powerOfTen(_ exponent: Int) -> String {
    let raised: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
      "8": "⁸", "9": "⁹",
    ]
    return "10" + String("\(exponent)".compactMap { raised[$0] })
  }

  /// A number for attributes of pictures: an ordinary hyphen, and no zeros at the end.
  ///
  /// - Parameters:
  ///   - number: The number; one that is not finite counts as 0.
  ///   - digits: Digits behind the point, 0 to 15.
  ///   - keepsZeros: Whether zeros at the end stay.
  /// - Returns: Such as "-0.25" or "12".
  public static func coordinate(_ number: Double, digits: Int = 2, keepsZeros: Bool = false)
    -> String
  {
    let scale = powersOfTen[digits]
    let scaled = (abs(number) * scale).rounded()
    guard number.isFinite, scaled < 0x1p53 else {
      return number.isFinite ? "\(number)" : keepsZeros ? "\(number)" : "0"
    }
    let sign = number < 0 && scaled != 0 ? "-" : ""
    return decimal(UInt64(scaled), digits: digits, keepsZeros: keepsZeros, sign: sign)
  }

  /// A whole number as a decimal one, with so many of its digits behind the point.
  ///
  /// Pages have thousands of numbers, so they are written from the last digit to the first, and only once.
  private static func decimal(_ value: UInt64, digits: Int, keepsZeros: Bool, sign: String)
    -> String
  {
    var bytes = InlineArray<40, UInt8>(repeating: 0)
    var start = bytes.count
    var rest = value
    func put(_ byte: UInt8) {
      start -= 1
      bytes[start] = byte
    }
    for _ in 0..<digits {
      let digit = UInt8(rest % 10)
      rest /= 10
      if keepsZeros || digit != 0 || start < bytes.count { put(UInt8(ascii: "0") + digit) }
    }
    if start < bytes.count { put(UInt8(ascii: ".")) }
    repeat {
      put(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    for byte in sign.utf8.reversed() { put(byte) }
    do {
      return String(copying: try UTF8Span(validating: bytes.span.extracting(start..<bytes.count)))
    } catch {
      // Digits and signs are always UTF-8.
      return ""
    }
  }

  private static let powersOfTen: [Double] = [
    1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  private static func scientificParts(_ number: Double, digits: Int) -> (String, Int)? {
    guard number.isFinite, number != 0 else { return nil }
    // Swift prints the shortest digits that give the number back; its exponent is exact.
    let shortest = "\(abs(number))"
    let sides = shortest.split(separator: "e")
    var exponent = sides.count > 1 ? Int(sides[1]) ?? 0 : 0
    var mantissa = Double(sides[0]) ?? 0
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    var text = fixed(mantissa, digits: digits)
    if text.hasPrefix("10") {
      text = fixed(1, digits: digits)
      exponent += 1
    }
    return ((number < 0 ? minus : "") + text, exponent)
  }
}
