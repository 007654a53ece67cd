import HTML

/// Numbers as the pages of a comparison show them.
enum DriftNumber {
  /// A probability or an attribution: four digits, or a power of ten where they would show nothing.
  static func plain(_ number: Double, isSigned: Bool = false) -> String {
    guard number != 0, abs(number) < 5e-5 else {
      return NumberText.fixed(number, digits: 4, isSigned: isSigned)
    }
    return (isSigned && number > 0 ? "+" : "") + NumberText.scientificText(number)
  }

  /// A change, with its sign.
  static func change(_ number: Double) -> String { plain(number, isSigned: true) }

  /// A correlation; a dash where there is none.
  static func correlation(_ number: Double?) -> String {
    number.map { NumberText.fixed($0, digits: 3) } ?? "–"
  }

  /// A rank, which is half a number where words share it.
  static func rank(_ number: Double) -> String {
    NumberText.fixed(number, digits: number == number.rounded() ? 0 : 1)
  }
}
