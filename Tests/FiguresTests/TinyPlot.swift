import Blocks
import Figures
import LinearAlgebra
import TestSupport
import Testing

/// A plot from 0 to 1 and from −2 to 2, and its picture read back.
enum TinyPlot {
  static let height = 240.0

  /// The scales of both axes, from the numbers beside them.
  static func scales(_ picture: Node) -> (x: ReadScale, y: ReadScale) {
    let texts = picture.all("text")
    return (
      ReadScale(texts.filter { $0.number("y") == height + 18 }, along: "x"),
      ReadScale(texts.filter { $0.attributes["x"] == "-8" }, along: "y")
    )
  }

  static func random(_ count: Int, seed: UInt64) -> [(x: Double, y: Double)] {
    var random = SplitMix64(seed: seed)
    let places = (0..<count).map { _ in random.uniform() }.sorted()
    return places.map { ($0, 4 * random.uniform() - 2) }
  }

  static func plot(
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
  static func expect(
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
}
