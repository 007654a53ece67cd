/// A writer of JSON objects, with members in the order in which they are written.
///
///     JSONWriter.object { json in
///       json.write("id", "r001")
///       json.object("totals") { $0.write("words", 7) }
///       json.objects("tokens", tokens) { $0.write("text", $1.text) }
///     }
///
/// Objects are written by closures, so the text is always balanced. Numbers have the shortest form that round-trips; those
/// that are not finite are null, since JSON cannot represent them. The text grows in an array of bytes: appending short pieces to
/// a string takes longer.
public struct JSONWriter: Sendable {
  /// The arrangement of a text.
  public enum Layout: Sendable {
    /// Without spaces, on one line.
    case compact
    /// One member or element per line, indented by two spaces per level.
    case indented
  }

  private var bytes: [UInt8] = []
  private let layout: Layout
  private var depth = 0
  /// Whether the innermost list has no item yet.
  private var isEmpty = true

  private init(_ layout: Layout) {
    self.layout = layout
  }

  /// Returns an object as text, without a final line feed.
  ///
  /// - Parameters:
  ///   - layout: The arrangement.
  ///   - members: Writes the members.
  /// - Returns: The text.
  public static func object(
    _ layout: Layout = .compact, _ members: (inout JSONWriter) -> Void
  ) -> String {
    var writer = JSONWriter(layout)
    writer.list("{", "}", members)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Returns a value as text, with sorted keys and without a final line feed.
  static func text(_ value: JSON, _ layout: Layout) -> String {
    var writer = JSONWriter(layout)
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

// MARK: Members

extension JSONWriter {
  /// Writes a string; null for nil.
  public mutating func write(_ key: String, _ value: String?) {
    self.key(key)
    if let value { string(value) } else { append("null") }
  }

  /// Writes a number; null for nil and if it is not finite.
  public mutating func write(_ key: String, _ value: Double?) {
    self.key(key)
    number(value ?? .nan)
  }

  /// Writes an integer.
  public mutating func write(_ key: String, _ value: Int) {
    self.key(key)
    integer(value)
  }

  /// Writes a Boolean.
  public mutating func write(_ key: String, _ value: Bool) {
    self.key(key)
    boolean(value)
  }

  /// Writes a value, with sorted keys.
  public mutating func write(_ key: String, _ value: JSON) {
    self.key(key)
    self.value(value)
  }

  /// Writes an array of strings.
  public mutating func write(_ key: String, _ values: [String]) {
    array(key, values) { $0.string($1) }
  }

  /// Writes an array of numbers; those that are not finite are null.
  public mutating func write(_ key: String, _ values: [Double]) {
    array(key, values) { $0.number($1) }
  }

  /// Writes an array of integers.
  public mutating func write(_ key: String, _ values: [Int]) {
    array(key, values) { $0.integer($1) }
  }

  /// Writes an array of arrays of integers.
  public mutating func write(_ key: String, _ values: [[Int]]) {
    array(key, values) { $0.array($1) { $0.integer($1) } }
  }

  /// Writes an object.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - members: Writes the members.
  public mutating func object(_ key: String, _ members: (inout JSONWriter) -> Void) {
    self.key(key)
    list("{", "}", members)
  }

  /// Writes an array of objects.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - elements: What the objects describe.
  ///   - members: Writes the members of the object that describes an element.
  public mutating func objects<Elements: Sequence>(
    _ key: String, _ elements: Elements, _ members: (inout JSONWriter, Elements.Element) -> Void
  ) {
    array(key, elements) { json, element in json.list("{", "}") { members(&$0, element) } }
  }
}

// MARK: Values

extension JSONWriter {
  private mutating func value(_ value: JSON) {
    switch value {
    case .null: append("null")
    case .bool(let value): boolean(value)
    case .number(let value):
      if let integer = Int(exactly: value) { self.integer(integer) } else { number(value) }
    case .string(let value): string(value)
    case .array(let elements): array(elements) { $0.value($1) }
    case .object(let members):
      list("{", "}") { json in
        for (key, value) in members.sorted(by: { $0.key < $1.key }) { json.write(key, value) }
      }
    }
  }

  private mutating func boolean(_ value: Bool) { append(value ? "true" : "false") }

  private mutating func integer(_ value: Int) { append(String(value)) }

  private mutating func number(_ value: Double) {
    if !value.isFinite {
      append("null")
    } else if value == 0 {
      append("0")
    } else {
      append(value.description)
    }
  }

  /// Appends the whole text if no byte needs an escape, which holds for most strings.
  private mutating func string(_ value: String) {
    append("\"")
    let text = value.utf8Span.span
    if Self.isPlain(text) { append(value) } else { escape(text) }
    append("\"")
  }

  private static func isPlain(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where isSpecial(text[index]) { return false }
    return true
  }

  /// Whether a byte is escaped, or begins a letter that may be.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0xC2
      || byte == 0xE2
  }

  /// Writes a text with characters that are special in JSON, or that end a line for some readers of JSON Lines.
  private mutating func escape(_ text: Span<UInt8>) {
    var index = 0
    // A string is valid UTF-8, so the first byte of a letter has its successors.
    while index < text.count {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case UInt8(ascii: "\n"): append("\\n")
      case UInt8(ascii: "\r"): append("\\r")
      case UInt8(ascii: "\t"): append("\\t")
      case ..<0x20: append((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16))
      case 0xC2 where text[index] == 0x85:
        append("\\u0085")
        index += 1
      case 0xE2 where text[index] == 0x80 && (0xA8...0xA9).contains(text[index + 1]):
        append(text[index + 1] == 0xA8 ? "\\u2028" : "\\u2029")
        index += 2
      default: bytes.append(byte)
      }
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}

// MARK: Lists

extension JSONWriter {
  private mutating func key(_ key: String) {
    item()
    string(key)
    append(layout == .compact ? ":" : ": ")
  }

  private mutating func array<Elements: Sequence>(
    _ key: String, _ elements: Elements, _ element: (inout JSONWriter, Elements.Element) -> Void
  ) {
    self.key(key)
    array(elements, element)
  }

  private mutating func array<Elements: Sequence>(
    _ elements: Elements, _ element: (inout JSONWriter, Elements.Element) -> Void
  ) {
    list("[", "]") { json in
      for value in elements {
        json.item()
        element(&json, value)
      }
    }
  }

  private mutating func list(
    _ open: String, _ close: String, _ items: (inout JSONWriter) -> Void
  ) {
    append(open)
    depth += 1
    isEmpty = true
    items(&self)
    depth -= 1
    if !isEmpty { breakLine() }
    // The list is itself an item of the one around it.
    isEmpty = false
    append(close)
  }

  private mutating func item() {
    if !isEmpty { append(",") }
    isEmpty = false
    breakLine()
  }

  private mutating func breakLine() {
    guard layout == .indented else { return }
    append("\n" + String(repeating: "  ", count: depth))
  }
}
