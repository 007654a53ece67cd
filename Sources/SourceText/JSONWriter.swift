/// A writer of JSON objects, with members in the order in which they are written.
///
///     JSONWriter.object { json in
///       json.write("id", "r001")
///       json.object("totals") { $0.write("words", 7) }
///       json.objects("tokens", tokens) { $0.write("text", $1.text) }
///     }
///
/// Objects are written by closures, so the text is always balanced. Numbers have the shortest form that round-trips; those
/// that are not finite are null, since JSON cannot represent them. The text grows in one string; its time is linear in its
/// length.
public struct JSONWriter: Sendable {
  /// The arrangement of a text.
  public enum Layout: Sendable {
    /// Without spaces, on one line.
    case compact
    /// One member or element per line, indented by two spaces per level.
    case indented
  }

  private var text = ""
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
    return writer.text
  }

  /// Returns a value as text, with sorted keys and without a final line feed.
  static func text(_ value: JSON, _ layout: Layout) -> String {
    var writer = JSONWriter(layout)
    writer.value(value)
    return writer.text
  }
}

// MARK: Members

extension JSONWriter {
  /// Writes a string; null for nil.
  public mutating func write(_ key: String, _ value: String?) {
    self.key(key)
    if let value { string(value) } else { text += "null" }
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
    case .null: text += "null"
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

  private mutating func boolean(_ value: Bool) { text += value ? "true" : "false" }

  private mutating func integer(_ value: Int) { text += String(value) }

  private mutating func number(_ value: Double) {
    if !value.isFinite {
      text += "null"
    } else if value == 0 {
      text += "0"
    } else {
      value.write(to: &text)
    }
  }

  /// Appends runs of bytes that need no escape, since most strings are one such run.
  private mutating func string(_ value: String) {
    text += "\""
    var rest = value.utf8[...]
    while let index = rest.firstIndex(where: Self.isSpecial) {
      text += Substring(rest[..<index])
      // Two and three bytes of a letter, or one of ASCII.
      let character = rest[index...].prefix(rest[index] == 0xC2 ? 2 : rest[index] == 0xE2 ? 3 : 1)
      escape(character)
      rest = rest[character.endIndex...]
    }
    text += Substring(rest)
    text += "\""
  }

  /// Whether a byte is escaped, or begins a letter that may be.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0xC2
      || byte == 0xE2
  }

  /// Writes a character that is special in JSON, or that ends a line for some readers of JSON Lines.
  private mutating func escape(_ character: Substring.UTF8View) {
    guard character.count == 1, let byte = character.first else {
      let letter = Substring(character)
      switch letter.unicodeScalars.first {
      case "\u{85}": text += "\\u0085"
      case "\u{2028}": text += "\\u2028"
      case "\u{2029}": text += "\\u2029"
      default: text += letter
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): text += "\\\""
    case UInt8(ascii: "\\"): text += "\\\\"
    case UInt8(ascii: "\n"): text += "\\n"
    case UInt8(ascii: "\r"): text += "\\r"
    case UInt8(ascii: "\t"): text += "\\t"
    default: text += (byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)
    }
  }
}

// MARK: Lists

extension JSONWriter {
  private mutating func key(_ key: String) {
    item()
    string(key)
    text += layout == .compact ? ":" : ": "
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
    text += open
    depth += 1
    isEmpty = true
    items(&self)
    depth -= 1
    if !isEmpty { breakLine() }
    // The list is itself an item of the one around it.
    isEmpty = false
    text += close
  }

  private mutating func item() {
    if !isEmpty { text += "," }
    isEmpty = false
    breakLine()
  }

  private mutating func breakLine() {
    guard layout == .indented else { return }
    text += "\n" + String(repeating: "  ", count: depth)
  }
}
