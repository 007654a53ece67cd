import Foundation
import HTML

/// How a number is written on a page, the same in every country.
///
/// Minus is U+2212, a narrow no-break space stands before %, powers are written 1.7 × 10⁻¹⁶, zero never has a
/// sign. Without a number of digits from the author, a number that is not zero is never shown as zero.
public struct NumberFormat: Hashable, Sendable {
  /// The manner of writing.
  public enum Style: String, Sendable, CaseIterable {
    /// As it is.
    case plain
    /// Times 100, with %.
    case percent
    /// Times 100, with sign: points of probability.
    case points
    /// With a power of ten.
    case scientific
    /// With a plus sign in front of positive numbers.
    case signed
  }

  /// The manner of writing.
  public let style: Style
  /// The number of decimals; nil leaves it to style and unit.
  public let digits: Int?
  private let unit: Value.Unit

  /// Creates a format.
  ///
  /// - Parameters:
  ///   - style: The manner of writing; nil leaves it to the unit.
  ///   - digits: The number of decimals, from 0 to 15; nil leaves it to style and unit.
  ///   - unit: What is counted.
  public init(style: Style? = nil, digits: Int? = nil, unit: Value.Unit = .plain) {
    self.style = style ?? (unit == .points ? .points : .plain)
    self.digits = digits.map { min(max($0, 0), 15) }
    self.unit = unit
  }

  /// The text of a value; words stay as they are.
  public func text(for value: Value) -> String {
    switch value {
    case .number(let number): text(for: number)
    case .integer(let number):
      style == .plain && digits == nil ? grouped(number) : text(for: Double(number))
    case .text, .boolean: value.exact
    }
  }

  /// The text of a number.
  public func text(for number: Double) -> String {
    if number.isNaN { return "not a number" }
    let scaled = style == .percent || style == .points ? number * 100 : number
    let size = magnitude(abs(scaled))
    let isZero = !size.contains { ("1"..."9").contains($0) } && size != "∞"
    let plus = style == .signed || style == .points ? "+" : ""
    let sign = isZero ? "" : scaled < 0 ? NumberText.minus : plus
    return sign + size + (style == .percent ? NumberText.narrowSpace + "%" : "")
  }

  /// Decimals when the author gives none; nil for significant digits.
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

  /// Four significant digits, without zeros at the end.
  private func significant(_ size: Double) -> String {
    let exponent = Int(log10(size).rounded(.down))
    guard (-4..<6).contains(exponent) else { return NumberText.scientificText(size) }
    return NumberText.coordinate(size, digits: max(0, 3 - exponent))
  }

  private func fixed(_ size: Double, _ digits: Int) -> String {
    // Beyond that a double has no digits behind the point.
    size < 1e16 ? NumberText.fixed(size, digits: digits) : NumberText.scientificText(size)
  }

  /// Thousands are parted from 10 000 on.
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
