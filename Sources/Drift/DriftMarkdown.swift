import HTML
import Reporting
import SourceText

extension DriftStory {
  /// The comparison in GitHub-flavoured Markdown, for a pull-request comment or a job summary.
  ///
  /// GitHub rejects comments of more than 65,536 characters, so sections that do not fit are omitted from the end, with a
  /// line that states their number.
  public var markdown: String {
    let sections = sections.map(Self.markdown)
    var text = "# What changed\n\n\(Self.escape(headline))\n"
    for (index, section) in sections.enumerated() {
      guard text.count + section.count <= Self.limit else {
        let left = counted(sections.count - index, "more section")
        return text + "\nOmitted: \(left) of this comparison.\n"
      }
      text += "\n" + section
    }
    return text
  }

  /// The largest number of characters, leaving room for the last line.
  private static let limit = 65_000

  private static func markdown(_ section: DriftSection) -> String {
    var parts = ["\(section.isDetail ? "###" : "##") \(escape(section.title))\n"]
    if !section.sentences.isEmpty {
      parts.append(section.sentences.map { "- \(escape($0))\n" }.joined())
    }
    for table in section.tables {
      if !table.caption.isEmpty { parts.append("\(escape(table.caption)):\n") }
      let line = table.columns.map { $0.isNumber ? "---:" : "---" }
      let rows =
        [table.columns.map { escape($0.title) }, line]
        + table.rows.map { $0.map { escape($0.text) } }
      parts.append(rows.map { "| \($0.joined(separator: " | ")) |\n" }.joined())
    }
    return parts.joined(separator: "\n")
  }

  /// Escapes a text so that it is not parsed as Markdown, also in table cells.
  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.shownOnOneLine.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "#", "!", "&", "@", "$":
        result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
