import Foundation
import TestSupport
import Testing

/// An axis as a reader of a picture sees it: marks with numbers beside them, and whatever lies between.
struct ReadAxis {
  /// Where each mark is, and the number beside it.
  let marks: [(place: Double, value: Double)]
  private let isLogarithmic: Bool

  init(_ marks: [(place: Double, text: String)], isLogarithmic: Bool = false) {
    self.isLogarithmic = isLogarithmic
    self.marks = marks.map { ($0.place, Self.number($0.text)) }
  }

  /// Such as "−0.5", "10 000" and "10⁻¹⁶".
  private static func number(_ text: String) -> Double {
    let raised: [Character: Character] = [
      "⁻": "-", "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7",
      "⁸": "8", "⁹": "9",
    ]
    let power = String(text.compactMap { raised[$0] })
    return power.isEmpty ? printed(text) : pow(10, Double(power) ?? .nan)
  }

  private func scaled(_ value: Double) -> Double { isLogarithmic ? log10(value) : value }

  /// The number at a place; on a logarithmic axis its logarithm.
  func value(at place: Double) -> Double {
    guard let first = marks.first, let last = marks.last else { return .nan }
    let share = (place - first.place) / (last.place - first.place)
    return scaled(first.value) + share * (scaled(last.value) - scaled(first.value))
  }

  /// How much of the axis a pixel, or a per cent, is.
  var unit: Double { abs(value(at: 1) - value(at: 0)) }

  /// Every mark stands where its number says.
  func check(
    within places: Double, _ comment: Comment? = nil, at place: SourceLocation = #_sourceLocation
  ) {
    #expect(marks.count > 1, comment, sourceLocation: place)
    #expect(Set(marks.map(\.value)).count == marks.count, comment, sourceLocation: place)
    for mark in marks {
      let gap = abs(value(at: mark.place) - scaled(mark.value))
      #expect(gap <= places * unit + 1e-9, comment, sourceLocation: place)
    }
  }
}

/// A plot of lines, read back from its picture.
struct ReadPlot {
  let x: ReadAxis
  let y: ReadAxis
  let height: Double
  /// The picture with everything in it.
  let picture: Node
  private let inner: Node

  init(_ plot: Node, logX: Bool = false, logY: Bool = false) throws {
    picture = plot
    let outer = try #require(plot.elements.first { $0.name == "svg" })
    inner = try #require(outer.elements.first { $0.name == "svg" })
    height = inner.number("height")
    let (texts, foot) = (inner.elements.filter { $0.name == "text" }, height + 18)
    y = ReadAxis(
      texts.filter { $0.attributes["x"] == "-8" }.map { ($0.number("y"), $0.text) },
      isLogarithmic: logY)
    x = ReadAxis(
      texts.filter { $0.number("y") == foot && $0.attributes["text-anchor"] == "middle" }
        .map { ($0.number("x"), $0.text) }, isLogarithmic: logX)
  }

  /// The marks of both axes stand where their numbers say.
  func checkAxes(_ comment: Comment? = nil) {
    x.check(within: 0.02, comment)
    y.check(within: 0.11, comment)
    // A mark has its line at the same place as its number.
    let lines = inner.elements.filter { $0.name == "line" }
    for mark in y.marks {
      #expect(
        lines.contains { $0.number("y1") == mark.place && $0.number("y2") == mark.place }, comment)
    }
    for mark in x.marks {
      #expect(
        lines.contains { $0.number("x1") == mark.place && $0.number("x2") == mark.place }, comment)
    }
  }

  private func stretched(_ style: String) -> [[(x: Double, y: Double)]] {
    picture.all("path", style).map { path in Self.points(path.attributes["d"] ?? "") }
  }

  /// The corners of a path of straight lines.
  static func points(_ data: String) -> [(x: Double, y: Double)] {
    data.split { "MLz".contains($0) }.map { pair in
      let numbers = pair.split(separator: " ").map { Double($0) ?? .nan }
      return (numbers[0], numbers[1])
    }
  }

  /// The points of a line, as numbers.
  func line(_ style: Int) throws -> [(x: Double, y: Double)] {
    try #require(lines(style).first)
  }

  /// The points of each line of a style.
  func lines(_ style: Int) -> [[(x: Double, y: Double)]] {
    stretched("s\(style)").filter { !$0.isEmpty }.map(values)
  }

  /// The corners of each band: those above, and those below in the same order.
  var bands: [(upper: [(x: Double, y: Double)], lower: [(x: Double, y: Double)])] {
    stretched("band").map { corners in
      let points = values(corners)
      return (
        Array(points.prefix(points.count / 2)), Array(points.suffix(points.count / 2).reversed())
      )
    }
  }

  /// The corners of each area, and whether it is a gain.
  var areas: [(points: [(x: Double, y: Double)], isGain: Bool)] {
    picture.all("path", "area").map {
      (values(Self.points($0.attributes["d"] ?? "")), $0.has("pos"))
    }
  }

  private func values(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    points.map { (x.value(at: $0.x), y.value(at: $0.y)) }
  }

  /// The middles of circles.
  func circles(_ style: String) -> [(x: Double, y: Double)] {
    values(picture.all("circle", style).map { ($0.number("cx"), $0.number("cy")) })
  }

  /// How far a number read from a line may be from the truth: two roundings of a picture.
  var tolerance: Double { 0.11 * y.unit }

  /// The height of a line at a place, straight between its points.
  static func height(of line: [(x: Double, y: Double)], at place: Double) -> Double? {
    let near = line.filter { abs($0.x - place) < 2e-4 * max(1, abs(place)) }
    if let point = near.first { return point.y }
    guard let after = line.firstIndex(where: { $0.x > place }), after > 0 else { return nil }
    let (a, b) = (line[after - 1], line[after])
    return a.y + (place - a.x) / (b.x - a.x) * (b.y - a.y)
  }
}

/// An axis of bars in rows, whose numbers stand below it.
func barAxis(of picture: Node) throws -> ReadAxis {
  let svg = try #require(picture.all("svg").first)
  let foot = (svg.number("height"))
  let marks = svg.elements.filter {
    $0.name == "text" && $0.attributes["text-anchor"] == "middle"
      && abs($0.number("y") - foot) < 30
  }
  return ReadAxis(marks.map { ($0.number("x"), $0.text) })
}
