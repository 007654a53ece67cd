/// A table of text in aligned columns, for terminals and as a Markdown table.
///
/// Columns are aligned by display width, so words of every script and emoji keep them straight. Cells are printed as they
/// are: the caller removes control characters (``Swift/StringProtocol/shownOnOneLine``), and may add colours.
package struct TextTable: Sendable {
  /// The treatment of cells that are wider than their column.
  package enum Overflow: Sendable {
    /// The column is never narrower than its cells.
    case whole
    /// The cell is cut, with an ellipsis.
    case cut
    /// The cell continues on further lines.
    case wrap
  }

  /// A column.
  package struct Column: Sendable {
    /// The heading; empty if it has none.
    package var title: String
    /// Whether cells end, rather than begin, at the same column, as numbers do.
    package var isRightAligned: Bool
    /// The smallest width.
    package var minimum: Int
    /// The number of spaces before the column.
    package var gap: Int
    /// The treatment of cells if the table does not fit into the width of the terminal.
    package var overflow: Overflow

    /// Creates a column.
    package init(
      _ title: String = "", isRightAligned: Bool = false, minimum: Int = 0, gap: Int = 2,
      overflow: Overflow = .whole
    ) {
      self.title = title
      self.isRightAligned = isRightAligned
      self.minimum = minimum
      self.gap = gap
      self.overflow = overflow
    }
  }

  /// A row.
  package enum Row: Sendable {
    /// One cell per column; missing cells at the end are empty.
    case cells([String])
    /// The heading of the group of rows below it, across all columns.
    case group(String)
  }

  /// The columns; the first one names the rows.
  package let columns: [Column]
  /// The rows below the headings.
  package var rows: [Row] = []
  /// The number of spaces before each line.
  package var indent: Int

  /// Creates a table.
  ///
  /// - Parameters:
  ///   - columns: The columns.
  ///   - rows: The cells of each row.
  ///   - indent: The number of spaces before each line.
  package init(_ columns: [Column], rows: [[String]] = [], indent: Int = 0) {
    self.columns = columns
    self.rows = rows.map(Row.cells)
    self.indent = indent
  }

  /// Appends a row.
  package mutating func add(_ cells: [String]) { rows.append(.cells(cells)) }

  /// The table as lines without trailing spaces.
  ///
  /// A table that is too wide is fitted: first headings, and cells that may be cut or wrapped, become narrower; then columns
  /// that still do not fit continue in further tables below, each of which repeats the first column.
  ///
  /// - Parameters:
  ///   - width: The number of columns of the terminal; nil for no limit.
  ///   - heading: Marks up each line of the headings, for example in bold.
  /// - Returns: The lines.
  package func lines(fitting width: Int? = nil, heading: (String) -> String = { $0 }) -> [String] {
    let widths = width.map(widths(fitting:)) ?? naturalWidths
    let parts = width.map { distributed(widths, fitting: $0) } ?? [Array(columns.indices)]
    return Array(parts.map { lines(of: $0, widths, heading) }.joined(separator: [""]))
  }

  /// The table as text without a final line feed.
  package func text(fitting width: Int? = nil) -> String {
    lines(fitting: width).joined(separator: "\n")
  }

  /// The table in GitHub-flavoured Markdown, with a line feed at the end; groups are rows in bold.
  package var markdown: String {
    let rule = columns.map { $0.isRightAligned ? "---:" : "---" }
    let body = rows.map { row -> [String] in
      switch row {
      case .cells(let cells): padded(cells).map(MarkdownPhrase.escape)
      case .group(let title): padded(["**\(MarkdownPhrase.escape(title))**"])
      }
    }
    return ([columns.map { MarkdownPhrase.escape($0.title) }, rule] + body)
      .map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }
}

// MARK: Widths

extension TextTable {
  private func widestCell(_ column: Int) -> Int {
    rows.reduce(0) { widest, row in
      guard case .cells(let cells) = row, column < cells.count else { return widest }
      return max(widest, cells[column].displayWidth)
    }
  }

