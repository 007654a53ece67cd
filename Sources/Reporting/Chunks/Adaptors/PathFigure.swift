import Attribution
import Blocks
import Figures
import HTML

/// The output along the straight path from a baseline to the review, and its slope, whose area is the sum of attributions.
struct PathFigure {
  let line: BaselinePath
  let id: String
  private let points: [BaselinePath.Point]

  init(_ line: BaselinePath, id: String) {
    self.line = line
    self.id = id
    points = line.points(80)
  }

  var blocks: [Block] {
    let output =
      isProbability ? "Probability of \(subject.name), per cent" : "Logit of \(subject.name)"
    return [
      .paragraph(Phrase(output), style: "plot-name"), .picture(outputs.picture),
      .paragraph("Slope, in \(unit) over the whole path", style: "plot-name"),
      .picture(slopes.picture),
    ]
  }

  private var subject: ExplainedClass { ExplainedClass(line.review.explainer) }

  var isProbability: Bool { line.review.target == .probability }
  private var unit: String { ColourScale.unit(of: line.review.target) }

  private func text(_ output: Double) -> String {
    isProbability
      ? NumberText.percent(output, digits: 1) : NumberText.fixed(output, digits: 2, isSigned: true)
  }

  /// The number of hidden layers with switching units.
  private var layers: Int {
    guard let pooled = line.review.pooled, let piece = line.pieces?.first else {
      return 0
    }
    return pooled.activity(in: piece).count
  }

  /// Returns the switches in words.
  func names(_ units: [UnitSwitch]) -> String {
    units.map { "\($0.name(among: layers)) \($0.turnsOn ? "on" : "off")" }.joined(separator: ", ")
  }

  private func output(at position: Double) -> Double {
    points.first { $0.position >= position }?.output ?? line.endValue
  }

  private var outputs: LinePlot {
    let events = line.switches.map {
      LinePlot.Event(x: $0.position, y: output(at: $0.position), text: names($0.units))
    }
    let list = events.map { "\($0.text) at \(NumberText.fixed($0.x, digits: 2))" }
    let ends = "baseline \(text(line.startValue)), this review \(text(line.endValue))"
    return LinePlot(
      x: .unit,
      y: isProbability ? .percent : .round(covering: points.map(\.output) + [0]),
      name: "", height: 200,
      lines: [.init(points: points.map { ($0.position, $0.output) }, style: 0, label: nil)],
      events: events,
      ends: (
        "baseline \(text(line.startValue))", "this review \(text(line.endValue))"
      ),
      strong: isProbability ? 0.5 : 0,
      title: "The output along the path from the baseline to this review",
      description:
        "\(ends). \(list.isEmpty ? "No hidden unit switches." : "Hidden units switch: \(list.joined(separator: "; ")).")",
      id: "\(id)-output")
  }

  private var slopes: LinePlot {
    let drawn = points.map { (x: $0.position, y: $0.slope) }
    return LinePlot(
      x: .unit, y: .round(covering: points.map(\.slope) + [0], factor: 100),
      name: "share of the path", height: 110, areas: [.init(points: drawn)],
      lines: [.init(points: drawn, style: 0, label: nil)], strong: 0,
      title: "The slope of the output along the same path",
      description: """
        The area between the line and zero is \(NumberText.points(line.change, digits: 2)) \(unit). The slope goes from \
        \(NumberText.points(points[0].slope)) to \(NumberText.points(points[points.count - 1].slope)).
        """,
      id: "\(id)-slope")
  }

  /// A table with a row for each end, tenth and switch.
  var table: Table {
    let tenths = (0...10).map { (Double($0) / 10, "") }
    let switches = line.switches.map { ($0.position, names($0.units)) }
    let rows = (tenths + switches).sorted { $0.0 < $1.0 }.map { position, name in
      let output = line.value(at: position)
      let text =
        isProbability
        ? NumberText.fixed(100 * output, digits: 2) : NumberText.fixed(output, digits: 3)
      return Table.Row(
        "\(NumberText.fixed(position, digits: 3))",
        [
          Phrase(text), "\(NumberText.points(line.slope(at: position), digits: 2))", Phrase(name),
        ])
    }
    return Table(
      columns: [
        .init("Share of the path", .text), .init(isProbability ? "Probability, %" : "Logit"),
        .init("Slope"), .init("Switch", .text),
      ], rows: rows)
  }
}

extension UnitSwitch {
  /// The unit in a few words, with its layer if there are several.
  func name(among layers: Int) -> String {
    layers < 2 ? "unit \(unit)" : "unit \(unit) of \(layer)"
  }
}
