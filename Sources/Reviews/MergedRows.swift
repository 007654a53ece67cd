internal import SourceText

/// Detects quoted fields that swallow lines, so that rows are never merged silently.
struct MergedRows {
  private let columns: ColumnChoice
  private let count: Int
  /// The labels of single-line rows.
  private let labels: Set<[UInt8]>

  /// Collects labels.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - start: The number of rows of its header.
  ///   - width: The number of fields of the first row.
  ///   - columns: The columns with the parts of a review.
  /// - Throws: A diagnostic if the text cannot be read.
  init(
    _ table: Table, after start: Int, width: Int, _ columns: ColumnChoice
  ) throws(Diagnostics) {
    (self.columns, count) = (columns, width)
    var labels: Set<[UInt8]> = []
    var hasLongRows = false
    var index = 0
    if let label = columns.label, table.dialect.quoting != .none {
      try table.eachRow { cells, row in
        index += 1
        if index <= start { return true }
        if row.lineCount > 1 { hasLongRows = true }
        if row.lineCount == 1, row.cells.count > label, labels.count < 100 {
          let range = cells.cells[row.cells.lowerBound + label].range
          if (1...24).contains(range.count) { labels.insert(Array(cells.bytes[range])) }
        }
        return !hasLongRows || labels.count < 100
      }
    }
    self.labels = hasLongRows ? labels : []
  }

  /// Diagnoses a suspicious row.
  func problem(
    of row: TableCells.Row, in cells: TableCells, at location: SourceLocation
  ) -> Diagnostic? {
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
