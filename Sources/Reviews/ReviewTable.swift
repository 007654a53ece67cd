internal import SourceText

/// The reviews of a table: a header row, followed by one review per row.
struct ReviewTable {
  private let table: Table
  private let options: ReviewOptions
  private let use: LabelUse

  init(_ table: Table, _ options: ReviewOptions, _ use: LabelUse) {
    (self.table, self.options, self.use) = (table, options, use)
  }

  private var path: String { table.text.path }

  /// Reads all rows.
  ///
  /// - Parameters:
  ///   - known: The columns of a table without a header; nil if the first row names them.
  ///   - problems: Collects all problems: those of the columns, of quotes and of rows, in this order.
  ///   - body: Called with each row.
  /// - Throws: A diagnostic if the text cannot be read.
  func read(
    columns known: ColumnChoice? = nil, problems: inout Diagnostics, _ body: (ReviewRecord) -> Void
  ) throws(Diagnostics) {
    var pieces = try table.pieces()
    var next = try pieces.next()
    let first = next?.rows.first
    let place = SourceLocation(file: path, line: first?.line ?? 1)
    let names = first.flatMap { row in next?.texts(of: row).map { String($0.trimmed) } } ?? []
    let columns = problems.collect { () throws(Diagnostics) in
      if let known { return known }
      return try ColumnChoice(among: names, options, use, at: place)
    }
    let others = known == nil ? columns?.others(among: names) ?? [:] : [:]
    var wrong = Diagnostics()
    let doubt = try columns.map { columns throws(Diagnostics) in
      try MergedRows(table, after: known == nil ? 1 : 0, width: names.count, columns)
    }
    var skipped = known == nil ? 1 : 0
    while let cells = next {
      for fault in cells.faults { problems.report(diagnostic(of: fault, in: cells)) }
      if let columns {
        for row in cells.rows.dropFirst(skipped) where !row.isBroken {
          guard isSound(row, of: cells, names.count, doubt, problems: &wrong) else { continue }
          body(record(of: row, in: cells, columns, others))
        }
      }
      skipped = 0
      next = try pieces.next()
    }
    problems.report(wrong)
  }

  /// Whether a row is a review, perhaps with a doubt, which is reported.
  private func isSound(
    _ row: TableCells.Row, of cells: TableCells, _ width: Int, _ doubt: MergedRows?,
    problems: inout Diagnostics
  ) -> Bool {
    let location = SourceLocation(file: path, line: row.line)
    guard cells.fits(row, width) else {
      problems.report(miscounted(row.cells.count, of: width, at: location))
      return false
    }
    guard let doubt = doubt?.problem(of: row, in: cells, at: location) else { return true }
    problems.report(doubt)
    return doubt.severity != .error
  }

  private func record(
    of row: TableCells.Row, in cells: TableCells, _ columns: ColumnChoice, _ others: [String: Int]
  ) -> ReviewRecord {
    func text(_ column: Int?) -> String? { column.map { cells.text(row.cells.lowerBound + $0) } }
    return ReviewRecord(
      text: text(columns.text) ?? "", label: text(columns.label), id: text(columns.id),
      title: text(columns.title),
      columns: others.mapValues { cells.text(row.cells.lowerBound + $0) },
      location: SourceLocation(file: path, line: row.line))
  }

  private func miscounted(
    _ count: Int, of expected: Int, at location: SourceLocation
  ) -> Diagnostic {
    let name =
      switch table.dialect.delimiter {
      case .tab?: "tab"
      case UInt8(ascii: ";")?: "semicolon"
      case UInt8(ascii: "|")?: "bar"
      default: "comma"
      }
    let isPlain = table.dialect.quoting == .none
    return Diagnostic(
      "this row has \(count) \(count == 1 ? "field" : "fields"), the header has \(expected)",
      at: location,
      hint: isPlain
        ? "a text that contains a \(name) is not possible in this file, where quotes are literal; save it as CSV or JSON Lines"
        : "put fields that contain a \(name) in double quotes")
  }

  private func diagnostic(
    of fault: (fault: TableCells.Fault, line: Int, offset: Int), in cells: TableCells
  ) -> Diagnostic {
    let start = cells.bytes[..<fault.offset].lastIndex(where: \.isLineBreak).map { $0 + 1 } ?? 0
    let before = String(decoding: cells.bytes[start..<fault.offset], as: UTF8.self)
    return Diagnostic(
      fault.fault == .openQuote
        ? "this quote is not closed" : "unexpected text after the closing quote",
      at: SourceLocation(file: path, line: fault.line, column: before.count + 1),
      hint: "double a quote inside a quoted field: \"\"")
  }
}

/// An unvalidated row of a table or object.
struct ReviewRecord {
  var text: String
  var label: String?
  var id: String?
  var title: String?
  /// The other columns.
  var columns: [String: String] = [:]
  var location: SourceLocation
}
