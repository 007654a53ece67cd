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
    [Target.probability, .logit].map { (model.name, $0) }
  }

  private func model(_ name: String) throws -> Model {
    try #require(WovenPages.models.first { $0.name == name }).make()
  }

  @Test(arguments: runs)
  func `the way from the baseline goes through the numbers of its table`(
    name: String, target: Target
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
      let rows = try #require(page.table(headed: "Share of the way")).rows.dropFirst()
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
    name: String, target: Target
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
    }
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

  @Test(arguments: WovenPages.models.map(\.name), ["review", "report"])
  func `removal curves and their bands go through the numbers of their table`(
    name: String, scope: String
  ) async throws {
    let pages = try await WovenPages(
      "```{deletion #fig-d methods=occlusion,word-position,random}\n```\n", scope: scope,
      of: model(name))
    #expect(pages.own.count == (scope == "review" ? 5 : 1))
    for (id, page) in pages.own {
      let note: Comment = "\(id)"
      let plots = try page.all("div", "plot").map { try ReadPlot($0) }
      #expect(plots.count == 2)
      let table = try #require(page.all("table").first { $0.rows[0].contains("taken away") })
      let heads = table.rows[1]
      let width = (heads.count - 1) / 2
      let rows = table.rows.dropFirst(2)
      // The words of a report are a share of all.
      for (side, plot) in plots.enumerated() {
        plot.checkAxes(note)
        let groups = width - 3
        let styles = [0, 2, 4, 5, 6]
        var lines = try (0..<groups).map { try plot.line(styles[$0]) }
        lines.append(try plot.line(1))
        let reversed = plot.lines(3).first
        for row in rows {
          let place = scope == "review" ? printed(row[0]) : printed(row[0])
          let cells = Array(row[(1 + side * width)..<(1 + side * width + width)])
          for (line, cell) in zip(lines, cells) {
            let height = try #require(ReadPlot.height(of: line, at: place), note)
            #expect(abs(height - mean(cell)) <= plot.tolerance + 0.4, "\(id) \(row[0]) \(cell)")
          }
          let bands = plot.bands
          #expect(bands.count == (scope == "review" ? 1 : 1 + groups), note)
          try check(bands[0], at: place, cells[groups + 1], plot, note)
          for (band, cell) in zip(bands.dropFirst(), cells) {
            let range = try #require(cell.firstMatch(of: /\((.+)\)/)?.1)
            try check(band, at: place, String(range), plot, note)
          }
          if let reversed {
            let height = try #require(ReadPlot.height(of: reversed, at: place))
            #expect(abs(height - mean(cells[groups + 2])) <= plot.tolerance + 0.4, note)
          }
        }
        for line in lines {
          #expect(abs(line[0].x) < 1e-9, note)
          #expect(abs(line[line.count - 1].x - printed(rows.last?[0] ?? "")) < 1e-3, note)
        }
        // Every line has its name once.
        let names = plot.picture.all("text", "name-tag")
        #expect(names.count == lines.count + (reversed == nil ? 0 : 1), note)
        for name in names {
          // A curve along an edge has its name just beyond.
          #expect((-8...plot.height + 16).contains(name.number("y")), note)
          #expect((0...100).contains(name.number("x")), note)
        }
      }
      // The dot is where the curve of the first method goes through one half.
      for dot in plots[0].circles("ink-fill") {
        let curve = try plots[0].line(0)
        let height = try #require(ReadPlot.height(of: curve, at: dot.x))
        #expect(abs(height - dot.y) <= plots[0].tolerance && dot.y < 50.01, note)
        let before = try #require(ReadPlot.height(of: curve, at: dot.x - 1))
        #expect(before >= 49.9, note)
      }
      #expect(plots[1].circles("ink-fill").isEmpty)
    }
  }

  private func mean(_ cell: String) -> Double {
    printed(cell.split(separator: " ").first ?? "")
  }

  private func check(
    _ band: (upper: [(x: Double, y: Double)], lower: [(x: Double, y: Double)]), at place: Double,
    _ range: String, _ plot: ReadPlot, _ note: Comment
  ) throws {
    let ends = range.split(separator: "–").map(printed)
    #expect(ends.count == 2, note)
    let upper = try #require(ReadPlot.height(of: band.upper, at: place))
    let lower = try #require(ReadPlot.height(of: band.lower, at: place))
    #expect(abs(lower - ends[0]) <= plot.tolerance + 0.4, "\(note) \(range) \(lower)")
    #expect(abs(upper - ends[1]) <= plot.tolerance + 0.4, "\(note) \(range) \(upper)")
  }

  @Test func `training curves go through the losses of their table, with a dot at the best`()
    async throws
  {
    let pages = try await WovenPages(
      "```{training #fig-t}\n```\n", scope: "report", of: TinyClassifier.model)
    let page = try #require(pages.own[""])
    let plots = try page.all("div", "plot").map { try ReadPlot($0, logX: true) }
    let table = try #require(page.all("table").first { $0.rows[1][0] == "Epoch" })
    #expect(plots.count == Architecture.allCases.count)
    for (index, plot) in plots.enumerated() {
      let note: Comment = "\(Architecture.allCases[index])"
      plot.checkAxes(note)
      let rows = table.rows.dropFirst(2).map { Array($0[(1 + 2 * index)...(2 + 2 * index)]) }
        .prefix { !$0[0].isEmpty }
      for (style, column) in [(0, 0), (1, 1)] {
        let line = try plot.line(style)
        #expect(line.count == rows.count, note)
        for (epoch, (point, row)) in zip(line, rows).enumerated() {
          #expect(abs(point.x - log10(Double(epoch + 1))) < 1e-3, note)
          let loss = printed(row[column].replacing(", kept", with: ""))
          #expect(abs(point.y - loss) <= plot.tolerance + 5.1e-5, note)
        }
      }
      let held = rows.map { printed($0[0].replacing(", kept", with: "")) }
      let best = try #require(held.indices.min { held[$0] < held[$1] })
      #expect(rows.indices.filter { rows[$0][0].hasSuffix(", kept") } == [best], note)
      let dot = try #require(plot.circles("ink-fill").first)
      #expect(abs(dot.x - log10(Double(best + 1))) < 1e-3, note)
      #expect(abs(dot.y - held[best]) <= plot.tolerance + 5.1e-5, note)
    }
  }

  @Test(arguments: ["tiny", "layers", "huge", "flat"])
  func `every word of a vocabulary is a dot at its place and its effect`(name: String) async throws
  {
    let pages = try await WovenPages(
      "```{vocabulary #fig-v count=8}\n```\n", scope: "report", of: model(name))
    let page = try #require(pages.own[""])
    let plot = try ReadPlot(try #require(page.all("div", "plot").first), logX: true)
    plot.checkAxes()
    let inner = try #require(
      plot.picture.all("svg").first { $0.attributes["viewBox"] == "0 0 400 320" })
    func dots(_ style: String) -> [(x: Double, y: Double)] {
      let path = inner.all("path", style)[0].attributes["d"] ?? ""
      return path.matches(of: /M(\d+) (\d+)h0/).map {
        (
          plot.x.value(at: (Double($0.1) ?? .nan) / 4), plot.y.value(at: Double($0.2) ?? .nan)
        )
      }
    }
    var words = 0
    for (title, style, sign) in [
      ("Raise the logit most", "raising", 1.0), ("Lower the logit most", "lowering", -1),
    ] {
      let list = try #require(page.table(headed: title)).rows.dropFirst()
      let effects = list.map { sign * printed($0[2]) }
      #expect(effects == effects.sorted(by: >) && effects.allSatisfy { $0 >= 0 })
      let dots = dots(style)
      #expect(dots.count == list.count)
      words += list.count
      for row in list {
        // A dot takes one of 400 places of the width, and a pixel of the height.
        #expect(
          dots.contains {
            abs($0.x - log10(printed(row[1]))) <= 0.26 * plot.x.unit
              && abs($0.y - printed(row[2])) <= 1.1 * plot.y.unit + 5.1e-5
          }, "\(row)")
      }
      for dot in dots { #expect(sign * dot.y >= -1.1 * plot.y.unit) }
      // The strongest have their names, each with a line to its dot.
      for row in list.prefix(5) {
        let text = try #require(
          plot.picture.all("text", "word").first { $0.text == row[0] }, "\(row)")
        let leader = try #require(
          plot.picture.all("line", "leader").first {
            abs($0.number("y1") - (text.number("y") - 4)) < 0.01
          })
        #expect(abs(plot.x.value(at: leader.number("x2")) - log10(printed(row[1]))) < 1e-2)
        #expect(
          abs(plot.y.value(at: leader.number("y2")) - printed(row[2])) <= plot.tolerance + 5.1e-5)
        #expect((12...plot.height).contains(text.number("y")))
      }
    }
    #expect(words == 8)
    let table = try #require(page.table(headed: "Places"))
    #expect(
      table.rows.dropFirst().reduce(0) { $0 + printed($1[1]) + printed($1[2]) } == Double(words))
  }
}
