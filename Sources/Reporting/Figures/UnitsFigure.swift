import Attribution
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

  var html: HTML {
    let rows = rows
    let axis = ValueAxis(covering: rows.map(\.value) + [0])
    let height = Self.rowHeight * rows.count + 8
    let zero = percentage(axis.share(0))
    let bars = rows.enumerated().map { index, row -> HTML in
      let y = Self.rowHeight * index + (row.isTotal ? 8 : 0)
      let (a, b) = (axis.share(min(0, row.value)), axis.share(max(0, row.value)))
      let kind = row.isTotal ? "class=\"ink-fill\"" : Paint.sign(isNegative: row.value < 0)
      let strong: HTML = row.isTotal ? " class=\"strong\"" : ""
      return """
        <text\(strong) x="-12" y="\(y + 16)" text-anchor="end">\(row.name)</text>\
        <rect \(kind) x="\(percentage(a))" y="\(y + 5)" width="\(percentage(b - a))" height="14"/>\
        <text\(strong) x="100%" dx="54" y="\(y + 16)" text-anchor="end">\(NumberText.points(row.value, digits: 2))</text>
        """
    }
    return """
      <div class="waterfall"><svg role="img"\(labelledBy: "\(id)-t \(id)-d") height="\(height + 26)">\
      <title\(id: "\(id)-t")>Conductance of each \(found.noun), in \(unit)</title><desc\(id: "\(id)-d")>\(description)</desc>\
      \(axis.gridLines(height: height + 4, strong: 0))<line class="axis" x1="\(zero)" x2="\(zero)" y1="0" \
      y2="\(height + 4)"/>\(bars)</svg></div>
      """
  }

  private var unit: String { ColourScale.unit(of: found.target) }

  private var description: String {
    rows.map { "\($0.name) \(NumberText.points($0.value, digits: 2))" }.joined(separator: ", ")
      + "."
  }

  var table: HTML {
    let rows = found.units.map { unit -> HTML in
      """
      <tr><th scope="row">\(found.noun) \(unit.index)</th><td>\(NumberText.points(unit.conductance, digits: 3))</td>\
      <td class="left">\(unit.state)</td></tr>

      """
    }
    let change = found.change
    return """
      <table><thead><tr><th scope="col" class="left">\(found.noun == "unit" ? "Unit" : "Dimension")</th><th scope="col">conductance</th>\
      <th scope="col" class="left">activity on the path</th></tr></thead><tbody>
      \(rows)</tbody><tfoot><tr class="total"><th scope="row">sum</th><td>\(NumberText.points(found.sum, digits: 3))</td>\
      <td class="left">expected \(NumberText.points(change, digits: 3))</td></tr></tfoot></table>
      """
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
