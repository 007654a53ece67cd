import Blocks
import Figures
import HTML
import TestSupport
import Testing

/// The texts of a plot: above it, at the ends of a line, and at the right.
struct LinePlotLabelTests {
  @Test func `texts of events share a row only if they have room beside each other`() throws {
    for seed in UInt64(1)...30 {
      let points = TinyPlot.random(8, seed: seed)
      let events = points.enumerated().map { index, point in
        LinePlot.Event(x: point.x, y: point.y, text: String(repeating: "w", count: 3 + index % 5))
      }
      let picture = TinyPlot.plot(events: events)
      let node = picture.node
      let dots = node.all("circle").map { ($0.number("cx"), $0.number("cy")) }
      TinyPlot.expect(dots, at: points, in: node)
      let texts = node.all("text", "halo")
      #expect(texts.map(\.text) == events.map(\.text))
      let boxes = texts.map { text in
        let place = text.number("x") / 100 * LabelPlacement.width
        let width = LabelPlacement.width(of: text.text)
        let isStart = text.attributes["text-anchor"] == "start"
        return (row: text.number("y"), left: isStart ? place : place - width, width: width)
      }
      for (index, box) in boxes.enumerated() {
        for other in boxes[..<index] where other.row == box.row {
          #expect(box.left > other.left + other.width || other.left > box.left + box.width)
        }
      }
      // The highest row is still on the picture.
      let outer = try #require(node.elements.first)
      #expect(outer.number("y") + (boxes.map(\.row).min() ?? 0) >= 12)
      #expect(
        picture.attributes.markup == "height=\"\(Int(outer.number("y") + TinyPlot.height))\"")
    }
  }

  @Test func `the two ends of a line have dots and texts, on the free side of the line`() {
    for (first, last) in [(-1.0, 1.0), (1, -1), (-2, 2), (2, -2), (0, 0)] {
      let picture = TinyPlot.plot(
        lines: [.init(points: [(0, first), (1, last)], style: 0)], ends: ("from", "to")
      ).node
      TinyPlot.expect(
        picture.all("circle").map { ($0.number("cx"), $0.number("cy")) },
        at: [(0, first), (1, last)], in: picture)
      let texts = picture.all("text", "strong")
      #expect(texts.map(\.text) == ["from", "to"])
      #expect(texts.map { $0.attributes["text-anchor"] } == ["start", "end"])
      #expect(texts.allSatisfy { (8...TinyPlot.height).contains($0.number("y")) })
      let rises = last > first
      if abs(first) < 2, first != last {
        let dots = picture.all("circle").map { $0.number("cy") }
        #expect((texts[0].number("y") > dots[0]) == rises)
        #expect((texts[1].number("y") > dots[1]) != rises)
      }
    }
  }

  @Test func `names at the right keep apart, each joined to the end of its line`() {
    let lines = (0..<6).map { index in
      LinePlot.Line(
        points: [(0, 0), (1, -1.9 + 0.05 * Double(index))], style: index,
        label: index == 3 ? nil : "<b>\(index)")
    }
    let picture = TinyPlot.plot(lines: lines, labels: .atEnd).node
    let tags = picture.all("text", "name-tag")
    #expect(tags.map(\.text) == ["<b>0", "<b>1", "<b>2", "<b>4", "<b>5"])
    let heights = tags.map { $0.number("y") }.sorted()
    for (above, below) in zip(heights, heights.dropFirst()) { #expect(below - above > 14.8) }
    #expect(heights.allSatisfy { (0...TinyPlot.height + 4).contains($0) })
    let scale = TinyPlot.scales(picture).y
    for (leader, index) in zip(picture.all("path", "leader"), [0, 1, 2, 4, 5]) {
      let end = -1.9 + 0.05 * Double(index)
      #expect(abs(corners(leader)[0].y - scale.place(of: end)) < 0.11)
    }
  }
}
