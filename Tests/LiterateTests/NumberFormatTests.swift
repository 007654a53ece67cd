import Literate
import Testing

struct NumberFormatTests {
  @Test(arguments: [
    (0.903125, "0.9031"), (1e-9, "1.0\u{202F}×\u{202F}10⁻⁹"), (0, "0"), (-0.0, "0"), (1, "1.0000"),
    (.nan, "not a number"), (-.infinity, "\u{2212}∞"),
  ])
  func `probabilities have four decimals, and are never shown as zero unless they are`(
    number: Double, text: String
  ) {
    #expect(NumberFormat(unit: .probability).text(for: number) == text)
  }

  @Test(arguments: [
    (1.7e-16, "1.7\u{202F}×\u{202F}10⁻¹⁶"), (-1234.5678, "\u{2212}1235"), (0.25, "0.25"),
    (0.000123456, "0.0001235"), (100, "100"), (1e6, "1.0\u{202F}×\u{202F}10⁶"), (0.1 + 0.2, "0.3"),
    (1e300, "1.0\u{202F}×\u{202F}10³⁰⁰"),
    (Double.leastNonzeroMagnitude, "5.0\u{202F}×\u{202F}10⁻³²⁴"),
    (9999.99, "10000"),
  ])
  func `plain numbers have four significant digits`(number: Double, text: String) {
    #expect(NumberFormat().text(for: number) == text)
  }

  @Test func `each style`() {
    #expect(NumberFormat(style: .percent).text(for: 0.931) == "93.1\u{202F}%")
    #expect(NumberFormat(style: .percent, digits: 0).text(for: 0.931) == "93\u{202F}%")
    #expect(NumberFormat(style: .points).text(for: 0.1133) == "+11.3")
    #expect(NumberFormat(unit: .points).text(for: -0.042) == "\u{2212}4.2")
    #expect(NumberFormat(style: .signed).text(for: 3) == "+3")
    #expect(NumberFormat(style: .signed).text(for: 0) == "0")
    #expect(
      NumberFormat(style: .scientific, digits: 3).text(for: -1234)
        == "\u{2212}1.234\u{202F}×\u{202F}10³")
  }

  @Test func `digits that the author asks for are kept, without a sign in front of zero`() {
    #expect(NumberFormat(digits: 3).text(for: -0.0001) == "0.000")
    #expect(NumberFormat(digits: 2).text(for: .integer(3)) == "3.00")
    #expect(NumberFormat(digits: 99).text(for: 0.5).count == 17)
  }

  @Test func `counts are parted in thousands from ten thousand on`() {
    let format = NumberFormat(unit: .count)
    #expect(format.text(for: .integer(9999)) == "9999")
    #expect(format.text(for: .integer(-12_345_678)) == "\u{2212}12\u{202F}345\u{202F}678")
    #expect(format.text(for: .integer(.min)).hasSuffix("808"))
  }
}
