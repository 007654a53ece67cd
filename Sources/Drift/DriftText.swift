import Reporting
import SourceText

extension DriftStory {
  /// The comparison for a terminal: the headline, then each section with aligned tables.
  public var text: String {
    let parts = [headline.shownOnOneLine] + sections.map(Self.text)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func text(_ section: DriftSection) -> String {
    let title = section.title.shownOnOneLine
    let rule = String(repeating: section.isDetail ? "-" : "=", count: title.count)
    var parts = [([title, rule] + section.sentences.map(\.shownOnOneLine)).joined(separator: "\n")]
    for table in section.tables {
      let caption = table.caption.isEmpty ? "" : table.caption.shownOnOneLine + "\n"
      parts.append(caption + text(table))
    }
    return parts.joined(separator: "\n\n")
  }

  private static func text(_ table: DriftSection.Table) -> String {
    let heads = table.columns.map(\.title)
    let rows = [heads] + table.rows.map { $0.map { $0.text.shownOnOneLine } }
    let widths = table.columns.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return table.columns[column].isNumber ? space + cell : cell + space
      }
      return ("  " + cells.joined(separator: "  ")).trimmingEnd
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }
}
