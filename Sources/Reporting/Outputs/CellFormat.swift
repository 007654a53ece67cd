import Attribution
import Faithfulness
import HTML

/// The number format of a block, shared by all its cells so that they can be compared.
struct CellFormat {
  /// Whether some numbers would be zero with four decimals.
  private let hasTiny: Bool

  init(_ column: FaithfulnessTable.Column) {
    hasTiny = (column.cells.map(\.own) + [column.constant]).contains { interval in
      interval.map { Self.isTiny($0.mean) } ?? false
    }
  }

  private static func isTiny(_ value: Double) -> Bool { value != 0 && abs(value) < 5e-5 }

  var numberWidth: Int { hasTiny ? 14 : 10 }
  var rangeWidth: Int { hasTiny ? 27 : 22 }

  func number(_ value: Double?, isSigned: Bool = false) -> String {
    guard let value else { return "undefined" }
    return hasTiny && Self.isTiny(value)
      ? NumberText.scientificText(value)
      : NumberText.fixed(value, digits: 4, isSigned: isSigned)
  }

  func range(_ interval: Interval?, isSigned: Bool = false) -> String {
    interval.map {
      number($0.low, isSigned: isSigned) + " … " + number($0.high, isSigned: isSigned)
    }
      ?? ""
  }

  /// The mean and the range; only "undefined" if there are none.
  func cells(_ interval: Interval?) -> [String] {
    [number(interval?.mean)] + (interval == nil ? [] : [range(interval)])
  }
}
