extension NumberText {
  /// Formats a number with a fixed number of decimals.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - digits: The number of decimals, 0 to 15.
  ///   - isSigned: Whether a positive number has a plus sign.
  /// - Returns: For example "−0.25", "+1.50" or, if everything is rounded away, "0.00".
  public static func fixed(_ number: Double, digits: Int, isSigned: Bool = false) -> String {
    rounded(number, digits: digits, isSigned: isSigned)
      ?? (number < 0 ? minus : isSigned ? "+" : "") + "\(abs(number))"
  }

  /// Formats a probability as a percentage: "93 %".
  public static func percent(_ probability: Double, digits: Int = 0) -> String {
    fixed(100 * probability, digits: digits) + narrowSpace + "%"
  }

  /// Formats a difference of probabilities in percentage points, with its sign: "+4.2".
  public static func points(_ difference: Double, digits: Int = 1) -> String {
    fixed(100 * difference, digits: digits, isSigned: true)
  }

  /// Formats a number in scientific notation as plain text, "1.7 × 10⁻¹⁶".
  public static func scientificText(_ number: Double, digits: Int = 1) -> String {
    guard let (mantissa, exponent) = scientificParts(number, digits: digits) else {
      return number == 0 ? "0" : fixed(number, digits: digits)
    }
    return "\(mantissa)\(narrowSpace)×\(narrowSpace)\(powerOfTen(exponent))"
  }

  /// Formats a power of ten as plain text, "10⁻¹⁶".
  public static func powerOfTen(_ exponent: Int) -> String {
    let raised: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
      "8": "⁸", "9": "⁹",
    ]
    return "10" + String("\(exponent)".compactMap { raised[$0] })
  }

  /// Formats a number for SVG attributes: with an ASCII hyphen, and without trailing zeros.
  ///
  /// - Parameters:
  ///   - number: The number; a non-finite number counts as 0.
  ///   - digits: The number of decimals, 0 to 15.
  ///   - keepsZeros: Whether trailing zeros are kept.
  /// - Returns: For example "-0.25" or "12".
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

  /// Splits a number into its mantissa, as text, and its exponent; nil for zero, infinity and NaN.
  package static func scientificParts(
    _ number: Double, digits: Int
  ) -> (mantissa: String, exponent: Int)? {
    guard number.isFinite, number != 0 else { return nil }
    // Swift prints the shortest digits that round-trip; the exponent is exact.
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
