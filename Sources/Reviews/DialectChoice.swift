internal import SourceText

/// Determines the dialect of a table.
struct DialectChoice {
  /// The number of rows used to distinguish delimiters.
  private static let sampleSize = 50
  private static let delimiters = [
    UInt8(ascii: ","), UInt8.tab, UInt8(ascii: ";"), UInt8(ascii: "|"),
  ]

  let text: InputText
  /// The start of the table, after a line `sep=;` as written by Excel.
  private(set) var start = 0
  /// The line at which it starts.
  private(set) var line = 1
  private var declared: UInt8?

  init(_ text: InputText) throws(Diagnostics) {
    self.text = text
    let head = Array(try text.head(16))
    for prefix in ["sep=", "\"sep="] where head.starts(with: prefix.utf8) {
      let end = head.firstIndex(where: \.isLineBreak) ?? head.count
      guard prefix.utf8.count < end, end <= prefix.utf8.count + 2 else { continue }
      declared = head[prefix.utf8.count]
      let isPair = head[end...].starts(with: [.carriageReturn, .lineFeed])
      (start, line) = (min(end + (isPair ? 2 : 1), head.count), 2)
    }
  }

  /// Returns the table in the best-fitting dialect.
  ///
  /// - Parameters:
  ///   - ending: The extension of the file.
  ///   - isColumn: Whether a name is a known column name.
  /// - Returns: The table, and what its rows have in common.
  /// - Throws: A diagnostic if the text cannot be read.
  func table(
    ending: String, isColumn: (String) -> Bool
  ) throws(Diagnostics) -> (table: Table, survey: TableSurvey) {
    let delimiter =
      if let declared { declared } else {
        try delimiter(ending: ending, isColumn: isColumn)
      }
    let doubled = try surveyed(delimiter, .doubled)
    let quotes = try quotes()
    guard quotes.exist else { return doubled }
    var best = doubled
    if doubled.survey.wrongRows > 0, quotes.areEscaped {
      let escaped = try surveyed(delimiter, .escaped)
      if escaped.survey.wrongRows < doubled.survey.wrongRows { best = escaped }
    }
    guard delimiter == .tab else { return best }
    let isTrusted = best.survey.wrongRows == 0 && best.survey.quotesConsistently
    if isTrusted { return best }
    let plain = try surveyed(delimiter, .none)
    // If all fields are quoted but some rows are damaged, keep the quoted reading, so the damage is
    // reported.
    return plain.survey.wrongRows > best.survey.wrongRows && best.survey.quotesConsistently
      ? best : plain
  }

  private func surveyed(
    _ delimiter: UInt8, _ quoting: TableDialect.Quoting
  ) throws(Diagnostics) -> (table: Table, survey: TableSurvey) {
    let table = table(delimiter, quoting)
    return (table, try TableSurvey(of: table))
  }

  /// Whether the first line of a text names columns, including one of a certain kind.
  ///
  /// - Parameter isColumn: Whether a name is that of such a column.
  /// - Returns: True also for a line `sep=;`.
  /// - Throws: A diagnostic if the text cannot be read.
  func isHeaded(by isColumn: (String) -> Bool) throws(Diagnostics) -> Bool {
    if declared != nil { return true }
    for delimiter in Self.delimiters {
      let names = try header(delimiter)
      if names.count > 1, names.contains(where: isColumn),
        names.allSatisfy({ $0.utf8.count <= 64 })
      {
        return true
      }
    }
    return false
  }

  private func table(_ delimiter: UInt8, _ quoting: TableDialect.Quoting) -> Table {
    Table(text, start: start, line: line, TableDialect(delimiter: delimiter, quoting: quoting))
  }

  private func header(_ delimiter: UInt8) throws(Diagnostics) -> [String] {
    let first = try table(delimiter, .doubled).texts(limit: 1).first ?? []
    return first.map { String($0.trimmed) }
  }

  private func delimiter(ending: String, isColumn: (String) -> Bool) throws(Diagnostics) -> UInt8 {
    let usual: UInt8 = ending == "tsv" || ending == "tab" ? .tab : UInt8(ascii: ",")
    var best: (delimiter: UInt8, score: (Int, Int, Int))?
    for delimiter in Self.delimiters {
      let names = try header(delimiter)
      let sample = try TableSurvey(of: table(delimiter, .doubled), limit: Self.sampleSize)
      let isEven = names.count > 1 && sample.wrongRows == 0
      let score = (
        names.count(where: isColumn), isEven ? 1 : 0, delimiter == usual ? 1 : 0
      )
      if best.map({ score > $0.score }) ?? true { best = (delimiter, score) }
    }
    return best?.delimiter ?? usual
  }

  /// Whether there are quotes, and whether one follows a backslash.
  private func quotes() throws(Diagnostics) -> (exist: Bool, areEscaped: Bool) {
    var isBackslash = false
    var (exist, areEscaped) = (false, false)
    var pieces = try text.pieces(from: start)
    while true {
      let piece = try pieces.next()
      if piece.isEmpty { return (exist, areEscaped) }
      for byte in piece where byte == .quote || byte == .backslash || isBackslash {
        if byte == .quote {
          exist = true
          areEscaped = areEscaped || isBackslash
        }
        isBackslash = byte == .backslash
      }
    }
  }
}

extension TableCells {
  /// Whether a quoted field contains anything that needs quotes.
  func needsQuotes(_ cell: Cell) -> Bool {
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
