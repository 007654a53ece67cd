import Foundation
import HTML
import LinearAlgebra
import Testing

@Suite struct NumberTextTests {
  /// The number that a reader sees.
  private func number(in text: String) -> Double? {
    Double(text.replacing(NumberText.minus, with: "-"))
  }

  /// Numbers of all sizes and both signs.
  private func numbers(seed: UInt64) -> [Double] {
    var random = SplitMix64(seed: seed)
    return (0..<2000).map { _ in
      let exponent = random.below(40) - 30
      return Double(sign: .plus, exponent: exponent, significand: 2 * random.uniform() - 1)
    }
  }

  @Test(arguments: [0, 1, 2, 4, 6])
  func `a fixed number is within half a unit of the number, and has its digits`(digits: Int) {
    let unit = (0..<digits).reduce(1.0) { unit, _ in unit / 10 }
    for x in numbers(seed: 1) {
      let text = NumberText.fixed(x, digits: digits)
      let read = number(in: text) ?? .nan
      #expect(abs(read - x) <= unit / 2 + 1e-12, "\(x)")
      let sides = text.split(separator: ".")
      #expect(sides.count == (digits > 0 ? 2 : 1))
      #expect(digits == 0 || sides.last?.count == digits)
    }
  }

  @Test func `the sign is a real minus, and zero has none`() {
    #expect(NumberText.fixed(-0.25, digits: 2) == "\u{2212}0.25")
    #expect(NumberText.fixed(1.5, digits: 2, isSigned: true) == "+1.50")
    #expect(NumberText.fixed(-1.5, digits: 0) == "\u{2212}2")
    for zero in [0.0, -0.0, 0.004, -0.004] {
      #expect(NumberText.fixed(zero, digits: 2) == "0.00")
      #expect(NumberText.fixed(zero, digits: 2, isSigned: true) == "0.00")
    }
    for x in numbers(seed: 2) {
      let (plus, minus) = (NumberText.fixed(x, digits: 3), NumberText.fixed(-x, digits: 3))
      #expect(plus.replacing("\u{2212}", with: "") == minus.replacing("\u{2212}", with: ""))
    }
  }

  @Test func `numbers that no digits can hold are still told`() {
    #expect(NumberText.fixed(.nan, digits: 2) == "nan")
    #expect(NumberText.fixed(.infinity, digits: 2) == "inf")
    #expect(NumberText.fixed(-.infinity, digits: 2) == "\u{2212}inf")
    #expect(NumberText.fixed(-1e300, digits: 15) == "\u{2212}1e+300")
    #expect(NumberText.fixed(0x1p52, digits: 0) == "4503599627370496")
  }

  @Test func `probabilities are per cent, their differences points`() {
    #expect(NumberText.percent(0.934) == "93\u{202F}%")
    #expect(NumberText.percent(0.9345, digits: 1) == "93.5\u{202F}%")
    #expect(NumberText.percent(1) == "100\u{202F}%")
    #expect(NumberText.points(0.042) == "+4.2")
    #expect(NumberText.points(-0.5, digits: 0) == "\u{2212}50")
    #expect(NumberText.points(-1e-9) == "0.0")
  }

  @Test func `powers of ten are written with one digit in front of the point`() {
    for (number, text) in [
      (1.7e-16, "1.7 × 10⁻¹⁶"), (1, "1.0 × 10⁰"), (9.99, "1.0 × 10¹"), (-0.25, "−2.5 × 10⁻¹"),
      (123_456, "1.2 × 10⁵"), (.leastNonzeroMagnitude, "5.0 × 10⁻³²⁴"),
      (1.7976931348623157e308, "1.8 × 10³⁰⁸"),
      (0, "0"), (-0.0, "0"), (.nan, "nan"), (-.infinity, "−inf"),
    ] {
      #expect(NumberText.scientificText(number).replacing("\u{202F}", with: " ") == text)
    }
    #expect(NumberText.scientificText(2, digits: 0) == "2\u{202F}×\u{202F}10⁰")
  }

  @Test func `a power of ten is near its number`() {
    for x in numbers(seed: 3) where x != 0 {
      let text = NumberText.scientificText(x, digits: 3)
      let sides = text.components(separatedBy: "\u{202F}×\u{202F}10")
      let raised = "⁰¹²³⁴⁵⁶⁷⁸⁹"
      let exponent = String(
        sides[1].map { sign in
          raised.firstIndex(of: sign).map {
            Character("\(raised.distance(from: raised.startIndex, to: $0))")
          } ?? "-"
        })
      let plain = "\(sides[0])e\(exponent)"
      #expect(abs((number(in: plain) ?? .nan) / x - 1) <= 0.0005 + 1e-9, "\(x)")
    }
  }

  @Test func `coordinates have a hyphen and no zeros at the end`() {
    for (number, text) in [
      (-0.25, "-0.25"), (12, "12"), (1.5, "1.5"), (0.1 + 0.2, "0.3"), (-0.001, "0"), (100, "100"),
      (.nan, "0"), (-.infinity, "0"),
    ] {
      #expect(NumberText.coordinate(number) == text)
    }
    #expect(NumberText.coordinate(2, digits: 3, keepsZeros: true) == "2.000")
    #expect(NumberText.coordinate(1.0 / 3, digits: 15) == "0.333333333333333")
  }
}
