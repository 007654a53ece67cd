extension JSON {
  /// Parses a JSON text (RFC 8259).
  ///
  /// - Parameter file: The file.
  /// - Throws: A diagnostic with line and column if the text is not JSON, has a duplicate key or is nested more than a hundred
  ///   levels deep.
  public init(parsing file: SourceFile) throws(Diagnostics) {
    var parser = JSONParser(text: Array(file.text.utf8))
    do throws(JSONParser.Failure) {
      self = try parser.document()
    } catch {
      throw Diagnostics(error.message, at: file.location(utf8Offset: error.offset))
    }
  }
}

/// A recursive-descent parser over UTF-8.
private struct JSONParser {
  struct Failure: Error {
    let message: String
    let offset: Int
  }

  let text: [UInt8]
  private var offset = 0
  private var depth = 0

  init(text: [UInt8]) {
    self.text = text
  }

  mutating func document() throws(Failure) -> JSON {
    let value = try value()
    skipSpace()
    if offset < text.count { throw expected("the end of the file") }
    return value
  }

  private mutating func value() throws(Failure) -> JSON {
    skipSpace()
    switch peek {
    case "{": return try nested { parser throws(Failure) in try parser.object() }
    case "[": return try nested { parser throws(Failure) in try parser.array() }
    case "\"": return .string(try string())
    case "t": return try word("true", .bool(true))
    case "f": return try word("false", .bool(false))
    case "n": return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(_ body: (inout Self) throws(Failure) -> JSON) throws(Failure) -> JSON
  {
    // Each level uses stack space, which a hostile file must not exhaust.
    if depth == 100 { throw Failure(message: "this is nested too deeply", offset: offset) }
    depth += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(Failure) -> JSON {
    var members: [String: JSON] = [:]
    offset += 1
    if take("}") { return .object([:]) }
    repeat {
      skipSpace()
      let start = offset
      guard peek == "\"" else { throw expected("a key in quotes") }
      let key = try string()
      guard members[key] == nil else {
        throw Failure(message: "duplicate key '\(key)'", offset: start)
      }
      guard take(":") else { throw expected("':'") }
      members[key] = try value()
    } while take(",")
    guard take("}") else { throw expected("',' or '}'") }
    return .object(members)
  }

  private mutating func array() throws(Failure) -> JSON {
    var elements: [JSON] = []
    offset += 1
    if take("]") { return .array([]) }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw expected("',' or ']'") }
    return .array(elements)
  }

  private mutating func word(_ word: String, _ value: JSON) throws(Failure) -> JSON {
    guard text[offset...].starts(with: word.utf8) else { throw expected("a value") }
    offset += word.utf8.count
    return value
  }

  private mutating func number() throws(Failure) -> JSON {
    let start = offset
    if peek == "-" { offset += 1 }
    let startsWithZero = peek == "0"
    let digits = skipDigits()
    var isNumber = startsWithZero ? digits == 1 : digits > 0
    if peek == "." {
      offset += 1
      isNumber = skipDigits() > 0 && isNumber
    }
    if peek == "e" || peek == "E" {
      offset += 1
      if peek == "+" || peek == "-" { offset += 1 }
      isNumber = skipDigits() > 0 && isNumber
    }
    guard isNumber, let value = Double(String(decoding: text[start..<offset], as: UTF8.self)),
      value.isFinite
    else {
      offset = start
      throw expected("a value")
    }
    return .number(value)
  }

  /// Skips digits and returns their number.
  private mutating func skipDigits() -> Int {
    let start = offset
    while let byte = peek, "0"..."9" ~= byte { offset += 1 }
    return offset - start
  }

  private mutating func string() throws(Failure) -> String {
    var bytes: [UInt8] = []
    offset += 1
    while let byte = peek, byte != "\"" {
      if byte == "\\" {
        bytes.append(contentsOf: String(try escape()).utf8)
      } else if byte < " " {
        throw Failure(message: "unterminated string", offset: offset)
      } else {
        bytes.append(text[offset])
        offset += 1
      }
    }
    guard peek == "\"" else { throw expected("'\"'") }
    offset += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    let start = offset
    offset += 2
    let simple: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]
    let letter = start + 1 < text.count ? Unicode.Scalar(text[start + 1]) : nil
    if let scalar = letter.flatMap({ simple[$0] }) { return scalar }
    guard letter == "u", let unit = hexadecimal() else {
      throw Failure(message: "invalid escape sequence", offset: start)
    }
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // A surrogate pair encodes one scalar; a lone surrogate is invalid.
    if unit < 0xDC00, text[offset...].starts(with: "\\u".utf8) {
      offset += 2
      if let low = hexadecimal(), 0xDC00...0xDFFF ~= low,
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      {
        return scalar
      }
    }
    throw Failure(message: "lone surrogate", offset: start)
  }

  private mutating func hexadecimal() -> UInt32? {
    guard offset + 4 <= text.count else { return nil }
    let digits = text[offset..<offset + 4]
    guard digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else { return nil }
    offset += 4
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private var peek: Unicode.Scalar? {
    offset < text.count ? Unicode.Scalar(text[offset]) : nil
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard peek == scalar else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, [" ", "\t", "\n", "\r"].contains(byte) { offset += 1 }
  }

  private func expected(_ what: String) -> Failure {
    Failure(
      message: offset < text.count
        ? "expected \(what) here" : "the file ends where \(what) should be",
      offset: offset)
  }
}
