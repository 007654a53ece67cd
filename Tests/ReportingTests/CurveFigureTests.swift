import Attribution
import Classifier
import Foundation
import Reporting
import TestSupport
import Testing

/// Removal and training curves, and the dots of a vocabulary, are where their numbers say.
struct CurveFigureTests {
  private func model(_ name: String) throws -> Model {
    try #require(WovenPages.models.first { $0.name == name }).make()
  }

  /// The area between a line and zero by its width.
  private static func meanHeight(_ line: [(x: Double, y: Double)]) -> Double {
    let area = zip(line, line.dropFirst()).reduce(0) { area, ends in
      area + (ends.1.x - ends.0.x) * (ends.0.y + ends.1.y) / 2
    }
    return area / (line[line.count - 1].x - line[0].x)
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
      let table = try #require(page.all("table").first { $0.rows[0].contains("removed") })
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
        // What is read aloud are the ends of the first line and the mean height of each.
        let said = try #require(plot.picture.all("desc").first).text
          .matches(of: /([0-9.]+)\p{Zs}?%/).map { Double($0.1) ?? .nan }
        let all = lines + (reversed.map { [$0] } ?? [])
        let random = lines[lines.count - 1]
        let heights = [random[0].y, random[random.count - 1].y] + all.map { Self.meanHeight($0) }
        #expect(said.count == heights.count, note)
        for (said, height) in zip(said, heights) {
          #expect(abs(said - height) <= plot.tolerance + 0.06, "\(id) \(said) \(height)")
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
      let listed = table.rows.dropFirst(2).filter { !$0[1 + 2 * index].isEmpty }
      let rows = listed.map { Array($0[(1 + 2 * index)...(2 + 2 * index)]) }
      let epochs = try listed.map { try #require(Int($0[0])) }
      #expect(
        epochs.prefix(5) == [1, 2, 3, 4, 5].prefix(epochs.count) && epochs == epochs.sorted())
      for (style, column) in [(0, 0), (1, 1)] {
        let line = try plot.line(style)
        #expect(line.count == epochs.last, note)
        for (epoch, row) in zip(epochs, rows) {
          let point = line[epoch - 1]
          #expect(abs(point.x - log10(Double(epoch))) < 1e-3, note)
          let loss = printed(row[column].replacing(", kept", with: ""))
          #expect(abs(point.y - loss) <= plot.tolerance + 5.1e-5, note)
        }
      }
      let held = rows.map { printed($0[0].replacing(", kept", with: "")) }
      let best = try #require(held.indices.min { held[$0] < held[$1] })
      #expect(rows.indices.filter { rows[$0][0].hasSuffix(", kept") } == [best], note)
      let dot = try #require(plot.circles("ink-fill").first)
      #expect(abs(dot.x - log10(Double(epochs[best]))) < 1e-3, note)
      #expect(abs(dot.y - held[best]) <= plot.tolerance + 5.1e-5, note)
    }
  }

  /// Each row about words of some ranks has their counts, extremes and mean size, where all of them are listed.
  private func checkRanges(_ page: Node, _ effects: [Int: Double]) throws {
    let table = try #require(page.all("table").first { $0.rows[0].contains("mean magnitude") })
    var checked = 0
    for row in table.rows.dropFirst() {
      let ends = row[0].split(separator: "–").map { Int(printed(String($0))) }
      let found = (ends[0]...ends[1]).compactMap { effects[$0] }
      guard found.count == ends[1] - ends[0] + 1 else { continue }
      checked += 1
      // An effect that is printed as zero has a sign all the same.
      if found.allSatisfy({ $0 != 0 }) {
        #expect(printed(row[1]) == Double(found.count { $0 > 0 }))
        #expect(printed(row[2]) == Double(found.count { $0 < 0 }))
      }
      #expect(abs(printed(row[3]) - (found.min() ?? 0)) < 1.1e-4)
      #expect(abs(printed(row[5]) - (found.max() ?? 0)) < 1.1e-4)
      let size = found.map(abs).reduce(0, +) / Double(found.count)
      #expect(abs(printed(row[6]) - size) < 1.1e-4, "\(row)")
    }
    #expect(checked > 0)
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
    var known: [Int: Double] = [:]
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
        known[Int(printed(row[1]))] = printed(row[2])
        // A dot takes one of 400 places of the width, and a pixel of the height.
        #expect(
          dots.contains {
            abs($0.x - log10(printed(row[1]))) <= 0.26 * plot.x.unit
              && abs($0.y - printed(row[2])) <= 1.1 * plot.y.unit + 5.1e-5
          }, "\(row)")
      }
      for dot in dots { #expect(sign * dot.y >= -1.1 * plot.y.unit) }
      if sign < 0 { try checkRanges(page, known) }
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
    let table = try #require(page.table(headed: "Ranks"))
    #expect(
      table.rows.dropFirst().reduce(0) { $0 + printed($1[1]) + printed($1[2]) } == Double(words))
  }
}
