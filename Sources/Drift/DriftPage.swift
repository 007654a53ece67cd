import HTML
import Reporting
public import SourceText

extension DriftStory {
  /// The comparison as one HTML page in the style of the site, with an inline style sheet, no scripts and no requests.
  ///
  /// - Throws: Diagnostics if the style sheet cannot be read; the embedded one always can.
  public func html() throws(Diagnostics) -> String {
    let sheet = HTML(trusting: try Templates(folder: nil).sheet)
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>What changed</title>
      <meta name="color-scheme" content="light dark">
      <style>
      \(sheet)\(style)</style>
      </head>
      <body>
      <main\(id: "main")>
      <article class="grid drift">
      <header class="head">
      <h1>What changed</h1>
      <p class="standfirst">\(headline)</p>
      </header>
      \(sections.map(Self.html).joined(separator: "\n"))
      </article>
      </main>
      </body>
      </html>

      """
    return page.markup
  }

  /// The styles specific to this page: bars next to numbers.
  private var style: HTML {
    """

    /* ---------- a comparison ---------- */

    .drift .num { white-space: nowrap }
    .drift .bar { display: inline-block; inline-size: 6rem; block-size: 1rem; margin-inline-start: var(--s2); vertical-align: middle }
    .drift caption { text-align: start; font: var(--caption)/1.5 var(--sans); color: var(--ink-2); padding-block-end: var(--s2) }

    """
  }

  private static func html(_ section: DriftSection) -> HTML {
    var html: HTML =
      section.isDetail ? "<h3>\(section.title)</h3>\n" : "<h2>\(section.title)</h2>\n"
    if section.sentences.count == 1, let sentence = section.sentences.first {
      html += "<p>\(sentence)</p>\n"
    } else if !section.sentences.isEmpty {
      html += "<ul>\(section.sentences.map { "<li>\($0)</li>" as HTML })</ul>\n"
    }
    for table in section.tables {
      let name = table.caption.isEmpty ? section.title : "\(section.title): \(table.caption)"
      html += """
        <div class="scroll wide" role="region" aria-label="\(name)" tabindex="0">\(self.table(table))</div>

        """
    }
    return html
  }

  private static func table(_ table: DriftSection.Table) -> HTML {
    let caption: HTML = table.caption.isEmpty ? "" : "<caption>\(table.caption)</caption>"
    let heads = table.columns.map { column -> HTML in
      "<th scope=\"col\"\(column.isNumber ? " class=\"num\"" as HTML : "")>\(column.title)</th>"
    }
    let largest = table.rows.joined().map(\.size).max() ?? 0
    let rows = table.rows.map { row -> HTML in
      let cells = row.dropFirst().map { cell($0, largest: largest) }
      return "<tr><th scope=\"row\">\(row.first?.text ?? "")</th>\(cells)</tr>\n"
    }
    return "<table>\(caption)<thead><tr>\(heads)</tr></thead><tbody>\n\(rows)</tbody></table>"
  }

  private static func cell(_ cell: DriftSection.Cell, largest: Double) -> HTML {
    switch cell {
    case .text(let text): "<td>\(text)</td>"
    case .number(let number): "<td class=\"num\">\(number)</td>"
    case .change(let change):
      "<td class=\"num\">\(DriftNumber.change(change))\(signedBar(change, largest: largest))</td>"
    }
  }
}

extension DriftSection.Cell {
  fileprivate var size: Double { if case .change(let change) = self { abs(change) } else { 0 } }
}
