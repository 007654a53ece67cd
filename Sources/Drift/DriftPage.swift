import Blocks
import Figures
import HTML
import Reporting
import Site
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
      \(sections.map { Self.blocks($0).html }.joined(separator: "\n"))
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

  private static func blocks(_ section: DriftSection) -> [Block] {
    var blocks: [Block] = [.heading(Phrase(section.title), level: section.isDetail ? 3 : 2)]
    if section.sentences.count == 1, let sentence = section.sentences.first {
      blocks.append(.paragraph(Phrase(sentence)))
    } else if !section.sentences.isEmpty {
      blocks.append(.list(Block.List(section.sentences.map { [.phrase(Phrase($0))] })))
    }
    if let versions = section.versions {
      blocks.append(.group([versions.block], Block.Group("wide")))
      if versions.areVersions {
        blocks.append(.paragraph("Words in a frame are in one of the two versions only."))
      }
    }
    return blocks
      + section.tables.map { table in
        let name = table.caption.isEmpty ? section.title : "\(section.title): \(table.caption)"
        return .table(self.table(table).named(name, style: "wide"))
      }
  }

  private static func table(_ table: DriftSection.Table) -> Table {
    let largest = table.rows.joined().map(\.size).max() ?? 0
    return Table(
      caption: table.caption.isEmpty ? nil : table.caption,
      columns: table.columns.map { .init(Phrase($0.title), $0.isNumber ? .number : .standard) },
      rows: table.rows.map { row in
        Table.Row(Phrase(row.first?.text ?? ""), row.dropFirst().map { cell($0, largest: largest) })
      })
  }

  private static func cell(_ cell: DriftSection.Cell, largest: Double) -> Phrase {
    switch cell {
    case .text(let text), .number(let text): Phrase(text)
    case .change(let change):
      "\(DriftNumber.change(change))\(.graphic(CellBar.signed(change, largest: largest)))"
    }
  }
}

extension DriftSection.Cell {
  fileprivate var size: Double { if case .change(let change) = self { abs(change) } else { 0 } }
}
