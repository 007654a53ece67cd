/// A table: rows of phrases below a head, with row headers, further rows at the foot, and an alignment for each column.
public struct Table: Hashable, Sendable {
  /// The alignment of a column.
  public enum Alignment: Hashable, Sendable {
    /// That of the style sheet, which aligns the numbers of most tables.
    case standard
    /// Text, at the start of its line.
    case text
    /// Numbers, with digits of equal width at the end of the line.
    case number
  }

  /// A column.
  public struct Column: Hashable, Sendable {
    /// The words at its head; empty for a column of pictures.
    public let title: Phrase
    /// The alignment of its head.
    public let head: Alignment
    /// The alignment of its cells.
    public let cells: Alignment
    /// The style of its head and its cells.
    public let style: Style?
    /// The number of columns that the head spans.
    public let span: Int
    /// The label before each of its cells on a phone; if a column has one, phones stack the cells of a row.
    public let label: String?

    /// Creates a column.
    public init(
      _ title: Phrase, _ alignment: Alignment = .standard, cells: Alignment? = nil,
      style: Style? = nil, span: Int = 1, label: String? = nil
    ) {
      self.label = label
      self.title = title
      head = alignment
      self.cells = cells ?? alignment
      self.style = style
      self.span = span
    }
  }

  /// A cell.
  public struct Cell: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The content.
    public var content: Phrase
    /// Whether the cell names its row.
    public var isHeader = false
    /// The number of columns that it spans.
    public var span = 1
    /// The style; nil for that of its column.
    public var style: Style?

    /// Creates a cell.
    public init(
      _ content: Phrase, isHeader: Bool = false, span: Int = 1, style: Style? = nil
    ) {
      self.content = content
      self.isHeader = isHeader
      self.span = span
      self.style = style
    }

    public init(stringLiteral value: String) { content = Phrase(value) }

    public init(stringInterpolation: Phrase.StringInterpolation) {
      content = Phrase(stringInterpolation: stringInterpolation)
    }

    /// Returns a cell that names its row.
    public static func header(_ content: Phrase, span: Int = 1, style: Style? = nil) -> Cell {
      Cell(content, isHeader: true, span: span, style: style)
    }
  }

  /// A row.
  public struct Row: Hashable, Sendable {
    /// The cells in order.
    public var cells: [Cell]
    /// The style.
    public var style: Style?

    /// Creates a row.
    public init(_ cells: [Cell], style: Style? = nil) {
      self.cells = cells
      self.style = style
    }

    /// Creates a row that begins with its name.
    public init(_ name: Phrase, _ cells: [Phrase], style: Style? = nil) {
      self.init([.header(name)] + cells.map { Cell($0) }, style: style)
    }
  }

  /// The accessible name of the region in which a wide table scrolls; nil if its surroundings provide the region.
  public var name: String?
  /// The style of that region.
  public var regionStyle: Style?
  /// The caption.
  public var caption: String?
  /// The style.
  public var style: Style?
  /// The columns.
  public var columns: [Column]
  /// The heads above those of the columns, each over several of them.
  public var groups: [Column]
  /// The styles that set the widths of the columns; empty if their contents do.
  public var widths: [Style?]
  /// The rows.
  public var rows: [Row]
  /// The rows at the foot, such as sums.
  public var foot: [Row]

  /// Creates a table.
  public init(
    named name: String? = nil, caption: String? = nil, style: Style? = nil, columns: [Column],
    groups: [Column] = [], widths: [Style?] = [], rows: [Row] = [], foot: [Row] = []
  ) {
    self.name = name
    self.caption = caption
    self.style = style
    self.columns = columns
    self.groups = groups
    self.widths = widths
    self.rows = rows
    self.foot = foot
  }

  /// The alignments of all columns, one for each that a head spans.
  var alignments: [(alignment: Alignment, style: Style?, label: String?)] {
    columns.flatMap { Array(repeating: ($0.cells, $0.style, $0.label), count: max(1, $0.span)) }
  }

  /// The heads of all columns, each preceded by the heads above it; a spanned column adds none.
  var heads: [Phrase] {
    let above = groups.flatMap { Array(repeating: $0.title, count: max(1, $0.span)) }
    let own = columns.flatMap { column in
      [column.title] + Array(repeating: Phrase(), count: max(0, column.span - 1))
    }
    return own.enumerated().map { index, title in
      guard above.indices.contains(index), !above[index].isEmpty else { return title }
      return title.isEmpty ? above[index] : "\(above[index]): \(title)"
    }
  }
}

extension Table {
  /// Returns the table in a region that scrolls.
  ///
  /// - Parameters:
  ///   - name: The accessible name of the region.
  ///   - style: The style of the region.
  /// - Returns: The table with its name.
  public func named(_ name: String, style: Style? = nil) -> Table {
    var table = self
    table.regionStyle = style
    table.name = name
    return table
  }
}
