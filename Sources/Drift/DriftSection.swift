import Reporting

/// A section of a comparison before layout; terminal, Markdown and HTML output share the same sections.
struct DriftSection {
  /// The content of a table cell.
  enum Cell {
    /// Text.
    case text(String)
    /// A formatted number.
    case number(String)
    /// A change, which HTML also shows as a bar relative to the largest change in the table.
    case change(Double)
  }

  /// A table; the first column names the rows.
  struct Table {
    /// The caption; empty if the section has only one table.
    var caption = ""
    /// The column headings, and whether the columns contain numbers.
    let columns: [(title: String, isNumber: Bool)]
    /// The rows, each with one cell per column.
    let rows: [[Cell]]
  }

  /// The heading.
  let title: String
  /// Whether it is about one review.
  var isDetail = false
  /// Sentences, each on a separate line.
  var sentences: [String] = []
  /// The two versions of a changed text; nil if it did not change.
  var versions: SideBySide?
  /// The tables below the sentences.
  var tables: [Table] = []
}

extension DriftSection.Cell {
  /// The text of the cell, without a bar.
  var text: String {
    switch self {
    case .text(let text), .number(let text): text
    case .change(let change): DriftNumber.change(change)
    }
  }
}
