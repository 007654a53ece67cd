internal import SourceText

/// The reviews of a table: a header row, followed by one review per row.
struct ReviewTable {
  private let cells: TableCells
  private let path: String
  private let options: ReviewOptions
  private let use: LabelUse

  init(_ cells: TableCells, path: String, _ options: ReviewOptions, _ use: LabelUse) {
    (self.cells, self.path, self.options, self.use) = (cells, path, options, use)
  }

  /// Reads all rows.
  ///
  /// - Parameters:
  ///   - known: The columns of a table without a header; nil if the first row names them.
  ///   - problems: Collects all problems.
  ///   - body: Called with each row.
  func read(
    columns known: ColumnChoice? = nil, problems: inout Diagnostics,
    _ body: (ReviewRecord, inout Diagnostics) -> Void
  ) {
    let first = cells.rows.first
    let place = SourceLocation(file: path, line: first?.line ?? 1)
    let names = first.map { cells.texts(of: $0).map { String($0.trimmed) } } ?? []
    let found = problems.collect { () throws(Diagnostics) in
      if let known { return known }
      return try ColumnChoice(among: names, options, use, at: place)
    }
    reportFaults(&problems)
    guard let columns = found else { return }
    let rows = cells.rows.dropFirst(known == nil ? 1 : 0)
    let doubt = MergedRows(cells, rows, columns)
    for row in rows where !row.isBroken {
      let location = SourceLocation(file: path, line: row.line)
      guard cells.fits(row, names.count) else {
        problems.report(miscounted(row.cells.count, of: names.count, at: location))
        continue
      }
      if let doubt = doubt.problem(of: row, at: location) {
        problems.report(doubt)
        if doubt.severity == .error { continue }
      }
      func text(_ column: Int?) -> String? { column.map { cells.text(row.cells.lowerBound + $0) } }
      body(
        ReviewRecord(
          text: text(columns.text) ?? "", label: text(columns.label), id: text(columns.id),
          title: text(columns.title), location: location), &problems)
    }
  }

  private func miscounted(
    _ count: Int, of expected: Int, at location: SourceLocation
  ) -> Diagnostic {
    let name =
      switch cells.dialect.delimiter {
      case .tab?: "tab"
      case UInt8(ascii: ";")?: "semicolon"
      case UInt8(ascii: "|")?: "bar"
      default: "comma"
      }
    let isPlain = cells.dialect.quoting == .none
    return Diagnostic(
      "this row has \(count) \(count == 1 ? "field" : "fields"), the header has \(expected)",
      at: location,
      hint: isPlain
        ? "a text that contains a \(name) is not possible in this file, where quotes are literal; save it as CSV or JSON Lines"
        : "put fields that contain a \(name) in double quotes")
  }

  private func reportFaults(_ problems: inout Diagnostics) {
    for fault in cells.faults {
      let start = cells.bytes[..<fault.offset].lastIndex(where: \.isLineBreak).map { $0 + 1 } ?? 0
      let before = String(decoding: cells.bytes[start..<fault.offset], as: UTF8.self)
      problems.report(
        Diagnostic(
          fault.fault == .openQuote
            ? "this quote is not closed" : "unexpected text after the closing quote",
          at: SourceLocation(file: path, line: fault.line, column: before.count + 1),
          hint: "double a quote inside a quoted field: \"\""))
    }
  }
}

/// An unvalidated row of a table or object.
struct ReviewRecord {
  var text: String
  var label: String?
  var id: String?
  var title: String?
  var location: SourceLocation
}

/// Detects quoted fields that swallow lines, so that rows are never merged silently.
struct MergedRows {
  private let cells: TableCells
  private let columns: ColumnChoice
  private let count: Int
  /// The labels of single-line rows.
  private let labels: Set<[UInt8]>

  init(_ cells: TableCells, _ rows: ArraySlice<TableCells.Row>, _ columns: ColumnChoice) {
    (self.cells, self.columns) = (cells, columns)
    count = cells.rows.first?.cells.count ?? 0
    var labels: Set<[UInt8]> = []
    if let label = columns.label, rows.contains(where: { $0.lineCount > 1 }) {
      for row in rows where row.lineCount == 1 && row.cells.count > label && labels.count < 100 {
        let range = cells.cells[row.cells.lowerBound + label].range
        if (1...24).contains(range.count) { labels.insert(Array(cells.bytes[range])) }
      }
    }
    self.labels = labels
  }

  /// Diagnoses a suspicious row.
  func problem(of row: TableCells.Row, at location: SourceLocation) -> Diagnostic? {
    guard row.lineCount > 1, let delimiter = cells.dialect.delimiter else { return nil }
    let lines = cells.bytes[row.bytes].split(whereSeparator: \.isLineBreak)
    let isSure = lines.indices.dropFirst().contains { index in
      isBoundary(Array(lines[index - 1]), Array(lines[index]), delimiter)
    }
    // Labels in the first or last column already indicate where rows end.
    let isDecided = !labels.isEmpty && (columns.label == 0 || columns.label == count - 1)
    guard isSure || !isDecided && cells.spansRows(row, count: count) else { return nil }
    return Diagnostic(
      "this quoted field contains lines that look like separate rows", at: location,
      hint:
        "write a literal quote as \"\" inside quotes; if the lines are one review, use JSON Lines",
      severity: isSure ? .error : .warning)
  }

  /// Whether a row boundary seems to lie between two lines.
  private func isBoundary(_ line: [UInt8], _ next: [UInt8], _ delimiter: UInt8) -> Bool {
    if columns.label == count - 1, let place = line.lastIndex(of: delimiter) {
      return labels.contains(Array(line[(place + 1)...]))
    }
    if columns.label == 0, let place = next.firstIndex(of: delimiter) {
      return labels.contains(Array(next[..<place]))
    }
    return false
  }
}
