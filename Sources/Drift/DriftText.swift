import Reporting
import SourceText

extension DriftStory {
  /// The comparison for a terminal: the headline, then each section with aligned tables.
  public var text: String {
    let parts = [headline.shownOnOneLine] + sections.map(text)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func text(_ section: DriftSection) -> String {
    let title = section.title.shownOnOneLine
    let rule = String(repeating: section.isDetail ? "-" : "=", count: title.displayWidth)
    var parts = [([title, rule] + section.sentences.map(\.shownOnOneLine)).joined(separator: "\n")]
    for table in section.tables {
      let caption = table.caption.isEmpty ? "" : table.caption.shownOnOneLine + "\n"
      parts.append(caption + table.layout.text(fitting: columns))
    }
    return parts.joined(separator: "\n\n")
  }
}

extension DriftSection.Table {
  /// The table for a terminal or Markdown, with harmless cells.
  var layout: TextTable {
    TextTable(
      columns.map {
        TextTable.Column(
          $0.title, isRightAligned: $0.isNumber, overflow: $0.isNumber ? .whole : .wrap)
      },
      rows: rows.map { $0.map(\.text.shownOnOneLine) }, indent: 2)
  }
}
