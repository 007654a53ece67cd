import Blocks
import HTML

/// A table of the words whose contributions differ between two reviews, the largest change first.
struct ReviewDifference {
  /// A word with its contributions; nil where a review does not have it.
  private struct Row {
    let text: String
    let scores: (first: Double?, second: Double?)

    var change: Double { (scores.second ?? 0) - (scores.first ?? 0) }
  }

  private let rows: [Row]

  private let areContributions: Bool

  init(pair: SideBySide, limit: Int, areContributions: Bool) {
    self.areContributions = areContributions
    let (first, second) = (pair.sides.0.words, pair.sides.1.words)
    let rows =
      pair.pairs.map {
        Row(text: first[$0.old].text, scores: (first[$0.old].score, second[$0.new].score))
      }
      + pair.alone.first.map { Row(text: first[$0].text, scores: (first[$0].score, nil)) }
      + pair.alone.second.map { Row(text: second[$0].text, scores: (nil, second[$0].score)) }
    let changed = rows.indices.filter { rows[$0].change != 0 }
    let order = changed.sorted { (abs(rows[$0].change), $1) > (abs(rows[$1].change), $0) }
    self.rows = order.prefix(limit).map { rows[$0] }
  }

  /// Whether no contribution differs.
  var isEmpty: Bool { rows.isEmpty }

  /// The table.
  var table: Table {
    func number(_ score: Double?) -> Phrase {
      guard let score else { return "absent" }
      return Phrase(
        areContributions
          ? NumberText.points(score, digits: 2)
          : NumberText.fixed(score, digits: 4, isSigned: true))
    }
    return Table(
      columns: [
        .init("Word", .text), .init("First", .number), .init("Second", .number),
        .init("Change", .number),
      ],
      rows: rows.map { row in
        Table.Row(
          Phrase(row.text),
          [number(row.scores.first), number(row.scores.second), number(row.change)])
      })
  }
}
