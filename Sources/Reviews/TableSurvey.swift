internal import SourceText

/// What the rows of a table have in common.
struct TableSurvey {
  /// The number of fields of the first row.
  private(set) var width = 0
  /// The line of the first row; nil if there is none.
  private(set) var firstLine: Int?
  /// The number of rows.
  private(set) var count = 0
  /// The number of rows that are malformed or differ from the first in their number of fields.
  private(set) var wrongRows = 0
  /// Whether each row has as many fields as the first.
  private(set) var isEven = true
  /// Whether a row begins like a pick.
  private(set) var hasPicks = false
  /// Whether lines of one row look like separate rows.
  private var hasMergedRows = false
  // The numbers of quoted and unquoted fields by column.
  private var plain: [Int] = []
  private var needless: [Int] = []
  private static let marks = [UInt8(ascii: "{"), UInt8(ascii: "@"), UInt8(ascii: "#")]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - limit: The maximum number of rows to read.
  /// - Throws: A diagnostic if the text cannot be read.
  init(of table: Table, limit: Int = .max) throws(Diagnostics) {
    var survey = TableSurvey()
    try table.eachRow(limit: limit) { cells, row in
      survey.add(row, of: cells)
      return survey.count < limit
    }
    self = survey
  }

  private init() {}

  /// Whether quotes are used as a program would write them: around every field of a column, or around fields that contain a
  /// delimiter, a quote or a line break, none of which looks like separate rows.
  var quotesConsistently: Bool {
    !hasMergedRows && zip(plain, needless).allSatisfy { $0 == 0 || $1 == 0 }
  }

  private mutating func add(_ row: TableCells.Row, of cells: TableCells) {
    count += 1
    hasPicks = hasPicks || Self.marks.contains(cells.bytes[row.bytes.lowerBound])
    if count == 1 {
      (width, firstLine) = (row.cells.count, row.line)
      (plain, needless) = (Array(repeating: 0, count: width), Array(repeating: 0, count: width))
    }
    if row.isBroken || !cells.fits(row, width) { wrongRows += 1 }
    if row.cells.count != width {
      isEven = false
    } else if count > 1 {
      noteQuotes(of: row, in: cells)
    }
  }

  private mutating func noteQuotes(of row: TableCells.Row, in cells: TableCells) {
    if row.lineCount > 1, cells.spansRows(row, count: width) { hasMergedRows = true }
    for (column, index) in row.cells.enumerated() {
      let cell = cells.cells[index]
      // Empty fields are often unquoted.
      if !cell.isQuoted {
        if !cell.range.isEmpty { plain[column] += 1 }
      } else if !cells.needsQuotes(cell) {
        needless[column] += 1
      }
    }
  }
}
