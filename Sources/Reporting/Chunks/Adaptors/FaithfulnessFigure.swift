import Attribution
import Blocks
import Faithfulness
import HTML

/// A table of methods by metrics: the mean, its interval, and a mark for the comparison with chance.
struct FaithfulnessFigure {
  let table: FaithfulnessTable
  /// The name of the table, which distinguishes several tables of a page for screen readers.
  var name = "Faithfulness of methods"

  var methods: Table {
    Table(
      named: name, style: "faithfulness",
      columns: [.init("Method", .text)]
        + table.columns.map { column in
          let card = column.metric.card
          return .init(
            "\(card.title)\(secondary: Phrase(Self.words(card.better)))",
            label: "\(card.title), \(Self.words(card.better))")
        },
      rows: order.map(row), foot: [chance, constant])
  }

  /// The methods by the first metric, best first.
  private var order: [Int] { table.columns.first?.ranking ?? Array(table.methods.indices) }

  private func row(_ method: Int) -> Table.Row {
    let cells = table.columns.map { column -> Phrase in
      let cell = column.cells[method]
      guard let own = cell.own else { return "–" }
      let mark = table.isByConstruction(method, column) ? Self.construction : mark(cell.verdict)
      return "\(number(own.mean))\(mark)\(secondary: range(own))"
    }
    return Table.Row(Phrase(table.methods[method].title), cells)
  }

  /// The mean metric of all methods' scores in a random order.
  private var chance: Table.Row {
    let cells = table.columns.map { column -> Phrase in
      let means = column.cells.compactMap { $0.random?.mean }
      return means.isEmpty ? "–" : number(means.reduce(0, +) / Double(means.count))
    }
    return Table.Row("in a random order", cells)
  }

  private var constant: Table.Row {
    Table.Row("all words equal", table.columns.map { $0.constant.map { number($0.mean) } ?? "–" })
  }

  /// A table of each method's difference to its own scores in a random order, and of its reversed scores.
  var differences: Table {
    let columns = table.columns.filter { $0.metric.card.readsOrder }
    let heads = columns.flatMap { _ -> [Table.Column] in
      [.init("own − random"), .init("reversed")]
    }
    let rows = order.map { method in
      Table.Row(
        Phrase(table.methods[method].title),
        columns.flatMap { column -> [Phrase] in
          let cell = column.cells[method]
          return [
            cell.difference.map(range) ?? "–", cell.reversed.map { number($0.mean) } ?? "–",
          ]
        })
    }
    return Table(
      named: "Methods compared with chance", columns: [.init("Method", .text)] + heads,
      groups: [.init("")] + columns.map { .init(Phrase($0.metric.card.title), span: 2) }, rows: rows
    )
  }

  var caption: Phrase {
    """
    \(counted(table.reviews, "review")); the probability of the predicted class; a missing word is \
    \(table.meaningOfRemoval). Below each mean its 95 % interval over reviews \
    (\(table.resamples) resamples); + is better than the method’s own scores in a random order, = no different, − worse, \
    at 95 % for all \(table.comparisons) comparisons together.\(constructed)
    """
  }

  /// A sentence about the mark of numbers that are 1 by construction, if there are any.
  private var constructed: Phrase {
    let isUsed = table.columns.contains { column in
      table.methods.indices.contains { table.isByConstruction($0, column) }
    }
    return isUsed
      ? " † is 1 by construction: the metric removes each word as the method does, so the number is no evidence."
      : ""
  }

  private static let construction: Phrase = .span("†", style: "verdict", title: "1 by construction")

  /// The methods to trust, by the measurements.
  var trust: Block {
    let standings = table.standings.filter { $0.count > 0 }
    func names(_ agreed: Verdict) -> [String] {
      standings.filter { $0.agreed == agreed }.map { table.methods[$0.method].title }
    }
    let mixed = standings.filter { $0.agreed == nil }.map { table.methods[$0.method].title }
    let sentences: [(String, [String])] = [
      ("Better than chance by every metric that reads the order of the words", names(.better)),
      ("No different from chance by any of these metrics", names(.equal)),
      ("Worse than chance by every one of them", names(.worse)),
      ("Metrics disagree", mixed),
    ]
    let items = sentences.filter { !$0.1.isEmpty }.map { sentence, names -> [Block] in
      [.phrase("\(strong: "\(sentence):") \(names.joined(separator: ", ")).")]
    }
    return .list(Block.List(items, style: "trust"))
  }

  private func mark(_ verdict: Verdict?) -> Phrase {
    switch verdict {
    case .better: .span("+", style: "verdict above", title: "better than chance")
    case .equal: .span("=", style: "verdict", title: "no different from chance")
    case .worse:
      .span(Phrase(NumberText.minus), style: "verdict below", title: "worse than chance")
    case nil: ""
    }
  }

  private func range(_ interval: Interval) -> Phrase {
    "\(number(interval.low)) … \(number(interval.high))"
  }

  /// Formats a number with three digits, or in scientific notation if three digits would show zero.
  private func number(_ value: Double) -> Phrase {
    value != 0 && abs(value) < 5e-4
      ? .scientific(value) : Phrase(NumberText.fixed(value, digits: 3))
  }

  private static func words(_ better: Better) -> String {
    switch better {
    case .higher: "higher is better"
    case .lower: "lower is better"
    case .zero: "nearer to 0 is better"
    }
  }
}
