/// A Markdown table, with one header row and single-line cells.
struct MarkdownTable {
  private let rows: [[String]]
  private let isNumber: [Bool]

  /// Converts a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - renderer: Renders the cells.
  init(_ table: Table, by renderer: MarkdownRenderer) {
    func text(_ phrase: Phrase) -> String {
      renderer.text(of: phrase).replacing("\\\n", with: " ")
    }
    var rows =
      [table.heads.map(text)]
      + (table.rows + table.foot).map { row in
        row.cells.flatMap { cell in
          [text(cell.content)] + Array(repeating: "", count: max(0, cell.span - 1))
        }
      }
    let width = rows.map(\.count).max() ?? 0
    for index in rows.indices {
      rows[index] += Array(repeating: "", count: width - rows[index].count)
    }
    // Columns that contain only pictures are dropped.
    let shown = (0..<width).filter { column in
      rows.count < 2 || rows.dropFirst().contains { !$0[column].isEmpty }
    }
    rows = rows.map { row in shown.map { row[$0] } }
    self.rows = rows
    isNumber = shown.indices.map { column in
      let cells = rows.dropFirst().map { $0[column] }.filter { !$0.isEmpty }
      return !cells.isEmpty && cells.filter(Self.isNumber).count * 2 > cells.count
    }
  }

  /// The Markdown of the table; nil if it has no cells.
  var text: String? {
    guard let head = rows.first, !head.isEmpty else { return nil }
    let rule = isNumber.map { $0 ? "---:" : "---" }
    return ([head, rule] + rows.dropFirst()).map { cells in
      "| " + cells.joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }

  private static func isNumber(_ cell: String) -> Bool {
    let first = cell.drop { "\\+-−–".contains($0) }.first
    return first?.isNumber ?? true
  }
}
