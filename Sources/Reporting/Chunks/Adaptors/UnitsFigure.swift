import Attribution
import Blocks
import Figures
import HTML

/// A bar chart of the conductance of hidden units, positive to the right and negative to the left, and of their sum.
struct UnitsFigure {
  let found: HiddenUnits
  /// The largest number of bars; further units share one.
  let limit: Int
  let id: String

  private static let rowHeight = 24
  /// The least share to draw; smaller ones would be rounded to zero.
  private static let least = 5e-7

  private var shown: [HiddenUnits.Unit] {
    Array(found.units.prefix(limit).filter { abs($0.conductance) >= Self.least })
  }

  /// The bars: name, share, and whether it is the total.
  private var rows: [(name: String, value: Double, isTotal: Bool)] {
    var rows = shown.map {
      (name: "\(found.noun) \($0.index)", value: $0.conductance, isTotal: false)
    }
    let others = found.units.dropFirst(shown.count)
    if !others.isEmpty {
      let sum = others.reduce(0) { $0 + $1.conductance }
      rows.append((counted(others.count, "other"), sum, false))
    }
    return rows + [("total", found.sum, true)]
  }

  var picture: Picture {
    let rows = rows
    let bars = rows.enumerated().map { index, row in
      BarChart.Bar(
        name: row.name, role: row.isTotal ? .total : .other, start: 0, end: row.value,
        text: NumberText.points(row.value, digits: 2),
        top: Self.rowHeight * index + (row.isTotal ? 13 : 5))
    }
    let list = rows.map { "\($0.name) \(NumberText.points($0.value, digits: 2))" }
    return BarChart(
      bars: bars, strong: 0, isStrongOnTop: true, height: Self.rowHeight * rows.count + 12,
      foot: 22,
      numberOffset: 54,
      title: "Conductance of each \(found.noun), in \(ColourScale.unit(of: found.target))",
      description: list.joined(separator: ", ") + ".", id: id
    ).picture
  }

  var table: Table {
    func points(_ value: Double) -> String { NumberText.points(value, digits: 3) }
    return Table(
      columns: [
        .init(found.noun == "unit" ? "Unit" : "Dimension", .text), .init("conductance"),
        .init("activity on the path", .text),
      ],
      rows: found.units.map { unit in
        Table.Row(
          "\(found.noun) \(unit.index)", ["\(points(unit.conductance))", Phrase(unit.state)])
      },
      foot: [
        Table.Row(
          "sum", ["\(points(found.sum))", "expected \(points(found.change))"], style: "total")
      ])
  }
}

extension HiddenUnits {
  /// The noun for one unit.
  var noun: String { areDimensions ? "dimension" : "unit" }
}

extension HiddenUnits.Unit {
  /// The activity in words.
  var state: String {
    guard let isOn else { return "" }
    let places = switches.map { NumberText.fixed($0, digits: 2) }.joined(separator: ", ")
    switch isOn {
    case (true, true): return switches.isEmpty ? "on" : "on, switches at \(places)"
    case (false, false): return switches.isEmpty ? "off" : "off, switches at \(places)"
    case (false, true): return "on from \(places)"
    case (true, false): return "off from \(places)"
    }
  }
}
