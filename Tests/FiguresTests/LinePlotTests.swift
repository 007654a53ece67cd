import Blocks
import Figures
import HTML
import LinearAlgebra
import TestSupport
import Testing

/// Lines over a grid, read back from their picture.
struct LinePlotTests {
  private static let height = 240.0

  /// The scales of both axes, from the numbers beside them.
  private func scales(_ picture: Node) -> (x: ReadScale, y: ReadScale) {
    let texts = picture.all("text")
    return (
      ReadScale(texts.filter { $0.number("y") == Self.height + 18 }, along: "x"),
      ReadScale(texts.filter { $0.attributes["x"] == "-8" }, along: "y")
    )
  }

  private static func random(_ count: Int, seed: UInt64) -> [(x: Double, y: Double)] {
    var random = SplitMix64(seed: seed)
    let places = (0..<count).map { _ in random.uniform() }.sorted()
    return places.map { ($0, 4 * random.uniform() - 2) }
  }

  private func plot(
    lines: [LinePlot.Line] = [], bands: [LinePlot.Band] = [], areas: [LinePlot.Area] = [],
    events: [LinePlot.Event] = [], ends: (String, String)? = nil,
    labels: LinePlot.Labels = .inside, strong: Double? = nil
  ) -> Picture {
    LinePlot(
      x: .unit, y: .round(covering: [-2, 2]), name: "share <b>", bands: bands, areas: areas,
      lines: lines, events: events, ends: ends.map { (start: $0.0, end: $0.1) }, labels: labels,
      strong: strong, title: "T", description: "D", id: "i"
    ).picture
  }

  /// Expects that points of a picture are those of the data.
  private func expect(
    _ found: [(x: Double, y: Double)], at points: [(x: Double, y: Double)], in picture: Node,
    at place: SourceLocation = #_sourceLocation
  ) {
    let (x, y) = scales(picture)
    #expect(found.count == points.count, sourceLocation: place)
    for (found, point) in zip(found, points) {
      #expect(abs(found.x - x.place(of: point.x)) < 0.0051, sourceLocation: place)
      #expect(abs(found.y - y.place(of: point.y)) < 0.11, sourceLocation: place)
    }
  }

  @Test(arguments: [1, 2, 9, 200])
  func `the points of a line, its marks and a band lie where the axes say`(count: Int) throws {
    let points = Self.random(count, seed: 3)
    let band = points.map { (x: $0.x, low: $0.y - 0.1, high: min(2, $0.y + 0.3)) }
    let picture = plot(
      lines: [
        .init(points: points, style: 4, hasMarks: true), .init(points: points, style: 2),
      ], bands: [.init(points: band.map { ($0.x, max(-2, $0.low), $0.high) })]
    ).node
    for style in ["s4", "s2"] {
      let line = try #require(picture.all("path", style).first)
      expect(corners(line), at: points, in: picture)
    }
    let marks = picture.all("circle", "m4").map { ($0.number("cx"), $0.number("cy")) }
    expect(marks, at: points, in: picture)
    #expect(picture.all("circle").count == count)
    let outline = corners(try #require(picture.all("path", "band").first))
    expect(Array(outline.prefix(count)), at: band.map { ($0.x, $0.high) }, in: picture)
    let low = band.map { ($0.x, max(-2, $0.low)) }
    expect(outline.suffix(count).reversed(), at: low, in: picture)
  }

  @Test func `lines of the grid are at their numbers, and the strong one at its value`() {
    let picture = plot(strong: 0.37).node
    let lines = picture.all("line").filter { $0.attributes["x1"] == "0" }
    let numbers = picture.all("text").filter { $0.attributes["x"] == "-8" }
    #expect(lines.dropLast().map { $0.number("y1") } == numbers.map { $0.number("y") })
    #expect(lines.allSatisfy { $0.number("y1") == $0.number("y2") })
    #expect(abs((lines.last?.number("y1") ?? 0) - scales(picture).y.place(of: 0.37)) < 0.11)
    // The name of the axis is text.
    #expect(picture.all("b").isEmpty && picture.all("text").contains { $0.text == "share <b>" })
  }

  @Test func `areas cover a line from end to end, above zero in one colour and below in the other`()
    throws
  {
    for seed in UInt64(1)...20 {
      let points = Self.random(12, seed: seed)
      let picture = plot(areas: [.init(points: points)]).node
      let zero = scales(picture).y.place(of: 0)
      var covered: [(x: Double, y: Double)] = []
      for area in picture.all("path", "area") {
        let all = corners(area)
        #expect([all[0], all[all.count - 1]].allSatisfy { abs($0.y - zero) < 0.11 })
        let inner = all.dropFirst().dropLast()
        for (a, b) in zip(inner, inner.dropFirst()) {
          let isBelow = a.y + b.y > 2 * zero
          if abs(a.y + b.y - 2 * zero) > 0.3 { #expect(area.has(isBelow ? "neg" : "pos")) }
        }
        covered += covered.isEmpty ? Array(inner) : Array(inner.dropFirst())
      }
      expect(covered, at: points, in: picture)
    }
  }

  @Test func `texts of events share a row only if they have room beside each other`() throws {
    for seed in UInt64(1)...30 {
      let points = Self.random(8, seed: seed)
      let events = points.enumerated().map { index, point in
        LinePlot.Event(x: point.x, y: point.y, text: String(repeating: "w", count: 3 + index % 5))
      }
      let picture = plot(events: events)
      let node = picture.node
      let dots = node.all("circle").map { ($0.number("cx"), $0.number("cy")) }
      expect(dots, at: points, in: node)
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
        picture.attributes.markup == "height=\"\(Int(outer.number("y") + Self.height))\"")
    }
  }

  @Test func `the two ends of a line have dots and texts, on the free side of the line`() {
    for (first, last) in [(-1.0, 1.0), (1, -1), (-2, 2), (2, -2), (0, 0)] {
      let picture = plot(
        lines: [.init(points: [(0, first), (1, last)], style: 0)], ends: ("from", "to")
      ).node
      expect(
        picture.all("circle").map { ($0.number("cx"), $0.number("cy")) },
        at: [(0, first), (1, last)], in: picture)
      let texts = picture.all("text", "strong")
      #expect(texts.map(\.text) == ["from", "to"])
      #expect(texts.map { $0.attributes["text-anchor"] } == ["start", "end"])
      #expect(texts.allSatisfy { (8...Self.height).contains($0.number("y")) })
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
    let picture = plot(lines: lines, labels: .atEnd).node
    let tags = picture.all("text", "name-tag")
    #expect(tags.map(\.text) == ["<b>0", "<b>1", "<b>2", "<b>4", "<b>5"])
    let heights = tags.map { $0.number("y") }.sorted()
    for (above, below) in zip(heights, heights.dropFirst()) { #expect(below - above > 14.8) }
    #expect(heights.allSatisfy { (0...Self.height + 4).contains($0) })
    let scale = scales(picture).y
    for (leader, index) in zip(picture.all("path", "leader"), [0, 1, 2, 4, 5]) {
      let end = -1.9 + 0.05 * Double(index)
      #expect(abs(corners(leader)[0].y - scale.place(of: end)) < 0.11)
    }
  }
}
