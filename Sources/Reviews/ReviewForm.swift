internal import SourceText

/// The formats of review files.
enum ReviewForm {
  /// A table, with its columns if it has no header.
  case table(Table, ColumnChoice?)
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
  ///   - text: The text of the file.
  ///   - options: The user's options.
  /// - Throws: A diagnostic for an apparent table without known columns, or if the text cannot be read.
  init(of text: InputText, _ options: ReviewOptions) throws(Diagnostics) {
    let isLikely = try JSONRecords.isLikely(text)
    if isLikely || Self.objectEndings.contains(text.ending) {
      self = .objects
      return
    }
    if try FastTextLines.isLikely(text) {
      self = .fastText
      return
    }
    let choice = try DialectChoice(text)
    if try choice.isTable(options) {
      let table = try choice.table(ending: text.ending) { ColumnName.isKnown($0, options) }.table
      self = .table(table, try HeaderlessTable.columns(of: table, options))
      return
    }
    if let column = try Self.singleColumn(text) {
      self = .table(column, nil)
      return
    }
    self = try Self.untitled(text, options)
  }

  /// Returns a table with a single column named by its first line.
  private static func singleColumn(_ text: InputText) throws(Diagnostics) -> Table? {
    let table = Table(text, delimiter: nil)
    let rows = try table.texts(limit: 2)
    guard rows.count > 1, let name = rows[0].first?.trimmed.lowercased() else { return nil }
    return ColumnName.text.contains(name) ? table : nil
  }

  /// Returns a table of a text and a label without a header, or a list of picks.
  private static func untitled(
    _ text: InputText, _ options: ReviewOptions
  ) throws(Diagnostics) -> ReviewForm {
    guard try text.contains(where: { $0.contains(.tab) }) else { return .lines }
    let table = Table(text, delimiter: .tab)
    if let columns = try HeaderlessTable.columns(of: table, options) {
      return .table(table, columns)
    }
    let survey = try TableSurvey(of: table)
    guard survey.width > 1, survey.count > 1, !survey.hasPicks, survey.isEven else { return .lines }
    throw Diagnostics(
      "this looks like a table without a header: each line has \(survey.width) tab-separated fields",
      at: SourceLocation(file: text.path, line: survey.firstLine),
      hint: "choose columns, for example --text-column 1 --label-column 2")
  }
}

extension DialectChoice {
  /// Whether the extension, the first line or the user's options tell that the text is a table.
  fileprivate func isTable(_ options: ReviewOptions) throws(Diagnostics) -> Bool {
    if ReviewForm.tableEndings.contains(text.ending) { return true }
    if try isHeaded(options) { return true }
    return options.textColumn == nil ? false : try isEven(options)
  }

  /// Whether all lines have the same number of fields, more than one, and none begins like a pick.
  fileprivate func isEven(_ options: ReviewOptions) throws(Diagnostics) -> Bool {
    let survey = try table(ending: "") { ColumnName.isKnown($0, options) }.survey
    return survey.count > 1 && survey.width > 1 && survey.wrongRows == 0 && !survey.hasPicks
  }

  /// Whether the first line names a column of reviews, and the lines below it look like rows.
  fileprivate func isHeaded(_ options: ReviewOptions) throws(Diagnostics) -> Bool {
    let isNamed = try isHeaded(by: {
      ColumnName.text.contains($0.lowercased())
        || $0.lowercased() == options.textColumn?.lowercased()
    })
    guard isNamed else { return false }
    let sample = try table(ending: "") { ColumnName.isKnown($0, options) }
    let first = try sample.table.texts(limit: 1).first ?? []
    let names = first.map { String($0.trimmed) }
    let known = names.count { ColumnName.isKnown($0, options) || $0.lowercased() == "id" }
    return known > 1 || sample.survey.count > 1 && sample.survey.wrongRows == 0
  }
}
