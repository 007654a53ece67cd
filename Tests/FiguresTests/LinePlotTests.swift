import Blocks
import Figures
import TestSupport
import Testing

/// Lines over a grid, read back from their picture.
struct LinePlotTests {
  @Test(arguments: [1, 2, 9, 200])
  func `the points of a line, its marks and a band lie where the axes say`(count: Int) throws {
    let points = TinyPlot.random(count, seed: 3)
    let band = points.map { (x: $0.x, low: $0.y - 0.1, high: min(2, $0.y + 0.3)) }
    let picture = TinyPlot.plot(
      lines: [
        .init(points: points, style: 4, hasMarks: true), .init(points: points, style: 2),
      ], bands: [.init(points: band.map { ($0.x, max(-2, $0.low), $0.high) })]
    ).node
    for style in ["s4", "s2"] {
      let line = try #require(picture.all("path", style).first)
      TinyPlot.expect(corners(line), at: points, in: picture)
    }
    let marks = picture.all("circle", "m4").map { ($0.number("cx"), $0.number("cy")) }
    TinyPlot.expect(marks, at: points, in: picture)
    #expect(picture.all("circle").count == count)
    let outline = corners(try #require(picture.all("path", "band").first))
    TinyPlot.expect(Array(outline.prefix(count)), at: band.map { ($0.x, $0.high) }, in: picture)
    let low = band.map { ($0.x, max(-2, $0.low)) }
    TinyPlot.expect(outline.suffix(count).reversed(), at: low, in: picture)
  }

  @Test func `lines of the grid are at their numbers, and the strong one at its value`() {
    let picture = TinyPlot.plot(strong: 0.37).node
    let lines = picture.all("line").filter { $0.attributes["x1"] == "0" }
    let numbers = picture.all("text").filter { $0.attributes["x"] == "-8" }
    #expect(lines.dropLast().map { $0.number("y1") } == numbers.map { $0.number("y") })
    #expect(lines.allSatisfy { $0.number("y1") == $0.number("y2") })
    #expect(
      abs((lines.last?.number("y1") ?? 0) - TinyPlot.scales(picture).y.place(of: 0.37)) < 0.11)
    // The name of the axis is text.
    #expect(picture.all("b").isEmpty && picture.all("text").contains { $0.text == "share <b>" })
  }

  @Test func `areas cover a line from end to end, above zero in one colour and below in the other`()
    throws
  {
    for seed in UInt64(1)...20 {
      let points = TinyPlot.random(12, seed: seed)
      let picture = TinyPlot.plot(areas: [.init(points: points)]).node
      let zero = TinyPlot.scales(picture).y.place(of: 0)
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
      TinyPlot.expect(covered, at: points, in: picture)
    }
  }
}
