internal import SourceText

/// A table in a text, which is read some rows at a time.
struct Table {
  /// The text.
  let text: InputText
  /// The number of bytes before the table.
  let start: Int
  /// The line at which it starts.
  let line: Int
  /// The syntax.
  let dialect: TableDialect

  /// Reads a whole text as a table.
  init(_ text: InputText, delimiter: UInt8?) {
    self.init(text, start: 0, line: 1, TableDialect(delimiter: delimiter, quoting: .none))
  }

  init(_ text: InputText, start: Int, line: Int, _ dialect: TableDialect) {
    (self.text, self.start, self.line, self.dialect) = (text, start, line, dialect)
  }

  /// Calls a closure with each row and the piece that contains it.
  ///
  /// - Parameters:
  ///   - limit: The maximum number of rows.
  ///   - body: Returns whether to continue.
  /// - Throws: A diagnostic if the text cannot be read.
  func eachRow(
    limit: Int = .max, _ body: (TableCells, TableCells.Row) -> Bool
  ) throws(Diagnostics) {
    var pieces = try pieces()
    var count = 0
    while let cells = try pieces.next() {
      for row in cells.rows {
        guard count < limit, body(cells, row) else { return }
        count += 1
      }
    }
  }

  /// Returns the first rows, each as the texts of its fields.
  func texts(limit: Int) throws(Diagnostics) -> [[String]] {
    var rows: [[String]] = []
    try eachRow(limit: limit) { cells, row in
      rows.append(cells.texts(of: row))
      return rows.count < limit
    }
    return rows
  }

  /// Starts to read.
  func pieces() throws(Diagnostics) -> Pieces {
    Pieces(try text.pieces(from: start), line: line, dialect)
  }

  /// Reads a table once, some rows after others.
  struct Pieces {
    private var pieces: InputText.Pieces
    private let dialect: TableDialect
    private var line: Int
    /// The bytes of rows that may continue.
    private var rest: [UInt8] = []
    private var isAtEnd = false

    fileprivate init(_ pieces: InputText.Pieces, line: Int, _ dialect: TableDialect) {
      (self.pieces, self.line, self.dialect) = (pieces, line, dialect)
    }

    /// Returns the next rows; nil at the end.
    ///
    /// - Throws: A diagnostic if the text cannot be read.
    mutating func next() throws(Diagnostics) -> TableCells? {
      while !isAtEnd {
        // A row that continues is split again when there are twice as many bytes, so its length costs no more than linear time.
        let needed = 2 * rest.count
        repeat {
          let piece = try pieces.next()
          isAtEnd = piece.isEmpty
          rest += piece
        } while !isAtEnd && rest.count < needed
        let cells = TableCells(rest, line: line, dialect: dialect, isLast: isAtEnd)
        isAtEnd = isAtEnd || cells.isCutOff
        rest = Array(rest[cells.end.offset...])
        line = cells.end.line
        if !cells.rows.isEmpty { return cells }
      }
      return nil
    }
  }
}
