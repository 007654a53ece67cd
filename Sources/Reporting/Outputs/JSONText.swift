/// Direct formatting of large JSON outputs, with keys in a fixed order and numbers in the shortest form that round-trips.
enum JSONText {
  /// Returns a quoted and escaped string.
  static func string(_ text: some StringProtocol) -> String {
    var json = "\""
    // Scanning bytes is far cheaper than iterating over characters.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
    {
      json += text
      return json + "\""
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case "\0"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }

  /// Returns a number; null if it is not finite.
  static func number(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    return number == 0 ? "0" : number.description
  }

  /// Returns an array of numbers.
  static func numbers(_ numbers: [Double]) -> String {
    var json = "["
    for (index, value) in numbers.enumerated() {
      if index > 0 { json += "," }
      json += number(value)
    }
    return json + "]"
  }
}
