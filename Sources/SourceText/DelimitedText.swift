/// A table in a CSV or TSV file: a row of names, then rows of fields.
///
/// Reads what RFC 4180 describes and what programs write in its name: fields in double quotes may hold the
/// delimiter, line breaks and doubled quotes; lines end in CRLF, LF or CR; empty lines are skipped.
/// Nothing throws: the problems of all rows are collected, and the rows that have one are left out.
public struct DelimitedText: Sendable {
  /// What divides two fields.
  public enum Delimiter: UInt8, Sendable {
    /// As in `.csv`.
    case comma = 0x2C
    /// As in `.tsv`.
    case tab = 0x09
  }

  /// The names of the columns, as they are written.
  public let header: [String]
  /// Where the header stands; where the file begins if there is none.
  public let headerLocation: SourceLocation
  /// The rows below the header.
  public let rows: [Record]
  /// What was wrong.
  public let problems: [Diagnostic]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - delimiter: What divides two fields.
  /// - Complexity: O(*n*) in the length of the file.
  public init(_ file: SourceFile, delimiter: Delimiter) {
    var reader = Reader(file: file, delimiter: delimiter.rawValue)
    let first = reader.nextRow()
    header = first?.fields ?? []
    headerLocation = SourceLocation(file: file.path, line: first?.line ?? 1)
    var rows: [Record] = []
    while let row = reader.nextRow() {
      let location = SourceLocation(file: file.path, line: row.line)
      if row.isBroken { continue }
      if row.fields.count == header.count {
        rows.append(Record(zip(header, row.fields), at: location))
      } else {
        reader.problems.append(
          Self.miscounted(row.fields.count, of: header.count, delimiter, at: location))
      }
    }
    self.rows = rows
    problems = reader.problems
  }

  /// Whether there is a column of one of several names, in any case.
  public func hasColumn(_ names: [String]) -> Bool {
    header.contains { names.contains($0.lowercased()) }
  }

  private static func miscounted(
    _ count: Int, of expected: Int, _ delimiter: Delimiter, at location: SourceLocation
  ) -> Diagnostic {
    let name = delimiter == .comma ? "comma" : "tab"
    return Diagnostic(
      "this row has \(count) \(count == 1 ? "field" : "fields"), the header has \(expected)",
      at: location, hint: "a field that holds a \(name) stands in double quotes")
  }
}

/// Cuts a file into rows.
private struct Reader {
  struct Row {
    var fields: [String] = []
    var line: Int
    var isBroken = false
  }

  let file: SourceFile
  let delimiter: UInt8
  let bytes: [UInt8]
  var position = 0
  var problems: [Diagnostic] = []

  init(file: SourceFile, delimiter: UInt8) {
    self.file = file
    self.delimiter = delimiter
    bytes = Array(file.text.utf8)
  }

  /// The next row that is not an empty line; nil at the end of the file.
  mutating func nextRow() -> Row? {
    while position < bytes.count, bytes[position].isLineBreak { position += 1 }
    guard position < bytes.count else { return nil }
    var row = Row(line: file.line(utf8Offset: position))
    while true {
      row.fields.append(nextField(&row.isBroken))
      guard position < bytes.count, bytes[position] == delimiter else { return row }
      position += 1
    }
  }

  /// The field that begins here; afterwards the position is that of a delimiter, a line break or the end.
  private mutating func nextField(_ isBroken: inout Bool) -> String {
    guard position < bytes.count, bytes[position] == .quote else {
      return String(decoding: bytes[skipPlainText()], as: UTF8.self)
    }
    let text = nextQuotedText(&isBroken)
    let rest = skipPlainText()
    if !rest.isEmpty {
      isBroken = true
      problems.append(
        Diagnostic(
          "there is text behind the closing quote", at: file.location(utf8Offset: rest.lowerBound),
          hint: "a quote inside a quoted field is written twice: \"\""))
    }
    return text
  }

  private mutating func nextQuotedText(_ isBroken: inout Bool) -> String {
    let opening = position
    var text: [UInt8] = []
    var start = opening + 1
    while let quote = bytes[start...].firstIndex(of: .quote) {
      text += bytes[start..<quote]
      position = quote + 1
      guard position < bytes.count, bytes[position] == .quote else {
        return String(decoding: text, as: UTF8.self)
      }
      text.append(.quote)
      start = position + 1
    }
    isBroken = true
    problems.append(
      Diagnostic(
        "this quote is never closed", at: file.location(utf8Offset: opening),
        hint: "a quote inside a quoted field is written twice: \"\""))
    position = bytes.count
    return ""
  }

  private mutating func skipPlainText() -> Range<Int> {
    let start = position
    while position < bytes.count, bytes[position] != delimiter, !bytes[position].isLineBreak {
      position += 1
    }
    return start..<position
  }
}

extension UInt8 {
  fileprivate static let quote = UInt8(ascii: "\"")

  fileprivate var isLineBreak: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}
