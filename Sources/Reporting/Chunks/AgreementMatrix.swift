import Attribution
import Blocks
import Faithfulness
import HTML
import Literate
import SourceText

/// A table with a row and a column for each method; columns are headed by row numbers, so that the table fits a phone.
struct AgreementMatrix {
  let names: [String]
  let pairs: [[Agreement.Pair?]]
  /// The entries of the diagonal.
  let ranks: [String]

  /// The titles of the methods.
  var titles: [String] { names.map { AttributionMethods.named($0)?.title ?? $0 } }

  /// The number of pairs of different methods.
  var pairCount: Int { names.count * (names.count - 1) / 2 }

  /// Whether a table of three or more methods would print nothing but 1.00, which a sentence says better.
  var isAllOnes: Bool {
    func isOne(_ number: Double) -> Bool { NumberText.fixed(number, digits: 2) == "1.00" }
    return names.count > 2
      && names.indices.allSatisfy { row in
        names.indices.allSatisfy { column in
          row == column
            || pairs[row][column].map { isOne($0.kendall) && isOne($0.spearman) } ?? false
        }
      }
  }

  /// Returns the table.
  func table(named name: String) -> Table {
    let titles = titles
    let heads = titles.enumerated().map { index, title -> Table.Column in
      .init(
        Phrase(
          .rendered(
            """
            <span aria-hidden="true">\(index + 1)</span><span class="vh">\(title)</span>
            """, elsewhere: Phrase(title))))
    }
    let rows = titles.enumerated().map { row, title -> Table.Row in
      let number: HTML = "<span class=\"num\" aria-hidden=\"true\">\(row + 1)</span> "
      return Table.Row(
        [.header("\(.graphic(number))\(title)")] + names.indices.map { cell(row, $0) })
    }
    return Table(
      named: name, style: "agreement", columns: [.init("Method", .text)] + heads, rows: rows)
  }

  private func cell(_ row: Int, _ column: Int) -> Table.Cell {
    if row == column { return Table.Cell(Phrase(ranks[row]), style: "self") }
    guard let pair = pairs[row][column] else { return "–" }
    let number = column > row ? pair.kendall : pair.spearman
    return Table.Cell(Phrase(NumberText.fixed(number, digits: 2)), style: shade(number))
  }

  /// One of five shades by distance from 0; the printed number shows the sign.
  private func shade(_ number: Double) -> Style? {
    let step = Int((5 * min(1, abs(number))).rounded())
    return step == 0 ? nil : Style("a\(step)")
  }
}
