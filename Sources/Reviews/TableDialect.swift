/// The syntax of a table.
struct TableDialect: Hashable {
  /// The meaning of quotes.
  enum Quoting {
    /// Quotes are literal.
    case none
    /// A quote in a quoted field is doubled (RFC 4180).
    case doubled
    /// A quote in a quoted field is escaped by a backslash, as in MySQL and Spark, or doubled.
    case escaped
  }

  /// The delimiter between fields; nil if each line is one field.
  var delimiter: UInt8?
  /// The meaning of quotes.
  var quoting: Quoting
}

extension UInt8 {
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let tab = UInt8(ascii: "\t")

  var isLineBreak: Bool { self == .lineFeed || self == .carriageReturn }
  var isBlank: Bool { isLineBreak || self == .tab || self == UInt8(ascii: " ") }
}
