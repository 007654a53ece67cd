/// The rows and fields of a piece of a table, as ranges of its bytes.
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

  /// The offset and the line at which the next piece starts.
  private(set) var end: (offset: Int, line: Int)
  /// Whether a quote that is not closed takes the rest of the table.
  private(set) var isCutOff = false
  /// Whether the last row may continue in the next piece.
  private var isUnfinished = false
  private let isLast: Bool
  /// The maximum size of a quoted field in bytes; a quote before a longer one counts as not closed.
  static let maximumFieldSize = 8 * ReviewRow.maximumSize

  /// Splits a piece of a table into fields.
  ///
  /// - Parameters:
  ///   - bytes: The piece, in UTF-8. It starts with a row, or with the line end before it.
  ///   - line: The number of its first line.
  ///   - dialect: The syntax.
  ///   - isLast: Whether the table ends with the piece; if not, the last row is left for the next piece.
  /// - Complexity: O(*n*) in the length of the piece.
  init(_ bytes: [UInt8], line: Int = 1, dialect: TableDialect, isLast: Bool = true) {
    self.bytes = bytes
    self.dialect = dialect
    self.isLast = isLast
    var cursor = Cursor(position: 0, line: line)
    end = (0, line)
    while !isCutOff, skipEmptyLines(&cursor) {
      let (cellCount, faultCount) = (cells.count, faults.count)
      let row = readRow(&cursor)
      // Of CRLF, the second byte may be in the next piece.
      if isUnfinished || !isLast && !isCutOff && cursor.position + 1 >= bytes.count {
        cells.removeSubrange(cellCount...)
        faults.removeSubrange(faultCount...)
        return
      }
      rows.append(row)
      end = (cursor.position, cursor.line)
    }
  }

  private mutating func readRow(_ cursor: inout Cursor) -> Row {
    let (line, start, first) = (cursor.line, cursor.position, cells.count)
    var isBroken = false
    while true {
      readCell(&cursor, &isBroken)
      guard cursor.position < bytes.count, bytes[cursor.position] == dialect.delimiter else {
        break
      }
      cursor.position += 1
    }
    return Row(
      line: line, lineCount: cursor.line - line + 1, bytes: start..<cursor.position,
      cells: first..<cells.count, isBroken: isBroken)
  }

  private struct Cursor {
    var position: Int
    var line: Int
  }

  /// Skips empty lines; returns false at the end.
  private func skipEmptyLines(_ cursor: inout Cursor) -> Bool {
    while cursor.position < bytes.count, bytes[cursor.position].isLineBreak {
      let isPair =
        bytes[cursor.position] == .carriageReturn && cursor.position + 1 < bytes.count
        && bytes[cursor.position + 1] == .lineFeed
      cursor.position += isPair ? 2 : 1
      cursor.line += 1
    }
    return cursor.position < bytes.count
  }

  private mutating func readCell(_ cursor: inout Cursor, _ isBroken: inout Bool) {
    guard dialect.quoting != .none, cursor.position < bytes.count, bytes[cursor.position] == .quote
    else {
      return cells.append(Cell(range: skipPlainText(&cursor)))
    }
    let (opening, line) = (cursor.position, cursor.line)
    guard let cell = readQuotes(&cursor) else {
      isBroken = true
      isUnfinished = !isLast && !isCutOff
      faults.append((.openQuote, line, opening))
      cells.append(Cell(range: opening..<bytes.count))
      return
    }
    cells.append(cell)
    let rest = skipPlainText(&cursor)
    if !rest.isEmpty {
      isBroken = true
      faults.append((.textAfterQuote, cursor.line, rest.lowerBound))
    }
  }

  /// Reads a quoted field; returns nil if it is not closed.
  private mutating func readQuotes(_ cursor: inout Cursor) -> Cell? {
    let hasEscapes = dialect.quoting == .escaped
    var cell = Cell(range: 0..<0, isQuoted: true)
    let start = cursor.position + 1
    let end = min(bytes.count, start + Self.maximumFieldSize)
    var position = start
    while position < end {
      let byte = bytes[position]
      let next = position + 1 < bytes.count ? bytes[position + 1] : 0
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
    isCutOff = end < bytes.count || isLast
    cursor.position = bytes.count
    return nil
  }

  private func skipPlainText(_ cursor: inout Cursor) -> Range<Int> {
    let start = cursor.position
    var position = start
    // A missing delimiter is represented by a byte that never occurs in text.
    let delimiter = dialect.delimiter ?? 0xFF
    while position < bytes.count, bytes[position] != delimiter, !bytes[position].isLineBreak {
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

  /// Whether a row has this number of fields, ignoring trailing empty fields.
  func fits(_ row: Row, _ count: Int) -> Bool {
    row.cells.count == count
      || row.cells.count > count
        && row.cells.dropFirst(count).allSatisfy { cells[$0].range.isEmpty }
  }
}
