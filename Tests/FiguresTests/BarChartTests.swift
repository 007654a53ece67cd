import Blocks
import Figures
import LinearAlgebra
import TestSupport
import Testing

/// Bars on one axis, read back from their picture.
struct BarChartTests {
  private static let height = 400
  /// The ends of bars on one side of zero, on both, far from it, and of no length.
  private static let ends: [[(Double, Double)]] = {
    var random = SplitMix64(seed: 11)
    let scales = [1e-5, 0.01, 0.4, 30]
    return scales.flatMap { scale in
      (0..<6).map { index in
        (0..<8).map { bar in
          let start = index < 3 ? 0 : scale * random.normal()
          return (start, bar == 0 ? start : start + scale * random.normal())
        }
      }
    }
  }()

  private func chart(
    _ ends: [(Double, Double)], strong: Double = 0, isOnTop: Bool = false,
    name: String = "film", role: BarChart.Role = .word
  ) -> (picture: Node, scale: ReadScale) {
    let bars = ends.enumerated().map { index, ends in
      BarChart.Bar(
        name: name, role: role, start: ends.0, end: ends.1, text: "\(index)", top: 26 * index + 6)
    }
    let chart = BarChart(
      bars: bars, strong: strong, isStrongOnTop: isOnTop, height: Self.height, title: "T",
      description: "D", id: "i")
    let picture = chart.picture.node
    return (picture, chart.scale(of: picture, height: Self.height))
  }

  @Test func `a bar leads from its start to its end on the scale below it`() {
    for ends in Self.ends {
      let (picture, scale) = chart(ends)
      let bars = picture.all("rect")
      #expect(bars.count == ends.count)
      for (bar, (start, end)) in zip(bars, ends) {
        let places = [scale.place(of: 100 * start), scale.place(of: 100 * end)].sorted()
        #expect(abs(bar.number("x") - places[0]) < 0.011)
        #expect(abs(bar.number("x") + bar.number("width") - places[1]) < 0.021)
        #expect(bar.has(end < start ? "neg" : "pos"))
      }
    }
  }

  @Test func `bars are as long as their changes, whatever the scale`() {
    for ends in Self.ends {
      let lengths = chart(ends).picture.all("rect").map { $0.number("width") }
      let changes = ends.map { abs($1 - $0) }
      let (longest, largest) = (lengths.max() ?? 0, changes.max() ?? 1)
      #expect(longest > 10)
      for (length, change) in zip(lengths, changes) {
        #expect(abs(length / longest - change / largest) < 0.002)
      }
    }
  }

  @Test func `each bar has its name at the left and its number at the right, in its row`() {
    let picture = chart(Self.ends[0], name: "<b>&\"film\"").picture
    #expect(picture.all("b").isEmpty)
    let texts = picture.all("text")
    for (index, bar) in picture.all("rect").enumerated() {
      let row = texts.filter { $0.number("y") == bar.number("y") + 11 }
      #expect(row.map(\.text) == ["<b>&\"film\"", "\(index)"])
      #expect(row.map { $0.attributes["x"] } == ["-12", "100%"])
      #expect(row.allSatisfy { $0.attributes["text-anchor"] == "end" })
      #expect(row.map { $0.has("word") } == [true, false])
    }
  }

  @Test func `a total has no sign, and only words look like words`() {
    let ends = [(0.0, 0.3), (0, -0.2)]
    for (role, styles, isWord) in [
      (BarChart.Role.word, ["pos", "neg"], true), (.other, ["pos", "neg"], false),
      (.total, ["ink-fill", "ink-fill"], false),
    ] {
      let picture = chart(ends, role: role).picture
      #expect(picture.all("rect").map { $0.attributes["class"] } == styles)
      #expect(!picture.all("text", "word").isEmpty == isWord)
      #expect(!picture.all("text", "strong").isEmpty == (role == .total))
    }
  }

  @Test func `the strong line is at its value, once, and missing where the scale ends before it`() {
    for ends in Self.ends {
      let all = ends.flatMap { [$0.0, $0.1] }
      let middle = ((all.min() ?? 0) + (all.max() ?? 0)) / 2
      for strong in [0, middle, 0.5, 1e6] {
        let (picture, scale) = chart(ends, strong: strong)
        let lines = picture.all("line", "axis")
        #expect(lines.count == (scale.covers(100 * strong) ? 1 : 0), "\(strong) \(ends)")
        for line in lines {
          #expect(line.number("x1") == line.number("x2"))
          #expect(abs(line.number("x1") - scale.place(of: 100 * strong)) < 0.011)
          #expect(line.number("y1") == 0 && line.number("y2") == Double(Self.height))
        }
      }
    }
    #expect(chart([(0, 1)], isOnTop: true).picture.all("line", "axis").count == 2)
  }

  @Test func `every line of the grid has its number below it`() {
    for ends in Self.ends {
      let picture = chart(ends, strong: .infinity).picture
      let lines = picture.all("line", "grid-line").map { $0.number("x1") }
      let marks = picture.all("text").filter { $0.attributes["text-anchor"] == "middle" }
      #expect(lines == marks.map { $0.number("x") } && lines.first == 0 && lines.last == 100)
      #expect(Set(marks.map(\.text)).count == marks.count)
    }
  }
}
