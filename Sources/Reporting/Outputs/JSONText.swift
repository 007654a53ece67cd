/// JSON written by hand where it is written by the megabyte: keys in a fixed order, numbers in the shortest form that
/// gives them back.
enum JSONText {
  /// A text in quotes, with what JSON wants escaped.
  static func string(_ text: some StringProtocol) -> String {
    var json = "\""
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

  /// A number; null for one that JSON doesn't have.
  static func number(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    return number == 0 ? "0" : "\(number)"
  }

  /// Numbers in brackets.
  static func numbers(_ numbers: [Double]) -> String {
    var json = "["
    for (index, value) in numbers.enumerated() {
      if index > 0 { json += "," }
      json += number(value)
    }
    return json + "]"
  }
}
