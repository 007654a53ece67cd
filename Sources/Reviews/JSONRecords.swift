internal import Foundation
internal import SourceText

/// The objects of a JSON file: one per line, one after another, or in an array.
///
/// Strings, numbers and Booleans are kept as text; other values are skipped, so an object may contain additional data. Nothing
/// throws: the problems of all objects are collected.
struct JSONRecords {
  /// An object with its line number.
  struct Object {
    var fields: [String: String]
    /// Keys whose values are neither strings, numbers nor Booleans.
    var skipped: Set<String>
    var line: Int
  }

  /// The objects in order, with lower-case keys.
  private(set) var objects: [Object] = []
  /// The problems.
  private(set) var problems: [Diagnostic] = []

  /// The number of the line after the last, if the objects are in lines.
  private(set) var nextLine = 1

  private let bytes: [UInt8]
  private let path: String
  private let decoder = JSONDecoder()
  private static let lineHint = "each line must be an object, such as {\"text\": \"A fine film.\"}"

  /// Whether a text begins like a JSON file of objects.
  static func isLikely(_ bytes: [UInt8]) -> Bool {
    guard let start = bytes.firstIndex(where: { !$0.isBlank }) else { return false }
    let next = bytes[(start + 1)...].first { !$0.isBlank }
    switch bytes[start] {
    case UInt8(ascii: "{"): return next == .quote
    case UInt8(ascii: "["):
      let last = bytes.last { !$0.isBlank }
      return next == UInt8(ascii: "{") || next == .quote && last == UInt8(ascii: "]")
    default: return false
    }
  }

