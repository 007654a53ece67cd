import SourceText

extension JSON {
  /// Returns a number in a form that is read back to the last bit: the shortest decimal, or the name of a number that JSON
  /// cannot represent.
  static func exact(_ number: Double) -> JSON {
    if number.isNaN { return .string("NaN") }
    if number == .infinity { return .string("Infinity") }
    if number == -.infinity { return .string("-Infinity") }
    // Writers of JSON drop the sign of zero.
    return number == 0 && number.sign == .minus ? .string("-0") : .number(number)
  }

  /// The number that ``exact(_:)`` wrote, if this is one.
  var exactNumber: Double? {
    switch self {
    case .number(let number): number
    case .string("NaN"): .nan
    case .string("Infinity"): .infinity
    case .string("-Infinity"): -.infinity
    case .string("-0"): -0.0
    default: nil
    }
  }
}

extension JSONWriter {
  /// Writes a number that is read back to the last bit; null for nil.
  mutating func write(_ key: String, exactly number: Double?) {
    write(key, number.map(JSON.exact) ?? .null)
  }

  /// Writes numbers that are read back to the last bit.
  mutating func write(_ key: String, exactly numbers: [Double]) {
    write(key, JSON.array(numbers.map(JSON.exact)))
  }
}
