import Attribution
import Blocks
import Faithfulness
import Figures
import HTML

/// Removal curves with their controls: deletion on the left, insertion on the right.
struct RemovalFigure {
  /// Methods with indistinguishable curves, drawn as one.
  private struct Group {
    let curves: RemovalCurves
    var methods: [Int]
  }

  let findings: RemovalFindings
  let methods: [ConfiguredMethod]
  /// The number of words of the review; nil for a mean over reviews.
  let words: Int?
  let id: String
  private let groups: [Group]

  /// The largest difference between curves that are drawn as one.
  private static let tolerance = 0.01
  private static let mostGroups = 5

  init(_ findings: RemovalFindings, methods: [ConfiguredMethod], words: Int?, id: String) {
    self.findings = findings
    self.methods = methods
    self.words = words
    self.id = id
    var groups: [Group] = []
    for (method, curves) in findings.methods.enumerated() {
      guard let curves, findings.constant[method] < findings.reviews else { continue }
      if let known = groups.firstIndex(where: { Self.areAlike($0.curves, curves) }) {
        groups[known].methods.append(method)
      } else {
        groups.append(Group(curves: curves, methods: [method]))
      }
    }
    self.groups = groups
  }

  private static func areAlike(_ a: RemovalCurves, _ b: RemovalCurves) -> Bool {
    zip(a.deletion.mean + a.insertion.mean, b.deletion.mean + b.insertion.mean)
      .allSatisfy { abs($0 - $1) <= tolerance }
  }

  var blocks: [Block] {
    let plots = [
      (
        "Words removed, per cent for the verdict",
        plot(of: \.deletion, name: "removed", events: flip)
      ),
      ("Words inserted, starting from none", plot(of: \.insertion, name: "inserted", events: [])),
    ]
    let sides = plots.map { name, plot -> Block in
      .group([.paragraph(Phrase(name), style: "plot-name"), .picture(plot.picture)])
    }
    return [.group(sides, Block.Group("plots")), key]
  }

  /// The first method that ranks words, whose order is also shown reversed.
  private var leading: Group? { groups.first }
  private var reversed: RemovalCurves? { leading.flatMap { findings.reversed[$0.methods[0]] } }

  private func place(_ index: Int) -> Double {
    words.map { findings.shares[index] * Double($0) } ?? findings.shares[index]
  }

  /// The indices of the points of lines: word by word at first, then about a hundred.
  private var drawn: [Int] {
    let last = findings.shares.count - 1
    guard last > 120 else { return Array(0...last) }
    let step = (last - 20 + 99) / 100
    return Array(0..<20) + stride(from: 20, to: last, by: step) + [last]
  }

  private func plot(
    of side: KeyPath<RemovalCurves, RemovalBand>, name: String, events: [LinePlot.Event]
  ) -> LinePlot {
    func points(_ curve: [Double]) -> [(x: Double, y: Double)] {
      drawn.map { (place($0), curve[$0]) }
    }
    func band(_ band: RemovalBand) -> LinePlot.Band {
      LinePlot.Band(points: drawn.map { (place($0), band.low[$0], band.high[$0]) })
    }
    let shown = groups.prefix(Self.mostGroups)
    var lines = shown.enumerated().map { index, group in
      LinePlot.Line(
        points: points(group.curves[keyPath: side].mean), style: Self.style(index),
        label: shortName(group))
    }
    lines.append(
      .init(points: points(findings.random[keyPath: side].mean), style: 1, label: "random order"))
    if let reversed {
      lines.append(
        .init(points: points(reversed[keyPath: side].mean), style: 3, label: "reversed"))
    }
    let bands =
      [findings.random] + (words == nil ? shown.map(\.curves) : [])
    let list = lines.map { line in
      "\(line.label ?? "") \(NumberText.percent(area(line), digits: 1))"
    }
    let first = findings.random[keyPath: side].mean
    return LinePlot(
      x: words.map(PlotAxis.words) ?? .percent, y: .percent,
      name: words == nil ? "per cent of the words \(name)" : "words \(name)",
      bands: bands.map { band($0[keyPath: side]) }, lines: lines, events: events,
      rowsAbove: flip.count, strong: 0.5,
      title: "The probability of the verdict while words are \(name)",
      description: """
        From \(NumberText.percent(first[0], digits: 1)) to \(NumberText.percent(first[first.count - 1], digits: 1)). Mean \
        height of each curve: \(list.joined(separator: ", ")).
        """,
      id: "\(id)-\(name == "inserted" ? "only" : "without")")
  }

