package import Blocks
import HTML

/// The probability of each class as a bar, largest first, with the baseline marked.
package struct ClassBars {
  /// One bar.
  package struct Row {
    package let name: String
    package let probability: Double
    /// The probability of the class at the baseline.
    let start: Double
    let isVerdict: Bool
  }

  /// The bars, the largest first.
  package let rows: [Row]

  /// The largest number of bars; further classes share one.
  package static let most = 12

  /// Creates bars.
  ///
  /// - Parameters:
  ///   - names: The names of the classes.
  ///   - probabilities: The probability of each class.
  ///   - start: The probability of each class at the baseline.
  ///   - verdict: The index of the predicted class.
  ///   - isSorted: Whether the largest bar is the first; otherwise bars are in the order of the classes.
  package init(
    names: [String], probabilities: [Double], start: [Double], verdict: Int, isSorted: Bool = true
  ) {
    let order =
      isSorted
      ? probabilities.indices.sorted { (probabilities[$1], $0) < (probabilities[$0], $1) }
      : Array(probabilities.indices)
    let shown = order.count > Self.most ? Self.most - 1 : order.count
    let rows = order.prefix(shown).map { index in
      Row(
        name: names[index], probability: probabilities[index], start: start[index],
        isVerdict: index == verdict)
    }
    let rest = order.dropFirst(shown)
    guard !rest.isEmpty else {
      self.rows = rows
      return
    }
    self.rows =
      rows + [
        Row(
          name: counted(rest.count, "other class", plural: "other classes"),
          probability: rest.reduce(0) { $0 + probabilities[$1] },
          start: rest.reduce(0) { $0 + start[$1] }, isVerdict: false)
      ]
  }

  package var table: Table {
    Table(
      style: "classes",
      columns: [.init("Class", .text), .init(""), .init("Probability"), .init("Baseline")],
      rows: rows.map { row in
        Table.Row(
          row.isVerdict ? .strong(Phrase(row.name)) : Phrase(row.name),
          [
            .graphic(bar(row)), Phrase(NumberText.percent(row.probability, digits: 1)),
            Phrase(NumberText.percent(row.start, digits: 1)),
          ])
      })
  }

  private func bar(_ row: Row) -> HTML {
    let start = NumberText.coordinate(100 * row.start, digits: 1)
    return CellBar.share(
      from: 0, to: row.probability, row.isVerdict ? Paint.positive : Paint.flat, digits: 1,
      marks: """
        <line class="axis" x1="\(start)" x2="\(start)" y1="-1" y2="11"/>\
        <line class="gap" x1="\(start)" x2="\(start)" y1="0" y2="\(row.start < row.probability ? 10 : 0)"/>
        """)
  }
}
