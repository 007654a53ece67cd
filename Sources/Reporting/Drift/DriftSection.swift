/// A part of a comparison before it is laid out: the terminal, Markdown and HTML show the same sections.
struct DriftSection {
  /// What a cell of a table holds.
  enum Cell {
    /// Words.
    case text(String)
    /// A number, already written.
    case number(String)
    /// A change, which a page also draws, as a share of the largest one of the table.
    case change(Double)
  }

  /// A table; the first column names the rows.
  struct Table {
    /// What the table is, where a section has more than one.
    var caption = ""
    /// The heads of the columns, and whether they stand over numbers.
    let columns: [(title: String, isNumber: Bool)]
    /// The rows, each with a cell a column.
    let rows: [[Cell]]
  }

  /// The heading.
  let title: String
  /// Whether it is about one review.
  var isDetail = false
  /// Sentences, each on a line of its own.
  var sentences: [String] = []
  /// What stands below them.
  var tables: [Table] = []
}

extension DriftSection.Cell {
  /// The cell without its picture.
  var text: String {
    switch self {
    case .text(let text), .number(let text): text
    case .change(let change): DriftNumber.change(change)
    }
  }
}
