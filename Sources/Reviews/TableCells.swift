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

/// The rows and fields of a table, as ranges of its bytes.
///
/// Lines end in LF, CRLF or CR; empty lines are skipped.
struct TableCells {
  struct Cell {
    var range: Range<Int>
    var isQuoted = false
    /// Whether it contains a quote or a backslash that needs unescaping.
    var isEscaped = false
  }

  struct Row {
    var line: Int
    /// The number of lines it spans.
    var lineCount = 1
    var bytes: Range<Int>
    var cells: Range<Int>
    var isBroken = false
  }

  /// A syntax error in a row.
  enum Fault { case textAfterQuote, openQuote }

  let bytes: [UInt8]
  let dialect: TableDialect
  private(set) var cells: [Cell] = []
  private(set) var rows: [Row] = []
  private(set) var faults: [(fault: Fault, line: Int, offset: Int)] = []

  /// Splits a table into fields.
  ///
  /// - Parameters:
  ///   - bytes: The file in UTF-8.
  ///   - range: The range of bytes to read.
  ///   - line: The number of the first line.
  ///   - dialect: The syntax.
  ///   - limit: The maximum number of rows to read.
  /// - Complexity: O(*n*) in the length of the range.
  init(
    _ bytes: [UInt8], in range: Range<Int>, line: Int = 1, dialect: TableDialect,
    limit: Int = .max
  ) {
    self.bytes = bytes
    self.dialect = dialect
    var cursor = Cursor(position: range.lowerBound, line: line)
    while rows.count < limit, skipEmptyLines(&cursor, end: range.upperBound) {
      var row = Row(
        line: cursor.line, bytes: cursor.position..<cursor.position,
        cells: cells.count..<cells.count)
      var isLast = false
      while !isLast {
        readCell(&cursor, end: range.upperBound, &row)
        isLast = cursor.position >= range.upperBound || bytes[cursor.position] != dialect.delimiter
        if !isLast { cursor.position += 1 }
      }
      row.bytes = row.bytes.lowerBound..<cursor.position
      row.cells = row.cells.lowerBound..<cells.count
      row.lineCount = cursor.line - row.line + 1
      rows.append(row)
    }
  }

  private struct Cursor {
    var position: Int
    var line: Int
  }

  /// Skips empty lines; returns false at the end.
  private func skipEmptyLines(_ cursor: inout Cursor, end: Int) -> Bool {
    while cursor.position < end, bytes[cursor.position].isLineBreak {
      let isPair =
        bytes[cursor.position] == .carriageReturn && cursor.position + 1 < end
        && bytes[cursor.position + 1] == .lineFeed
      cursor.position += isPair ? 2 : 1
      cursor.line += 1
    }
    return cursor.position < end
  }

  private mutating func readCell(_ cursor: inout Cursor, end: Int, _ row: inout Row) {
    guard dialect.quoting != .none, cursor.position < end, bytes[cursor.position] == .quote else {
      return cells.append(Cell(range: skipPlainText(&cursor, end: end)))
    }
    let (opening, line) = (cursor.position, cursor.line)
    guard let cell = readQuotes(&cursor, end: end) else {
      row.isBroken = true
      faults.append((.openQuote, line, opening))
      cells.append(Cell(range: opening..<end))
      return
    }
    cells.append(cell)
    let rest = skipPlainText(&cursor, end: end)
    if !rest.isEmpty {
      row.isBroken = true
      faults.append((.textAfterQuote, cursor.line, rest.lowerBound))
    }
  }

  /// Reads a quoted field; returns nil if it is not closed.
  private func readQuotes(_ cursor: inout Cursor, end: Int) -> Cell? {
    let hasEscapes = dialect.quoting == .escaped
    var cell = Cell(range: 0..<0, isQuoted: true)
    let start = cursor.position + 1
    var position = start
    while position < end {
      let byte = bytes[position]
      let next = position + 1 < end ? bytes[position + 1] : 0
      if byte == .quote {
        if next != .quote {
          cell.range = start..<position
          cursor.position = position + 1
          return cell
        }
        cell.isEscaped = true
        position += 1
      } else if hasEscapes, byte == .backslash, next == .quote || next == .backslash {
        cell.isEscaped = true
        position += 1
      } else if byte == .lineFeed || byte == .carriageReturn && next != .lineFeed {
        cursor.line += 1
      }
      position += 1
    }
    cursor.position = end
    return nil
  }

  private func skipPlainText(_ cursor: inout Cursor, end: Int) -> Range<Int> {
    let start = cursor.position
    var position = start
    // A missing delimiter is represented by a byte that never occurs in text.
    let delimiter = dialect.delimiter ?? 0xFF
    while position < end, bytes[position] != delimiter, !bytes[position].isLineBreak {
      position += 1
    }
    cursor.position = position
    return start..<position
  }

  /// Returns the text of a field.
  func text(_ index: Int) -> String {
    let cell = cells[index]
    guard cell.isEscaped else { return String(decoding: bytes[cell.range], as: UTF8.self) }
    var text: [UInt8] = []
    text.reserveCapacity(cell.range.count)
    var position = cell.range.lowerBound
    while position < cell.range.upperBound {
      let byte = bytes[position]
      let isEscape =
        byte == .quote
        || dialect.quoting == .escaped && byte == .backslash
          && position + 1 < cell.range.upperBound
          && (bytes[position + 1] == .quote || bytes[position + 1] == .backslash)
      if isEscape { position += 1 }
      if position < cell.range.upperBound { text.append(bytes[position]) }
      position += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Returns the texts of a row.
  func texts(of row: Row) -> [String] { row.cells.map(text) }

  /// The number of rows that are malformed or differ from the first in their number of fields.
  var wrongRows: Int {
    let count = rows.first?.cells.count ?? 0
    return rows.count { $0.isBroken || !fits($0, count) }
  }

  /// Whether a row has this number of fields, ignoring trailing empty fields.
  func fits(_ row: Row, _ count: Int) -> Bool {
    row.cells.count == count
      || row.cells.count > count
        && row.cells.dropFirst(count).allSatisfy { cells[$0].range.isEmpty }
  }
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
