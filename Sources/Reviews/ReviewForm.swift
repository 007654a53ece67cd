internal import SourceText

/// The formats of review files.
enum ReviewForm {
  /// A table, with its columns if it has no header.
  case table(TableCells, ColumnChoice?)
  /// JSON objects.
  case objects
  /// One review per line, preceded by its label, as in fastText.
  case fastText
  /// One pick per line.
  case lines
}

extension ReviewForm {
  static let tableEndings: Set = ["csv", "tsv", "tab", "psv"]
  static let objectEndings: Set = ["json", "jsonl", "ndjson"]

  /// Whether the extension of a name rules out a picks file.
  static func isData(_ ending: String) -> Bool {
    tableEndings.contains(ending) || objectEndings.contains(ending)
  }

  /// Detects the format of a file, first by its contents, then by its extension.
  ///
  /// - Parameters:
  ///   - bytes: The file in UTF-8.
  ///   - path: Its name in diagnostics.
  ///   - ending: Its extension, in lower case.
  ///   - options: The user's options.
  /// - Throws: A diagnostic for an apparent table without known columns.
  init(
    of bytes: [UInt8], path: String, ending: String, _ options: ReviewOptions
  ) throws(Diagnostics) {
    if JSONRecords.isLikely(bytes) || Self.objectEndings.contains(ending) {
      self = .objects
      return
    }
    if FastTextLines.isLikely(bytes) {
      self = .fastText
      return
    }
    let choice = DialectChoice(bytes)
    if Self.tableEndings.contains(ending) || choice.isHeaded(options)
      || options.textColumn != nil && choice.isEven(options)
    {
      let cells = choice.cells(ending: ending) { ColumnName.isKnown($0, options) }
      self = .table(cells, HeaderlessTable.columns(of: cells, options))
      return
    }
    if let column = Self.singleColumn(bytes) {
      self = .table(column, nil)
      return
    }
    self = try Self.untitled(bytes, path: path, options)
  }

  /// Returns a table with a single column named by its first line.
  private static func singleColumn(_ bytes: [UInt8]) -> TableCells? {
    let cells = TableCells(
      bytes, in: 0..<bytes.count, dialect: TableDialect(delimiter: nil, quoting: .none))
    guard cells.rows.count > 1, let first = cells.rows.first else { return nil }
    let name = cells.text(first.cells.lowerBound).trimmed.lowercased()
    return ColumnName.text.contains(name) ? cells : nil
  }

  /// Returns a table of a text and a label without a header, or a list of picks.
  private static func untitled(
    _ bytes: [UInt8], path: String, _ options: ReviewOptions
  ) throws(Diagnostics) -> ReviewForm {
    guard bytes.contains(.tab) else { return .lines }
    let cells = TableCells(
      bytes, in: 0..<bytes.count, dialect: TableDialect(delimiter: .tab, quoting: .none))
    if let columns = HeaderlessTable.columns(of: cells, options) { return .table(cells, columns) }
    let width = cells.rows.first?.cells.count ?? 0
    let isPick = cells.rows.contains { row in
      [UInt8(ascii: "{"), UInt8(ascii: "@"), UInt8(ascii: "#")].contains(
        bytes[row.bytes.lowerBound])
    }
    guard width > 1, cells.rows.count > 1, !isPick,
      cells.rows.allSatisfy({ $0.cells.count == width })
    else { return .lines }
    throw Diagnostics(
      "this looks like a table without a header: each line has \(width) tab-separated fields",
      at: SourceLocation(file: path, line: cells.rows.first?.line),
      hint: "choose columns, for example --text-column 1 --label-column 2")
  }
}

extension DialectChoice {
  /// Whether all lines have the same number of fields, more than one, and none begins like a pick.
  fileprivate func isEven(_ options: ReviewOptions) -> Bool {
    let cells = cells(ending: "") { ColumnName.isKnown($0, options) }
    let marks = ["{", "@", "#"].map { $0.utf8.first }
    return cells.rows.count > 1 && cells.rows[0].cells.count > 1 && cells.wrongRows == 0
      && !cells.rows.contains { marks.contains(bytes[$0.bytes.lowerBound]) }
  }

  /// Whether the first line names a column of reviews, and the lines below it look like rows.
  fileprivate func isHeaded(_ options: ReviewOptions) -> Bool {
    guard
      isHeaded(by: {
        ColumnName.text.contains($0.lowercased())
          || $0.lowercased() == options.textColumn?.lowercased()
      })
    else { return false }
    let sample = cells(ending: "") { ColumnName.isKnown($0, options) }
    let names = sample.rows.first.map { sample.texts(of: $0).map { String($0.trimmed) } } ?? []
    let known = names.count { ColumnName.isKnown($0, options) || $0.lowercased() == "id" }
    return known > 1 || sample.rows.count > 1 && sample.wrongRows == 0
  }
}