  private func widestWord(_ column: Int) -> Int {
    rows.reduce(0) { widest, row in
      guard case .cells(let cells) = row, column < cells.count else { return widest }
      return max(widest, Self.widestWord(of: cells[column]))
    }
  }

  private static func widestWord(of text: String) -> Int {
    text.split(separator: " ").map(\.displayWidth).max() ?? 0
  }

  private var naturalWidths: [Int] {
    columns.indices.map { column in
      max(columns[column].minimum, columns[column].title.displayWidth, widestCell(column))
    }
  }

  /// The width below which a column with cells that may be cut or wrapped is not narrowed.
  private static let narrowest = 12

  private func widths(fitting limit: Int) -> [Int] {
    let natural = naturalWidths
    let narrowest = columns.indices.map { index in
      let column = columns[index]
      let cell = widestCell(index)
      let narrowed =
        switch column.overflow {
        case .whole: cell
        case .cut: min(cell, Self.narrowest)
        // Words stay whole, unless one takes more than half the terminal.
        case .wrap: min(cell, max(Self.narrowest, min(widestWord(index), limit / 2)))
        }
      return max(Self.widestWord(of: column.title), narrowed)
    }
    // No column is wider than the whole table, however long its cells are.
    var widths = zip(natural, narrowest).map { max(min($0, limit), $1) }
    var excess =
      indent + widths.reduce(0, +) + columns.dropFirst().reduce(0) { $0 + $1.gap } - limit
    while excess > 0 {
      let wide = widths.indices.filter { widths[$0] > narrowest[$0] }
      guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  /// Distributes the columns over tables that fit, each with the first column and at least one other.
  private func distributed(_ widths: [Int], fitting limit: Int) -> [[Int]] {
    guard let first = widths.first else { return [] }
    var parts = [[0]]
    var end = indent + first
    for column in widths.indices.dropFirst() {
      let width = columns[column].gap + widths[column]
      if end + width > limit, parts[parts.count - 1].count > 1 {
        parts.append([0])
        end = indent + first
      }
      parts[parts.count - 1].append(column)
      end += width
    }
    return parts
  }
}

// MARK: Lines

extension TextTable {
  private func lines(
    of part: [Int], _ widths: [Int], _ heading: (String) -> String
  ) -> [String] {
    var lines: [String] = []
    if columns.contains(where: { !$0.title.isEmpty }) {
      let titles = columns.indices.map { columns[$0].title.wrapped(to: widths[$0]) }
      let height = part.map { titles[$0].count }.max() ?? 1
      // A short heading stands directly above its column.
      let cells = titles.map { Array(repeating: "", count: max(0, height - $0.count)) + $0 }
      lines += (0..<height).map { row in heading(line(cells.map { $0[row] }, part, widths)) }
    }
    for row in rows {
      switch row {
      case .group(let title): lines.append(Self.spaces(indent) + title)
      case .cells(let cells):
        let cells = zip(columns.indices, padded(cells)).map { fitted($1, $0, widths[$0]) }
        let height = part.map { cells[$0].count }.max() ?? 1
        lines += (0..<height).map { row in
          line(cells.map { row < $0.count ? $0[row] : "" }, part, widths)
        }
      }
    }
    return lines
  }

  private func fitted(_ cell: String, _ column: Int, _ width: Int) -> [String] {
    guard cell.displayWidth > width else { return [cell] }
    switch columns[column].overflow {
    case .whole: return [cell]
    case .cut: return [cell.cut(to: width)]
    case .wrap: return cell.wrapped(to: width)
    }
  }

  private func line(_ cells: [String], _ part: [Int], _ widths: [Int]) -> String {
    var line = Self.spaces(indent)
    for column in part {
      let space = Self.spaces(widths[column] - cells[column].displayWidth)
      if column != part.first { line += Self.spaces(columns[column].gap) }
      line += columns[column].isRightAligned ? space + cells[column] : cells[column] + space
    }
    return String(
      line[..<(line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex)])
  }

  private func padded(_ cells: [String]) -> [String] {
    cells.prefix(columns.count) + Array(repeating: "", count: max(0, columns.count - cells.count))
  }

  private static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }
}
