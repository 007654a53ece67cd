/// Number formatting for readers: fixed digits, a true minus sign, no locale, never "−0".
public enum NumberText {
  /// The minus sign of running text, U+2212.
  public static let minus = "\u{2212}"
  /// The narrow no-break space before a unit, U+202F.
  public static let narrowSpace = "\u{202F}"

  /// Formats a number with a fixed number of decimals, if 53 bits hold its digits.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - digits: The number of decimals, 0 to 15.
  ///   - isSigned: Whether a positive number has a plus sign.
  /// - Returns: See ``fixed(_:digits:isSigned:)``; nil for a number that is too large, and for NaN.
  package static func rounded(_ number: Double, digits: Int, isSigned: Bool = false) -> String? {
    let scaled = (abs(number) * powersOfTen[digits]).rounded()
    guard scaled < 0x1p53 else { return nil }
    let sign = scaled == 0 ? "" : number < 0 ? minus : isSigned ? "+" : ""
    return decimal(UInt64(scaled), digits: digits, keepsZeros: true, sign: sign)
  }

  /// Formats an integer as a decimal number with that many decimals.
  ///
  /// Pages contain thousands of numbers, so digits are written once, from last to first.
  static func decimal(_ value: UInt64, digits: Int, keepsZeros: Bool, sign: String)
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
      // Digits and signs are always valid UTF-8.
      return ""
    }
  }

  static let powersOfTen: [Double] = [
    1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
