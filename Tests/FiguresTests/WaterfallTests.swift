import Blocks
import Figures
import HTML
import LinearAlgebra
import TestSupport
import Testing

/// Steps from one output to another, read back from their picture.
struct WaterfallTests {
  private static let steps: [[Double]] = {
    var random = SplitMix64(seed: 5)
    return [[], [0.2], [0, 0.1, 0], [-0.5, 0.5]]
      + [1, 3, 12, 40].map { count in (0..<count).map { _ in 0.2 * random.normal() } }
  }()

  private func waterfall(_ steps: [Double], from start: Double = 0.25) -> Waterfall {
    Waterfall(
      start: ("start", start),
      steps: steps.enumerated().map { Waterfall.Step(name: "s\($0)", isWord: true, value: $1) },
      end: ("end", steps.reduce(start, +)), divide: 0.5, title: "T", description: "D", id: "i")
  }

  private func levels(_ steps: [Double], from start: Double = 0.25) -> [Double] {
    steps.reduce(into: [start]) { $0.append(($0.last ?? 0) + $1) }
  }

  /// The scale, whose numbers are below the last row.
  private func scale(_ picture: Node, count: Int) -> ReadScale {
    let height = 26 * (count + 2) + 16
    return ReadScale(
      picture.all("text").filter { $0.number("y") == Double(height + 15) }, along: "x")
  }

  @Test func `each step begins where the one before ends, from the start to the end`() throws {
    for steps in Self.steps {
      let picture = waterfall(steps).picture.node
      let scale = scale(picture, count: steps.count)
      let places = levels(steps).map { scale.place(of: 100 * $0) }
      for (index, bar) in picture.all("rect").enumerated() {
        let ends = [places[index], places[index + 1]].sorted()
        #expect(abs(bar.number("x") - ends[0]) < 0.011)
        #expect(abs(bar.number("x") + bar.number("width") - ends[1]) < 0.021)
        #expect(bar.has(steps[index] < 0 ? "neg" : "pos"))
      }
      let dots = picture.all("circle").map { $0.number("cx") }
      try #require(dots.count == 2)
      #expect(abs(dots[0] - places[0]) < 0.011)
      #expect(abs(dots[1] - places[places.count - 1]) < 0.011)
    }
  }

  @Test func `a line joins each row with the next at the level of both`() {
    for steps in Self.steps {
      let picture = waterfall(steps).picture.node
      let scale = scale(picture, count: steps.count)
      let links = picture.all("line", "link")
      #expect(links.count == steps.count + 1)
      // The rows of the two dots and, between them, of the bars: from top to bottom.
      let dots = picture.all("circle").map { (top: $0.number("cy"), bottom: $0.number("cy")) }
      let bars = picture.all("rect").map {
        (top: $0.number("y"), bottom: $0.number("y") + $0.number("height"))
      }
      let rows = dots.prefix(1) + bars + dots.suffix(1)
      for (index, (link, level)) in zip(links, levels(steps)).enumerated() {
        #expect(link.number("x1") == link.number("x2"))
        #expect(abs(link.number("x1") - scale.place(of: 100 * level)) < 0.011)
        #expect(link.number("y1") == rows[index].bottom && link.number("y2") == rows[index + 1].top)
      }
    }
  }

  @Test func `the table beside it has the same steps and levels`() {
    for steps in Self.steps {
      let rows = waterfall(steps).table.rows
      #expect(rows.count == steps.count + 1)
      let node = Node(page: [Block.table(waterfall(steps).table)].html.markup)
      let cells = node.rows.dropFirst()
      #expect(cells.map { $0[0] } == ["start"] + steps.indices.map { "s\($0)" })
      for (row, level) in zip(cells, levels(steps)) {
        #expect(abs(printed(row[2]) - 100 * level) <= 0.0051)
      }
      for (row, step) in zip(cells.dropFirst(), steps) {
        #expect(abs(printed(row[1]) - 100 * step) <= 0.0051)
      }
    }
  }

  @Test func `names are text, and those of words look like words`() {
    let chart = Waterfall(
      start: ("<i>", 0),
      steps: [.init(name: "<b>", isWord: true, value: 0.1)]
        + [.init(name: "&amp;", isWord: false, value: 0.1)], end: ("</svg>", 0.2), divide: 0.5,
      title: "T", description: "D", id: "i")
    let picture = chart.picture.node
    #expect(picture.all("i").isEmpty && picture.all("b").isEmpty)
    let names = picture.all("text").filter { $0.attributes["x"] == "-12" }
    #expect(Set(names.map(\.text)) == ["<i>", "<b>", "&amp;", "</svg>"])
    #expect(names.filter { $0.has("word") }.map(\.text) == ["<b>"])
  }
}
