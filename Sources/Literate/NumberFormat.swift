import Foundation
import HTML

/// The format of a number on a page, independent of locale.
///
/// The minus sign is U+2212, a narrow no-break space precedes %, powers are written 1.7 × 10⁻¹⁶, and zero never has a sign.
/// Unless the author sets the number of digits, a nonzero number is never shown as zero.
public struct NumberFormat: Hashable, Sendable {
  /// The style.
  public enum Style: String, Sendable, CaseIterable {
    /// Unscaled, without a sign for positive numbers.
    case plain
    /// Multiplied by 100, with %.
    case percent
    /// Multiplied by 100, with sign: percentage points.
    case points
    /// With a power of ten.
    case scientific
    /// With a plus sign before positive numbers.
    case signed
  }

  /// The style.
  public let style: Style
  /// The number of decimals; nil uses the default of style and unit.
  public let digits: Int?
  private let unit: Value.Unit

  /// Creates a format.
  ///
  /// - Parameters:
  ///   - style: The style; nil uses the default of the unit.
  ///   - digits: The number of decimals, from 0 to 15; nil uses the default of style and unit.
  ///   - unit: The unit.
  public init(style: Style? = nil, digits: Int? = nil, unit: Value.Unit = .plain) {
    self.style = style ?? (unit == .points ? .points : .plain)
    self.digits = digits.map { min(max($0, 0), 15) }
    self.unit = unit
  }

  /// Formats a value; texts are unchanged.
  public func text(for value: Value) -> String {
    switch value {
    case .number(let number): text(for: number)
    case .integer(let number):
      style == .plain && digits == nil ? grouped(number) : text(for: Double(number))
    case .text, .boolean: value.exact
    }
  }

  /// Formats a number.
  public func text(for number: Double) -> String {
    if number.isNaN { return "not a number" }
    let scaled = style == .percent || style == .points ? number * 100 : number
    let size = magnitude(abs(scaled))
    let isZero = !size.contains { ("1"..."9").contains($0) } && size != "∞"
    let plus = style == .signed || style == .points ? "+" : ""
    let sign = isZero ? "" : scaled < 0 ? NumberText.minus : plus
    return sign + size + (style == .percent ? NumberText.narrowSpace + "%" : "")
  }

  /// The default number of decimals; nil for significant digits.
  private var standardDigits: Int? {
    switch (style, unit) {
    case (.percent, _), (.points, _), (.scientific, _): 1
    case (_, .probability): 4
    case (_, .logit): 2
    case (_, .count): 0
    default: nil
    }
  }

  private func magnitude(_ size: Double) -> String {
    if size.isInfinite { return "∞" }
    if let digits {
      return style == .scientific
        ? NumberText.scientificText(size, digits: digits) : fixed(size, digits)
    }
    if size == 0 { return "0" }
    guard style != .scientific else { return NumberText.scientificText(size) }
    guard let standardDigits else { return significant(size) }
    let text = fixed(size, standardDigits)
    return text.contains { ("1"..."9").contains($0) } ? text : NumberText.scientificText(size)
  }

  /// Formats with four significant digits, without trailing zeros.
  private func significant(_ size: Double) -> String {
    let exponent = Int(log10(size).rounded(.down))
    guard (-4..<6).contains(exponent) else { return NumberText.scientificText(size) }
    return NumberText.coordinate(size, digits: max(0, 3 - exponent))
  }

  private func fixed(_ size: Double, _ digits: Int) -> String {
    // Above that, a double has no fractional digits.
    size < 1e16 ? NumberText.fixed(size, digits: digits) : NumberText.scientificText(size)
  }

  /// Separates thousands from 10 000 on.
  private func grouped(_ number: Int) -> String {
    let sign = number < 0 ? NumberText.minus : ""
    let digits = String(number.magnitude)
    guard unit == .count, digits.count > 4 else { return sign + digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += NumberText.narrowSpace }
      text.append(digit)
    }
    return sign + text
  }
}
