internal import SourceText

/// Tables without a header: a text and a label, or columns that the user selects by number.
enum HeaderlessTable {
  private static let sampleSize = 1000
  private static let numbers: Set<String> = ["-1", "0", "1", "2", "3", "4", "5"]
  private static let words: Set<String> = [
    "positive", "negative", "neutral", "pos", "neg", "true", "false", "ham", "spam",
  ]

  /// Returns the columns of a table without a header; nil if its first row may be a header.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - options: The user's options.
  /// - Returns: The columns.
  /// - Throws: A diagnostic if the text cannot be read.
  static func columns(
    of table: Table, _ options: ReviewOptions
  ) throws(Diagnostics) -> ColumnChoice? {
    guard let first = try table.texts(limit: 1).first else { return nil }
    let names = first.map { String($0.trimmed) }
    if names.contains(where: { ColumnName.isKnown($0, options) }) { return nil }
    if let asked = options.textColumn {
      guard let text = index(asked, names.count) else { return nil }
      return ColumnChoice(
        text: text, label: options.labelColumn.flatMap { index($0, names.count) },
        id: options.idColumn.flatMap { index($0, names.count) })
    }
    guard options.labelColumn == nil, names.count == 2 else { return nil }
    var columns: [[String]] = [[], []]
    var isEven = true
    try table.eachRow(limit: sampleSize) { cells, row in
      isEven = !row.isBroken && row.cells.count == 2
      guard isEven else { return false }
      for column in 0...1 {
        columns[column].append(String(cells.text(row.cells.lowerBound + column).trimmed))
      }
      return true
    }
    guard isEven else { return nil }
    switch (isLabels(columns[0], beside: columns[1]), isLabels(columns[1], beside: columns[0])) {
    case (false, true): return ColumnChoice(text: 0, label: 1)
    case (true, false): return ColumnChoice(text: 1, label: 0)
    default: return nil
    }
  }

  private static func index(_ text: String, _ count: Int) -> Int? {
    Int(text).flatMap { (1...max(1, count)).contains($0) ? $0 - 1 : nil }
  }

  /// Whether one column contains labels and the other one texts.
  private static func isLabels(_ column: [String], beside other: [String]) -> Bool {
    let distinct = Set(column.map { $0.lowercased() })
    guard distinct.allSatisfy({ isShort($0) }), other.contains(where: { $0.contains(" ") }) else {
      return false
    }
    if distinct.isSubset(of: numbers) || distinct.isSubset(of: words) { return true }
    // Arbitrary class names: few distinct ones, each with several reviews.
    return column.count >= 4 && distinct.count <= 20 && distinct.count * 2 <= column.count
  }

  private static func isShort(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 24 && !text.contains(where: \.isWhitespace)
  }
}
