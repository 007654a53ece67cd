internal import SourceText

/// Training files of fastText, with `__label__x` before each text.
enum FastTextLines {
  static let prefix = "__label__"

  /// Whether every non-empty line begins with a label.
  static func isLikely(_ bytes: [UInt8]) -> Bool {
    guard bytes.starts(with: prefix.utf8) else { return false }
    return bytes.split(whereSeparator: \.isLineBreak).allSatisfy { line in
      line.starts(with: prefix.utf8) || line.allSatisfy(\.isBlank)
    }
  }

  /// Reads all lines.
  ///
  /// - Parameters:
  ///   - bytes: The file in UTF-8.
  ///   - path: Its name.
  ///   - problems: Collects diagnostics for lines with several labels.
  ///   - body: Called with each review.
  static func read(
    _ bytes: [UInt8], path: String, problems: inout Diagnostics,
    _ body: (ReviewRecord, inout Diagnostics) -> Void
  ) {
    let lines = TableCells(
      bytes, in: 0..<bytes.count, dialect: TableDialect(delimiter: nil, quoting: .none))
    for row in lines.rows {
      var rest = lines.text(row.cells.lowerBound)[...]
      if rest.trimmed.isEmpty { continue }
      var labels: [String] = []
      while rest.hasPrefix(prefix) {
        let label = rest.prefix { !$0.isWhitespace }
        labels.append(String(label.dropFirst(prefix.count)))
        rest = rest[label.endIndex...].drop(while: \.isWhitespace)
      }
      let location = SourceLocation(file: path, line: row.line)
      if labels.count > 1 {
        problems.report(
          Diagnostic(
            "this review has \(labels.count) labels", at: location,
            hint: "keep only one; a review has one class"))
      }
      body(
        ReviewRecord(
          text: String(rest), label: labels.first, id: nil, title: nil, location: location),
        &problems)
    }
  }
}
