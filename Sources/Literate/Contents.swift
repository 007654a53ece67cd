import HTML

/// A table of a document's headings that opens and closes without a script.
enum Contents {
  /// Returns the headings of levels 2 and 3 as links; nil if there are none.
  static func html(of headings: [WovenDocument.Heading]) -> HTML? {
    var chapters: [(head: WovenDocument.Heading?, sections: [WovenDocument.Heading])] = []
    for heading in headings {
      switch heading.level {
      case 2: chapters.append((heading, []))
      case 3 where chapters.isEmpty: chapters.append((nil, [heading]))
      case 3: chapters[chapters.count - 1].sections.append(heading)
      default: break
      }
    }
    guard !chapters.isEmpty else { return nil }
    let items = chapters.map { chapter -> HTML in
      let sections = chapter.sections.map { "<li>\(link($0))</li>\n" as HTML }
      guard let head = chapter.head else { return sections.joined() }
      let list: HTML = sections.isEmpty ? "" : "\n<ul>\n\(sections)</ul>\n"
      return "<li>\(link(head))\(list)</li>\n"
    }
    return """
      <nav class="toc" aria-label="Contents"><details open><summary>Contents</summary>
      <ul>
      \(items)</ul>
      </details></nav>

      """
  }

  private static func link(_ heading: WovenDocument.Heading) -> HTML {
    "<a\(href: "#\(heading.id)")>\(heading.text)</a>"
  }
}
