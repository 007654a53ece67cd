/// A JSON value.
public enum JSON: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number.
  case number(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSON])
  /// An object.
  case object([String: JSON])

  /// Returns a member of an object; nil if this is not an object or does not have the key.
  public subscript(key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The string, if this is one.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number, if this is one.
  public var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// The Boolean, if this is one.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The whole number, if this is one.
  public var integer: Int? { number.flatMap { Int(exactly: $0) } }

  /// The elements, if this is an array.
  public var array: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, if this is an object.
  public var object: [String: JSON]? {
    if case .object(let members) = self { members } else { nil }
  }
}

extension JSON: CustomStringConvertible {
  /// The value on one line with sorted keys, so equal values have equal texts.
  public var description: String { text(indentation: nil, depth: 0) }

  /// The value on several lines with sorted keys.
  public var indented: String { text(indentation: "  ", depth: 0) + "\n" }

  private func text(indentation: String?, depth: Int) -> String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): Int(exactly: value).map(String.init) ?? "\(value)"
    case .string(let value): Self.quoted(value)
    case .array(let elements):
      Self.list(
        elements.map { $0.text(indentation: indentation, depth: depth + 1) }, "[", "]",
        indentation, depth)
    case .object(let members):
      Self.list(
        members.sorted { $0.key < $1.key }.map { key, value in
          let space = indentation == nil ? "" : " "
          return Self.quoted(key) + ":" + space
            + value.text(indentation: indentation, depth: depth + 1)
        }, "{", "}", indentation, depth)
    }
  }

  private static func list(
    _ items: [String], _ open: String, _ close: String, _ indentation: String?, _ depth: Int
  ) -> String {
    guard let indentation, !items.isEmpty else {
      return open + items.joined(separator: ",") + close
    }
    let margin = "\n" + String(repeating: indentation, count: depth)
    return open + margin + indentation + items.joined(separator: "," + margin + indentation)
      + margin + close
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case ..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
