internal import SourceText

/// Determines the dialect of a table.
struct DialectChoice {
  /// The number of rows used to distinguish delimiters.
  private static let sampleSize = 50
  private static let delimiters = [
    UInt8(ascii: ","), UInt8.tab, UInt8(ascii: ";"), UInt8(ascii: "|"),
  ]

  let bytes: [UInt8]
  /// The start of the table, after a line `sep=;` as written by Excel.
  private(set) var start = 0
  /// The line at which it starts.
  private(set) var line = 1
  private var declared: UInt8?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let head = bytes.prefix(8)
    for prefix in ["sep=", "\"sep="] where head.starts(with: prefix.utf8) {
      let end = bytes.firstIndex(where: \.isLineBreak) ?? bytes.count
      guard prefix.utf8.count < end, end <= prefix.utf8.count + 2 else { continue }
      declared = bytes[prefix.utf8.count]
      let isPair = bytes[end...].starts(with: [.carriageReturn, .lineFeed])
      (start, line) = (min(end + (isPair ? 2 : 1), bytes.count), 2)
    }
  }

  /// Returns the table, parsed in the best-fitting dialect.
  ///
  /// - Parameters:
  ///   - ending: The extension of the file.
  ///   - isColumn: Whether a name is a known column name.
  /// - Returns: The table.
  func cells(ending: String, isColumn: (String) -> Bool) -> TableCells {
    let delimiter = declared ?? delimiter(ending: ending, isColumn: isColumn)
    let doubled = cells(delimiter, .doubled)
    guard bytes[start...].contains(.quote) else { return doubled }
    var best = doubled
    if doubled.wrongRows > 0, hasEscapedQuote {
      let escaped = cells(delimiter, .escaped)
      if escaped.wrongRows < doubled.wrongRows { best = escaped }
    }
    guard delimiter == .tab else { return best }
    let isTrusted = best.wrongRows == 0 && best.quotesConsistently
    if isTrusted { return best }
    let plain = cells(delimiter, .none)
    // If all fields are quoted but some rows are damaged, keep the quoted reading, so the damage is
    // reported.
    return plain.wrongRows > best.wrongRows && best.quotesConsistently ? best : plain
  }

  /// Whether the first line of a text names columns, including one of a certain kind.
  ///
  /// - Parameter isColumn: Whether a name is that of such a column.
  /// - Returns: True also for a line `sep=;`.
  func isHeaded(by isColumn: (String) -> Bool) -> Bool {
    if declared != nil { return true }
    return Self.delimiters.contains { delimiter in
      let names = header(delimiter)
      return names.count > 1 && names.contains(where: isColumn)
        && names.allSatisfy { $0.utf8.count <= 64 }
    }
  }

  private func cells(
    _ delimiter: UInt8?, _ quoting: TableDialect.Quoting, limit: Int = .max
  ) -> TableCells {
    TableCells(
      bytes, in: start..<bytes.count, line: line,
      dialect: TableDialect(delimiter: delimiter, quoting: quoting), limit: limit)
  }

  private func header(_ delimiter: UInt8) -> [String] {
    let sample = cells(delimiter, .doubled, limit: 1)
    return sample.rows.first.map { sample.texts(of: $0).map { String($0.trimmed) } } ?? []
  }

  private func delimiter(ending: String, isColumn: (String) -> Bool) -> UInt8 {
    let usual: UInt8 = ending == "tsv" || ending == "tab" ? .tab : UInt8(ascii: ",")
    let scores = Self.delimiters.map { delimiter in
      let names = header(delimiter)
      let sample = cells(delimiter, .doubled, limit: Self.sampleSize)
      let known = names.count(where: isColumn)
      let isEven = names.count > 1 && sample.wrongRows == 0
      return (known, isEven ? 1 : 0, delimiter == usual ? 1 : 0)
    }
    let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
    return Self.delimiters[best]
  }

  private var hasEscapedQuote: Bool {
    var isBackslash = false
    for byte in bytes[start...] {
      if isBackslash && byte == .quote { return true }
      isBackslash = byte == .backslash
    }
    return false
  }
}

extension TableCells {
  /// Whether quotes are used as a program would write them: around every field of a column, or around fields that contain a
  /// delimiter, a quote or a line break, none of which looks like separate rows.
  var quotesConsistently: Bool {
    let width = rows.first?.cells.count ?? 0
    var quoted = [Int](repeating: 0, count: width)
    var plain = [Int](repeating: 0, count: width)
    var needless = [Int](repeating: 0, count: width)
    for row in rows.dropFirst() where row.cells.count == width {
      if row.lineCount > 1, spansRows(row, count: width) { return false }
      for (column, index) in row.cells.enumerated() {
        let cell = cells[index]
        if !cell.isQuoted {
          // Empty fields are often unquoted.
          if !cell.range.isEmpty { plain[column] += 1 }
        } else {
          quoted[column] += 1
          if !needsQuotes(cell) { needless[column] += 1 }
        }
      }
    }
    return (0..<width).allSatisfy { plain[$0] == 0 || needless[$0] == 0 }
  }

  private func needsQuotes(_ cell: Cell) -> Bool {
    cell.isEscaped
      || bytes[cell.range].contains {
        $0 == dialect.delimiter || $0 == .quote || $0.isLineBreak
      }
  }

  /// Whether each line of a multi-line row would be a row by itself if quotes were literal.
  func spansRows(_ row: Row, count: Int) -> Bool {
    guard let delimiter = dialect.delimiter, count > 1, row.lineCount > 1 else { return false }
    let lines = bytes[row.bytes].split(whereSeparator: \.isLineBreak)
    return lines.count > 1
      && lines.allSatisfy { line in line.count { $0 == delimiter } == count - 1 }
  }
}