  /// Returns the mean height of a line.
  private func area(_ line: LinePlot.Line) -> Double {
    guard let first = line.points.first, let last = line.points.last, last.x > first.x else {
      return 0
    }
    let sum = zip(line.points, line.points.dropFirst()).reduce(0.0) {
      $0 + ($1.1.x - $1.0.x) * ($1.1.y + $1.0.y) / 2
    }
    return sum / (last.x - first.x)
  }

  private static func style(_ group: Int) -> Int { group == 0 ? 0 : [2, 4, 5, 6][(group - 1) % 4] }

  private func shortName(_ group: Group) -> String {
    let others = group.methods.count - 1
    return methods[group.methods[0]].title + (others == 0 ? "" : " and \(others) more")
  }

  /// The point at which the verdict changes, by the first method.
  private var flip: [LinePlot.Event] {
    guard findings.flipsAtHalf, let words, let curve = leading?.curves.deletion.mean,
      let index = curve.firstIndex(where: { $0 < 0.5 })
    else { return [] }
    let count = findings.shares.count - 1 == words ? index : 0
    guard count > 0 else { return [] }
    return [
      .init(
        x: Double(count), y: curve[index],
        text: "verdict changes after \(counted(count, "word"))")
    ]
  }

  private var key: Block {
    var items: [(style: Int?, name: Phrase)] = groups.prefix(Self.mostGroups).enumerated().map {
      (Self.style($0), Phrase(names($1.methods)))
    }
    let hidden = groups.dropFirst(Self.mostGroups).flatMap(\.methods)
    if !hidden.isEmpty { items.append((nil, "in the table only: \(names(hidden))")) }
    let constant = methods.indices.filter { findings.constant[$0] == findings.reviews }
    let alike =
      constant.isEmpty
      ? "" : "; the same for \(names(constant)), with one score for every word"
    items.append((1, "random order\(alike)"))
    if let leading, reversed != nil {
      items.append((3, "reversed: \(methods[leading.methods[0]].title) in reverse order"))
    }
    return LinePlot.key(items)
  }

  private func names(_ indices: [Int]) -> String {
    indices.map { methods[$0].title }.joined(separator: ", ")
  }

  var table: Table {
    let side: [Table.Column] =
      groups.map { .init(Phrase(names($0.methods))) } + [
        .init("random"), .init(words == nil ? "its 95 % interval" : "10th to 90th percentile"),
        .init("reversed"),
      ]
    func cells(_ index: Int, _ side: KeyPath<RemovalCurves, RemovalBand>) -> [Phrase] {
      let random = findings.random[keyPath: side]
      return groups.map { Phrase(cell($0.curves[keyPath: side], index)) } + [
        Phrase(percent(random.mean[index])),
        "\(percent(random.low[index]))–\(percent(random.high[index]))",
        Phrase(reversed.map { cell($0[keyPath: side], index) } ?? "–"),
      ]
    }
    let rows = listed.map { index in
      let name =
        words == nil
        ? NumberText.percent(findings.shares[index]) : NumberText.fixed(place(index), digits: 0)
      return Table.Row(Phrase(name), cells(index, \.deletion) + cells(index, \.insertion))
    }
    return Table(
      columns: [.init("Words", .text)] + side + side,
      groups: [.init(""), .init("removed", span: side.count), .init("inserted", span: side.count)],
      rows: rows)
  }

  /// Formats a mean with its interval, if there is one.
  private func cell(_ band: RemovalBand, _ index: Int) -> String {
    words == nil
      ? "\(percent(band.mean[index])) (\(percent(band.low[index]))–\(percent(band.high[index])))"
      : percent(band.mean[index])
  }

  private func percent(_ value: Double) -> String { NumberText.fixed(100 * value, digits: 1) }

  /// The indices of the table's rows: all points of a short curve, or the first five of a long one and about fifteen more.
  private var listed: [Int] {
    let last = findings.shares.count - 1
    guard last > 20 else { return Array(0...last) }
    return Array(0..<5) + stride(from: 5, to: last, by: (last - 5 + 14) / 15) + [last]
  }
}
