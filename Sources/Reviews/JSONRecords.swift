internal import Foundation
internal import SourceText

/// Reads the objects of a JSON text one after another: one per line, in sequence, or in an array.
///
/// Strings, numbers and Booleans are kept as text; other values are skipped, so an object may contain additional data. Only
/// reading errors are thrown: the problems of all objects are collected.
struct JSONRecords {
  /// An object with its line number.
  struct Object {
    var fields: [String: String]
    /// Keys whose values are neither strings, numbers nor Booleans.
    var skipped: Set<String>
    var line: Int
  }

  /// The position of objects in the text.
  private enum Form {
    case unknown
    case lines
    case sequence
    case array(isFirst: Bool)
    case ended
  }

  /// The problems so far.
  private(set) var problems: [Diagnostic] = []
  private var text: JSONText
  private let path: String
  private var form = Form.unknown
  private let decoder = JSONDecoder()
  private static let lineHint = "each line must be an object, such as {\"text\": \"A fine film.\"}"
  private static let arrayHint =
    "write an array of objects, such as [{\"text\": \"A fine film.\"}]"
  /// The number of problems of an array after which its other values are not read.
  private static let mostProblems = 20

  /// Starts to read.
  ///
  /// - Throws: A diagnostic if the text cannot be opened.
  init(_ text: InputText) throws(Diagnostics) {
    path = text.path
    self.text = try JSONText(text)
  }

  /// Whether a text begins like a JSON file of objects.
  ///
  /// - Throws: A diagnostic if the text cannot be read.
  static func isLikely(_ text: InputText) throws(Diagnostics) -> Bool {
    var start = try JSONText(text)
    guard let first = try start.next() else { return false }
    start.skip()
    let next = try start.next()
    switch first {
    case UInt8(ascii: "{"): return next == .quote
    case UInt8(ascii: "["):
      return next == UInt8(ascii: "{") || next == .quote && text.lastByte == UInt8(ascii: "]")
    default: return false
    }
  }

  /// Whether a line begins like a JSON object or an array of objects.
  static func isLikely(_ line: [UInt8]) -> Bool {
    (try? isLikely(InputText(line, path: "", ending: ""))) ?? false
  }

  /// Whether a line is a JSON object.
  static func isObject(_ line: [UInt8]) -> Bool {
    var records = try? JSONRecords(InputText(line, path: "", ending: ""))
    var count = 0
    while (try? records?.next()) != nil { count += 1 }
    return count == 1
  }

  /// Returns the next object; nil at the end.
  ///
  /// - Throws: A diagnostic if the text cannot be read.
  // Callers are loops: a copy of this state machine in each takes longer to compile than it saves.
  @inline(never)
  mutating func next() throws(Diagnostics) -> Object? {
    if case .unknown = form { try start() }
    while true {
      let found: Object?
      switch form {
      case .lines: found = try nextLine()
      case .sequence: found = try nextInSequence()
      case .array(let isFirst): found = try nextInArray(isFirst: isFirst)
      case .unknown, .ended: return nil
      }
      if let found { return found }
    }
  }

  /// Determines the form of the text.
  private mutating func start() throws(Diagnostics) {
    guard let first = try text.next() else {
      form = .ended
      return
    }
    if first == UInt8(ascii: "[") {
      text.skip()
      form = .array(isFirst: true)
    } else {
      form = try text.hasLongObject() ? .sequence : .lines
    }
  }

  private mutating func nextLine() throws(Diagnostics) -> Object? {
    guard try text.next() != nil else { return end() }
    let line = text.line
    return object(
      try text.takeLine(), line: line, or: "this line is not a JSON object", Self.lineHint)
  }

  private mutating func nextInSequence() throws(Diagnostics) -> Object? {
    guard let first = try text.next() else { return end() }
    let line = text.line
    guard first == UInt8(ascii: "{"), let value = try text.takeValue() else {
      return end("this is not a JSON object", "write one object after another")
    }
    return object(value, line: line, or: "this is not a JSON object", Self.lineHint)
  }

  private mutating func nextInArray(isFirst: Bool) throws(Diagnostics) -> Object? {
    guard let first = try text.next() else {
      return end("this array is not closed", Self.arrayHint)
    }
    if first == UInt8(ascii: "]") {
      text.skip()
      return try text.next() == nil
        ? end() : end("unexpected text after the array", Self.arrayHint)
    }
    if !isFirst {
      guard first == UInt8(ascii: ",") else {
        return end("missing comma between two elements", Self.arrayHint)
      }
      text.skip()
    }
    form = .array(isFirst: false)
    let problem = "this element of the array is not a JSON object"
    let next = try text.next()
    let line = text.line
    guard next != nil, let value = try text.takeValue() else { return end(problem, Self.arrayHint) }
    let object = object(value, line: line, or: problem, Self.arrayHint)
    // If the array contains other values, a few diagnostics suffice.
    if problems.count > Self.mostProblems { form = .ended }
    return object
  }

  /// Ends the text, perhaps with a problem.
  private mutating func end(_ problem: String? = nil, _ hint: String = "") -> Object? {
    if let problem { report(problem, line: text.line, hint) }
    form = .ended
    return nil
  }

  /// Decodes an object, or reports that it is none.
  private mutating func object(
    _ bytes: ArraySlice<UInt8>, line: Int, or problem: String, _ hint: String
  ) -> Object? {
    do {
      let values = try decoder.decode([String: Scalar].self, from: Data(bytes))
      var object = Object(fields: [:], skipped: [], line: line)
      // Keys are case-insensitive; if several match, byte order decides.
      for (key, value) in values.sorted(by: { $0.key < $1.key }) {
        let name = key.lowercased()
        guard object.fields[name] == nil else { continue }
        if let text = value.text {
          object.fields[name] = text
        } else {
          object.skipped.insert(name)
        }
      }
      return object
    } catch {
      report(problem, line: line, hint)
      return nil
    }
  }

  private mutating func report(_ message: String, line: Int, _ hint: String) {
    problems.append(Diagnostic(message, at: SourceLocation(file: path, line: line), hint: hint))
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