  /// Reads all objects.
  ///
  /// - Parameters:
  ///   - bytes: The file in UTF-8.
  ///   - path: Its name.
  /// - Complexity: O(*n*) in the length of the file.
  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
    guard let start = bytes.firstIndex(where: { !$0.isBlank }) else { return }
    if bytes[start] == UInt8(ascii: "[") {
      readArray(from: start)
    } else if spansLines(from: start) {
      readSequence(from: start)
    } else {
      readLines()
    }
  }

  /// Reads some lines with an object each.
  ///
  /// - Parameters:
  ///   - bytes: The lines in UTF-8.
  ///   - line: The number of the first of them.
  ///   - path: The name of the file.
  init(lines bytes: [UInt8], from line: Int, path: String) {
    self.bytes = bytes
    self.path = path
    nextLine = line
    readLines()
  }

  private mutating func readLines() {
    var (position, line) = (0, nextLine)
    while position < bytes.count {
      let end = bytes[position...].firstIndex(where: \.isLineBreak) ?? bytes.count
      let text = bytes[position..<end]
      if !text.allSatisfy(\.isBlank) {
        add(text, line: line, or: "this line is not a JSON object", Self.lineHint)
      }
      let isPair = bytes[end...].starts(with: [.carriageReturn, .lineFeed])
      position = end + (isPair ? 2 : 1)
      line += 1
    }
    nextLine = line
  }

  /// Whether the first value is an object that continues beyond its line.
  private func spansLines(from start: Int) -> Bool {
    guard bytes[start] == UInt8(ascii: "{"), let end = endOfValue(at: start) else { return false }
    return bytes[start..<end].contains(where: \.isLineBreak)
  }

  private mutating func readSequence(from start: Int) {
    var (position, line) = (start, 1 + breaks(in: 0..<start))
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "{"), let end = endOfValue(at: position) else {
        return report("this is not a JSON object", line, "write one object after another")
      }
      add(bytes[position..<end], line: line, or: "this is not a JSON object", Self.lineHint)
      let next = bytes[end...].firstIndex { !$0.isBlank } ?? bytes.count
      line += breaks(in: position..<next)
      position = next
    }
  }

  private mutating func readArray(from start: Int) {
    let hint = "write an array of objects, such as [{\"text\": \"A fine film.\"}]"
    var (position, line) = (start + 1, 1 + breaks(in: 0..<start))
    var isFirst = true
    while true {
      let next = bytes[position...].firstIndex { !$0.isBlank } ?? bytes.count
      line += breaks(in: position..<next)
      position = next
      guard position < bytes.count else { return report("this array is not closed", line, hint) }
      if bytes[position] == UInt8(ascii: "]") { break }
      if !isFirst {
        guard bytes[position] == UInt8(ascii: ",") else {
          return report("missing comma between two elements", line, hint)
        }
        let next = bytes[(position + 1)...].firstIndex { !$0.isBlank } ?? bytes.count
        line += breaks(in: position..<next)
        position = next
      }
      isFirst = false
      guard position < bytes.count, let end = endOfValue(at: position) else {
        return report("this element of the array is not a JSON object", line, hint)
      }
      add(
        bytes[position..<end], line: line, or: "this element of the array is not a JSON object",
        hint)
      // If the array contains other values, a few diagnostics suffice.
      if problems.count > 20 { return }
      line += breaks(in: position..<end)
      position = end
    }
    if let rest = bytes[(position + 1)...].firstIndex(where: { !$0.isBlank }) {
      report("unexpected text after the array", line + breaks(in: position..<rest), hint)
    }
  }

  private mutating func add(
    _ text: ArraySlice<UInt8>, line: Int, or problem: String, _ hint: String
  ) {
    do {
      let object = try decoder.decode([String: Scalar].self, from: Data(text))
      var fields: [String: String] = [:]
      var skipped: Set<String> = []
      // Keys are case-insensitive; if several match, byte order decides.
      for (key, value) in object.sorted(by: { $0.key < $1.key }) {
        let name = key.lowercased()
        guard fields[name] == nil else { continue }
        if let text = value.text { fields[name] = text } else { skipped.insert(name) }
      }
      objects.append(Object(fields: fields, skipped: skipped, line: line))
    } catch {
      report(problem, line, hint)
    }
  }

  private mutating func report(_ message: String, _ line: Int, _ hint: String) {
    problems.append(
      Diagnostic(message, at: SourceLocation(file: path, line: line), hint: hint))
  }

  /// Counts the line ends in a range: LF, CRLF or CR.
  private func breaks(in range: Range<Int>) -> Int {
    var count = 0
    for index in range where bytes[index].isLineBreak {
      let isHalf =
        bytes[index] == .carriageReturn && index + 1 < bytes.count && bytes[index + 1] == .lineFeed
      if !isHalf { count += 1 }
    }
    return count
  }

  /// Returns the end of an object, an array or a string; for other values, the next comma, bracket or line end.
  private func endOfValue(at start: Int) -> Int? {
    var depth = 0
    var isText = false
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if isText {
        if byte == .backslash {
          position += 1
        } else if byte == .quote {
          isText = false
          if depth == 0 { return position + 1 }
        }
      } else {
        switch byte {
        case .quote: isText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          // An unmatched closing bracket ends a preceding number.
          if depth == 0 { return position > start ? position : nil }
          depth -= 1
          if depth == 0 { return position + 1 }
        case UInt8(ascii: ","):
          if depth == 0 { return position > start ? position : nil }
        default: break
        }
      }
      position += 1
    }
    return nil
  }
}

/// A JSON value, decoded only if it is a scalar.
private struct Scalar: Decodable {
  /// The value as text; nil for null, arrays and objects.
  let text: String?

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    do {
      text = try value.decode(String.self)
    } catch is DecodingError {
      // The value is not a string. A malformed string throws a different error, which is
      // propagated.
      let whole = try? value.decode(Int.self)
      let flag = try? value.decode(Bool.self)
      let number = try? value.decode(Double.self)
      text = whole.map { "\($0)" } ?? flag.map { "\($0)" } ?? number.map { "\($0)" }
    }
  }
}
