import HTML

extension Table {
  /// The table as HTML, in a named region that scrolls if the table is wider than the screen.
  var html: HTML {
    guard let name else { return element }
    let names = ["scroll", regionStyle?.name].compactMap(\.self)
    return """
      <div\(Self.attribute(names)) role="region" aria-label="\(name)" tabindex="0">\(element)</div>
      """
  }

  private var element: HTML {
    let isStacked = columns.contains { $0.label != nil }
    let names = [style?.name, isStacked ? "stack" : nil].compactMap(\.self)
    var html: HTML = "<table\(Self.attribute(names))>"
    if let caption { html += "<caption>\(caption)</caption>" }
    if !widths.isEmpty {
      html += "<colgroup>\(widths.map { "<col\($0.attribute)>" as HTML })</colgroup>"
    }
    html += "<thead>"
    if !groups.isEmpty { html += "<tr>\(groups.map { head($0, scope: "colgroup") })</tr>\n" }
    html += "<tr>\(columns.map { head($0, scope: "col") })</tr></thead>\n<tbody>\n"
    let alignments = alignments
    for row in rows { write(row, alignments, to: &html) }
    html += "</tbody>"
    if !foot.isEmpty {
      html += "\n<tfoot>\n"
      for row in foot { write(row, alignments, to: &html) }
      html += "</tfoot>"
    }
    return html + "</table>"
  }

  private func head(_ column: Column, scope: HTML) -> HTML {
    // An empty head is not a head.
    if column.title.isEmpty { return "<td></td>" }
    let span = column.span > 1 ? " colspan=\"\(column.span)\"" as HTML : ""
    let names = column.head.names + [column.style?.name].compactMap(\.self)
    return "<th scope=\"\(scope)\"\(Self.attribute(names))\(span)>\(column.title.html)</th>"
  }

  private func write(
    _ row: Row, _ alignments: [(alignment: Alignment, style: Style?, label: String?)],
    to html: inout HTML
  ) {
    html += row.style == nil ? "<tr>" : "<tr\(row.style.attribute)>"
    var place = 0
    for cell in row.cells {
      let column =
        alignments.indices.contains(place) ? alignments[place] : (.standard, nil, nil)
      place += cell.span
      if cell.isHeader {
        html += "<th scope=\"row\"\(cell.style.attribute)"
        if cell.span > 1 { html += " colspan=\"\(cell.span)\"" }
        html += ">"
        cell.content.write(to: &html)
        html += "</th>"
      } else {
        html += "<td"
        Self.writeClasses(of: cell, column.alignment, column.style, to: &html)
        if cell.span > 1 { html += " colspan=\"\(cell.span)\"" }
        if let label = column.label { html += " data-label=\"\(label)\"" }
        html += ">"
        cell.content.write(to: &html)
        html += "</td>"
      }
    }
    html += "</tr>\n"
  }

  private static func writeClasses(
    of cell: Cell, _ alignment: Alignment, _ style: Style?, to html: inout HTML
  ) {
    let name = alignment.names.first
    guard let style = cell.style ?? style else {
      if let name { html += " class=\"\(name)\"" }
      return
    }
    html += " class=\""
    if let name { html += "\(name) " }
    html += "\(style.name)\""
  }

  private static func attribute(_ names: [String]) -> HTML {
    names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
  }
}

extension Table.Alignment {
  fileprivate var names: [String] {
    switch self {
    case .standard: []
    case .text: ["left"]
    case .number: ["num"]
    }
  }
}
