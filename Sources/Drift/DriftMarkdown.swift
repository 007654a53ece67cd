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
    var text = "# What changed\n\n\(MarkdownPhrase.escape(headline))\n"
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
    var parts = ["\(section.isDetail ? "###" : "##") \(MarkdownPhrase.escape(section.title))\n"]
    if !section.sentences.isEmpty {
      parts.append(section.sentences.map { "- \(MarkdownPhrase.escape($0))\n" }.joined())
    }
    for table in section.tables {
      if !table.caption.isEmpty { parts.append("\(MarkdownPhrase.escape(table.caption)):\n") }
      parts.append(table.layout.markdown)
    }
    return parts.joined(separator: "\n")
  }
}
