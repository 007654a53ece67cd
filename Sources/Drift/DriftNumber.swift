import HTML
import Reporting

/// The number formats of a comparison.
enum DriftNumber {
  /// Formats a probability or an attribution with four decimals, or in scientific notation if these would be zero.
  static func plain(_ number: Double, isSigned: Bool = false) -> String {
    guard number != 0, abs(number) < 5e-5 else {
      return NumberText.fixed(number, digits: 4, isSigned: isSigned)
    }
    return (isSigned && number > 0 ? "+" : "") + NumberText.scientificText(number)
  }

  /// Formats a change with its sign.
  static func change(_ number: Double) -> String { plain(number, isSigned: true) }

  /// Formats a correlation; a dash if it is undefined.
  static func correlation(_ number: Double?) -> String {
    number.map { NumberText.fixed($0, digits: 3) } ?? "–"
  }

  /// Formats a rank, with one decimal for the mean rank of tied words.
  static func rank(_ number: Double) -> String {
    NumberText.fixed(number, digits: number == number.rounded() ? 0 : 1)
  }
}
