internal import SourceText

/// Training files of fastText, with `__label__x` before each text.
enum FastTextLines {
  static let prefix = "__label__"

  /// Whether every non-empty line begins with a label.
  ///
  /// - Throws: A diagnostic if the text cannot be read.
  static func isLikely(_ text: InputText) throws(Diagnostics) -> Bool {
    guard try text.head(prefix.utf8.count).elementsEqual(prefix.utf8) else { return false }
    var isLikely = true
    try Table(text, delimiter: nil).eachRow { lines, row in
      let line = lines.bytes[row.bytes]
      isLikely = line.starts(with: prefix.utf8) || line.allSatisfy(\.isBlank)
      return isLikely
    }
    return isLikely
  }

  /// Whether a line begins with a label.
  static func isLikely(_ line: [UInt8]) -> Bool { line.starts(with: prefix.utf8) }

  /// Reads all lines.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - problems: Collects diagnostics for lines with several labels.
  ///   - body: Called with each review.
  /// - Throws: A diagnostic if the text cannot be read.
  static func read(
    _ text: InputText, problems: inout Diagnostics, _ body: (ReviewRecord) -> Void
  ) throws(Diagnostics) {
    try Table(text, delimiter: nil).eachRow { lines, row in
      let location = SourceLocation(file: text.path, line: row.line)
      if let record = record(lines.text(row.cells.lowerBound), at: location, &problems) {
        body(record)
      }
      return true
    }
  }

  private static func record(
    _ line: String, at location: SourceLocation, _ problems: inout Diagnostics
  ) -> ReviewRecord? {
    var rest = line[...]
    if rest.trimmed.isEmpty { return nil }
    var labels: [String] = []
    while rest.hasPrefix(prefix) {
      let label = rest.prefix { !$0.isWhitespace }
      labels.append(String(label.dropFirst(prefix.count)))
      rest = rest[label.endIndex...].drop(while: \.isWhitespace)
    }
    if labels.count > 1 {
      problems.report(
        Diagnostic(
          "this review has \(labels.count) labels", at: location,
          hint: "keep only one; a review has one class"))
    }
    return ReviewRecord(
      text: String(rest), label: labels.first, id: nil, title: nil, location: location)
  }
}
