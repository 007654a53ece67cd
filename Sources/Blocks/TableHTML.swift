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
      let span = cell.span > 1 ? " colspan=\"\(cell.span)\"" as HTML : ""
      if cell.isHeader {
        html +=
          cell.style == nil && cell.span <= 1
          ? "<th scope=\"row\">" : "<th scope=\"row\"\(cell.style.attribute)\(span)>"
        cell.content.write(to: &html)
        html += "</th>"
      } else {
        let names = Self.names(cell, column)
        let label: HTML = column.label.map { " data-label=\"\($0)\"" } ?? ""
        html +=
          names.isEmpty && cell.span <= 1 && column.label == nil
          ? "<td>" : "<td\(Self.attribute(names))\(span)\(label)>"
        cell.content.write(to: &html)
        html += "</td>"
      }
    }
    html += "</tr>\n"
  }

  private static func names(
    _ cell: Cell, _ column: (alignment: Alignment, style: Style?, label: String?)
  ) -> [String] {
    if cell.style == nil, column.style == nil, column.alignment == .standard { return [] }
    return column.alignment.names + [(cell.style ?? column.style)?.name].compactMap(\.self)
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
