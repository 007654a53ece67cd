import Attribution
import Classifier
import Foundation
import Reporting
import TestSupport
import Testing

/// Every point of every line, band, area, dot and label is where its number says: plots are read back and held against the
/// tables beside them.
struct LineFigureTests {
  private static let runs = WovenPages.models.flatMap { model in
    [OutputScale.probability, .logit].map { (model.name, $0) }
  }

  private func model(_ name: String) throws -> Model {
    try #require(WovenPages.models.first { $0.name == name }).make()
  }

  @Test(arguments: runs)
  func `the way from the baseline goes through the numbers of its table`(
    name: String, target: OutputScale
  ) async throws {
    let pages = try await WovenPages(
      "```{path #fig-p}\n```\n\n`{value path.change digits=9}`\n", of: model(name),
      .init(target: target))
    for (id, page) in pages.own {
      let note: Comment = "\(id)"
      let plots = try page.all("div", "plot").map { try ReadPlot($0) }
      #expect(plots.count == 2)
      for plot in plots { plot.checkAxes(note) }
      let (output, slope) = (plots[0], plots[1])
      let (line, rise) = (try output.line(0), try slope.line(0))
      let rows = try #require(page.table(headed: "Share of the path")).rows.dropFirst()
      let digits = target == .probability ? 0.0051 : 0.00051
      // Between two points of the line the output bends a little.
      let bend = 0.002 * abs(output.y.value(at: 0) - output.y.value(at: output.height))
      let slopes = abs(slope.y.value(at: 0) - slope.y.value(at: slope.height))
      let switches = rows.filter { !$0[3].isEmpty }.map { printed($0[0]) }
      for row in rows {
        let place = printed(row[0])
        let height = try #require(ReadPlot.height(of: line, at: place))
        #expect(abs(height - printed(row[1])) <= output.tolerance + digits + bend, note)
        // Where a unit switches the slope has two values.
        guard !switches.contains(where: { abs($0 - place) < 0.0021 }) else { continue }
        let found = try #require(ReadPlot.height(of: rise, at: place))
        #expect(abs(found - printed(row[2])) <= slope.tolerance + 0.0051 + 0.02 * slopes, note)
      }
      // The two ends have dots, and so has each switch.
      let dots = output.circles("ink-fill")
      #expect(dots.count == 2 + switches.count || switches.isEmpty == false, note)
      for end in [line[0], line[line.count - 1]] {
        #expect(
          dots.contains { abs($0.x - end.x) < 1e-3 && abs($0.y - end.y) <= output.tolerance }, note)
      }
      for place in switches {
        let height = try #require(ReadPlot.height(of: line, at: place))
        #expect(
          dots.contains {
            abs($0.x - place) < 1e-3 && abs($0.y - height) <= output.tolerance + 3 * bend
          }, note)
      }
      #expect(line[0].x == 0 && line[line.count - 1].x == 1, note)
      try checkAreas(of: slope, below: rise, note)
      // A probability that jumps has its slope between two points of the picture.
      if name == "huge", target == .probability { continue }
      // The area is the change, which the page gives too.
      let area = zip(rise, rise.dropFirst()).reduce(0.0) {
        $0 + ($1.1.x - $1.0.x) * ($1.1.y + $1.0.y) / 2
      }
      let change = 100 * page.all("data")[0].number("value")
      #expect(abs(area - change) <= slope.tolerance + 0.01 * slopes, note)
    }
  }

  /// Areas lie between the line and zero, gains above it and losses below it, and leave nothing out.
  private func checkAreas(
    of plot: ReadPlot, below line: [(x: Double, y: Double)], _ note: Comment
  ) throws {
    for area in plot.areas {
      let (first, last) = (area.points[0], area.points[area.points.count - 1])
      #expect(abs(first.y) <= plot.tolerance && abs(last.y) <= plot.tolerance, note)
      let corners = area.points.dropFirst().dropLast()
      #expect(first.x == corners.first?.x && last.x == corners.last?.x, note)
      for corner in corners {
        #expect(
          line.contains { abs($0.x - corner.x) < 1e-4 && abs($0.y - corner.y) <= plot.tolerance },
          note)
      }
      let sum = zip(corners, corners.dropFirst()).reduce(0.0) {
        $0 + ($1.1.x - $1.0.x) * ($1.1.y + $1.0.y)
      }
      if abs(sum) > plot.tolerance { #expect((sum > 0) == area.isGain, note) }
    }
    let covered = plot.areas.reduce(0.0) {
      $0 + ($1.points[$1.points.count - 1].x - $1.points[0].x)
    }
    #expect(abs(covered - 1) < 1e-3, note)
  }

  @Test(arguments: runs)
  func `each quadrature has its numbers as points, and its name at the end of its line`(
    name: String, target: OutputScale
  ) async throws {
    let pages = try await WovenPages(
      "```{convergence #fig-c steps=5,10,40}\n```\n", of: model(name), .init(target: target))
    for (id, page) in pages.own {
      let note: Comment = "\(id)"
      let plot = try ReadPlot(
        try #require(page.all("div", "plot").first), logX: true, logY: true)
      plot.checkAxes(note)
      let rows = try #require(page.table(headed: "Rule")).rows
      let steps = rows[0].dropFirst().map { printed($0.replacing(" steps", with: "")) }
      #expect(steps == [5, 10, 40])
      let rules = rows.dropFirst().filter { $0.count == 4 }
      let ends = (plot.y.value(at: plot.height), plot.y.value(at: 0))
      for (index, row) in rules.enumerated() {
        let line = try plot.line(index + 1)
        let circles = plot.circles("m\(index + 1)")
        #expect(line.count == 3 && circles.count == 3, note)
        for (place, (step, number)) in zip(steps, row.dropFirst()).enumerated() {
          let size = max(-17, log10(max(1e-300, abs(scientific(number)))))
          let height = min(max(size, ends.0), ends.1)
          #expect(abs(line[place].x - log10(step)) < 1e-3, note)
          #expect(abs(line[place].y - height) <= 0.05 + plot.tolerance, "\(id) \(row)")
          #expect(abs(circles[place].y - line[place].y) <= plot.tolerance, note)
          #expect(abs(circles[place].x - line[place].x) < 1e-3, note)
        }
      }
      try checkLabels(of: plot, names: rules.map { $0[0] }, note)
      // The description has the last column, sizes only; the closed form has one cell for all numbers of steps.
      let all = rows.dropFirst().filter { $0[0] != "" }
      let sizes = all.map { row in
        "\(row[0].prefix { $0 != "," }.lowercased()) \(abs(scientific(row[row.count - 1])))"
      }
      let said = plot.picture.all("desc")[0].text.dropLast()
        .replacing("With 40 steps: ", with: "").split(separator: "; ")
        .map { $0.hasPrefix("the ") ? $0.dropFirst(4) : $0 }
      let found = try said.map { item -> String in
        let parts = try #require(
          item.replacing("\u{202F}", with: "").wholeMatch(
            of: /(.*) ([−0-9.]+(?: ?× ?10[⁻⁰¹²³⁴-⁹]+)?)/),
          "\(item)")
        return "\(parts.1.lowercased()) \(abs(scientific(lowered(String(parts.2)))))"
      }
      #expect(found == sizes, note)
    }
  }

  /// A text in which raised digits stand on the line.
  private func lowered(_ text: String) -> String {
    String(
      text.map { character in
        Array("⁰¹²³⁴⁵⁶⁷⁸⁹").firstIndex(of: character).map { Character("\($0)") }
          ?? (character == "⁻" ? "−" : character)
      })
  }

  /// Names at the right stand below each other, each with a line to the end of its own.
  private func checkLabels(of plot: ReadPlot, names: [String], _ note: Comment) throws {
    let tags = plot.picture.all("svg").filter { $0.attributes["x"] == "100%" }.map { svg in
      let ends = ReadPlot.points(svg.all("path")[0].attributes["d"] ?? "")
      return (
        name: svg.text, line: ends[0].y, leader: ends[1].y, y: svg.all("text")[0].number("y") - 4
      )
    }
    #expect(Array(tags.map(\.name).prefix(names.count)) == names, note)
    for (index, tag) in tags.enumerated() {
      let style = index < names.count ? index + 1 : 0
      let line = try plot.line(style)
      #expect(abs(plot.y.value(at: tag.line) - line[line.count - 1].y) <= plot.tolerance, note)
      #expect(abs(tag.leader - tag.y) < 0.01 && (0...plot.height).contains(tag.y), note)
    }
    let order = tags.sorted { ($0.line, $0.y) < ($1.line, $1.y) }
    for (above, below) in zip(order, order.dropFirst()) {
      #expect(below.y - above.y >= 15 - 0.11, note)
    }
  }

  /// Such as "1.7 × 10⁻¹⁶", whose power is raised, or "0".
  private func scientific(_ text: String) -> Double {
    let sides = text.replacing("\u{202F}", with: "").split(separator: "×")
    guard sides.count == 2 else { return printed(text) }
    return printed(sides[0]) * pow(10, printed(sides[1].dropFirst(2)))
  }
}
