import Attribution
import Classifier
import Foundation
import HTML
import Reporting
import SourceText
import TestSupport
import Testing

/// Both ends of every bar are where their numbers say: pictures are read back and held against the tables beside them.
struct BarFigureTests {
  private static let runs = WovenPages.models.flatMap { model in
    [OutputScale.probability, .logit].map { (model.name, $0) }
  }

  private func model(_ name: String) throws -> Model {
    try #require(WovenPages.models.first { $0.name == name }).make()
  }

  @Test(arguments: runs)
  func `each bar of a waterfall leads from one level of the table to the next`(
    name: String, target: OutputScale
  ) async throws {
    let pages = try await WovenPages(
      "```{scores #fig-w rows=3}\n```\n", of: model(name), .init(target: target))
    #expect(pages.own.count == 5)
    for (id, page) in pages.own {
      let note: Comment = "\(id)"
      let picture = try #require(page.all("div", "waterfall").first)
      let axis = try barAxis(of: picture)
      axis.check(within: 0.02, note)
      let rows = try #require(page.table(headed: "Step")).rows.dropFirst()
      let steps = rows.dropFirst().map { (name: $0[0], change: $0[1], level: printed($0[2])) }
      var levels = [printed(rows[rows.startIndex][2])] + steps.map(\.level)
      let bars = picture.all("rect")
      let texts = picture.all("text")
      #expect(bars.count == steps.count, note)
      let tolerance = 0.011 * axis.unit + 0.006
      for (index, (bar, step)) in zip(bars, steps).enumerated() {
        let (left, right) = (
          axis.value(at: bar.number("x")),
          axis.value(at: bar.number("x") + bar.number("width"))
        )
        let ends = [levels[index], levels[index + 1]].sorted()
        #expect(abs(left - ends[0]) <= tolerance && abs(right - ends[1]) <= 2 * tolerance, note)
        if printed(step.change) != 0 {
          #expect(bar.has(step.change.hasPrefix("\u{2212}") ? "neg" : "pos"), note)
        }
        // Its name and its number stand in its row.
        let row = texts.filter { abs($0.number("y") - bar.number("y") - 11) < 2 }.map(\.text)
        #expect(row == [step.name, step.change], note)
        #expect(bar.number("y") == Double(32 + 26 * index), note)
      }
      let dots = picture.all("circle").map { axis.value(at: $0.number("cx")) }
      let end = printed(texts.last { $0.has("strong") }?.text ?? "")
      #expect(dots.count == 2 && abs(dots[0] - levels[0]) <= tolerance, note)
      #expect(abs(dots[1] - end) <= tolerance && abs(levels[levels.count - 1] - end) <= 0.02, note)
      // A line joins each step with the next, at the level of both.
      let links = picture.all("line", "link")
      #expect(links.count == levels.count, note)
      levels[levels.count - 1] = end
      for (link, level) in zip(links, levels) {
        #expect(link.number("x1") == link.number("x2"), note)
        #expect(abs(axis.value(at: link.number("x1")) - level) <= 2 * tolerance, note)
      }
      // The strong line is where the verdicts divide, if that is on the picture.
      let divide = target == .probability ? 50.0 : 0
      for line in picture.all("line", "axis") {
        #expect(abs(axis.value(at: line.number("x1")) - divide) <= tolerance, note)
      }
    }
  }

  @Test(arguments: runs)
  func `each bar of a hidden unit leads from zero to its share`(name: String, target: OutputScale)
    async throws
  {
    let pages = try await WovenPages(
      "```{units #fig-u rows=3}\n```\n", of: model(name), .init(target: target))
    for (id, page) in pages.own {
      let note: Comment = "\(id)"
      let picture = try #require(page.all("div", "waterfall").first)
      let axis = try barAxis(of: picture)
      axis.check(within: 0.02, note)
      let bars = picture.all("rect")
      let names = picture.all("text").filter { $0.attributes["x"] == "-12" }
      let numbers = picture.all("text").filter { $0.attributes["dx"] == "54" }
      #expect(bars.count == names.count && bars.count == numbers.count && !bars.isEmpty, note)
      let tolerance = 0.011 * axis.unit + 0.006
      for ((bar, name), number) in zip(zip(bars, names), numbers) {
        #expect(abs(name.number("y") - bar.number("y") - 11) < 1, note)
        #expect(name.number("y") == number.number("y"), note)
        let value = printed(number.text)
        let ends = [0, value].sorted()
        let left = axis.value(at: bar.number("x"))
        let right = axis.value(at: bar.number("x") + bar.number("width"))
        #expect(abs(left - ends[0]) <= tolerance && abs(right - ends[1]) <= 2 * tolerance, note)
        if name.text == "total" {
          #expect(bar.has("ink-fill"), note)
        } else if value != 0 {
          #expect(bar.has(value < 0 ? "neg" : "pos"), note)
        }
        // The table has the same number with one more digit.
        let table = page.all("table").first { ["Unit", "Dimension"].contains($0.rows[0][0]) }
        if let row = table?.rows.first(where: { $0[0] == name.text }) {
          #expect(abs(printed(row[1]) - value) <= 0.0056, note)
        }
      }
      // The strongest come first.
      let sizes = try #require(
        page.all("table").first { ["Unit", "Dimension"].contains($0.rows[0][0]) }
      ).rows.dropFirst().dropLast().map { abs(printed($0[1])) }
      #expect(sizes == sizes.sorted(by: >), note)
    }
  }

  @Test(arguments: runs)
  func `the bar of a verdict leads from the middle to its probability`(
    name: String, target: OutputScale
  ) async throws {
    let pages = try await WovenPages(
      "`{value prediction.probability digits=6}` `{value prediction.baseline digits=6}`\n\n```{prediction}\n```\n",
      of: model(name), .init(target: target))
    for (id, page) in pages.own {
      let note: Comment = "\(id)"
      let data = page.all("data").map { 100 * $0.number("value") }
      let (probability, start) = (data[0], data[1])
      let meter = try #require(page.all("figure", "meter").first)
      let bar = try #require(meter.all("rect").first { !$0.has("track") })
      let ends = [50, probability].sorted()
      #expect(abs(bar.number("x") - ends[0]) <= 0.006, note)
      #expect(abs(bar.number("x") + bar.number("width") - ends[1]) <= 0.011, note)
      #expect(bar.has(probability < 50 ? "neg" : "pos"), note)
      for line in meter.all("line") where line.has("gap") || line.number("y1") == 14 {
        #expect(abs(line.number("x1") - start) <= 0.006, note)
        #expect(line.number("x1") == line.number("x2"), note)
      }
      #expect(meter.all("line", "gap").count == 1)
      let ticks = meter.all("text").filter { $0.number("y") == 47 }.map { $0.number("x") }
      #expect(ticks == [0, 50, 100], note)
      #expect(meter.all("line").filter { $0.number("y2") == 34 }.map { $0.number("x1") } == ticks)
      for text in meter.all("text") where text.number("y") == 11 {
        let value = text.text.hasPrefix("baseline ") ? start : probability
        #expect(abs(text.number("x") - value) <= 0.006, note)
        let words = text.text.replacing("baseline ", with: "")
        #expect(abs(printed(words) - value) <= (text.has("strong") ? 0.051 : 0.51), note)
      }
    }
  }

  @Test(arguments: [ClassChoice(), ClassChoice("bad"), ClassChoice("bad", against: "good")])
  func `each class has a bar from zero, the largest first`(choice: ClassChoice) async throws {
    let pages = try await WovenPages(
      "```{prediction}\n```\n", of: TinyClassifier.threeClasses,
      .init(choice: choice, picks: "{#a} A good film.\n{#b} Bad, boring.\n{#c} Great, great.\n"))
    for (id, page) in pages.own {
      let note: Comment = "\(id)"
      let table = try #require(page.all("table", "classes").first)
      let rows = table.rows.dropFirst()
      #expect(rows.count == 3)
      let shares = rows.map { printed($0[2]) }
      #expect(shares == shares.sorted(by: >), note)
      #expect(abs(shares.reduce(0, +) - 100) < 0.16, note)
      for (svg, row) in zip(table.all("svg"), rows) {
        let bar = try #require(svg.all("rect").first)
        #expect(bar.number("x") == 0 && abs(bar.number("width") - printed(row[2])) < 0.051, note)
        for line in svg.all("line") {
          #expect(abs(line.number("x1") - printed(row[3])) < 0.051, note)
          #expect(line.number("x1") == line.number("x2"), note)
        }
      }
    }
  }

  @Test(arguments: WovenPages.models.map(\.name))
  func `the list has a bar for each verdict and one for each word`(name: String) async throws {
    let pages = try await WovenPages(
      "```{reviews}\n```\n", scope: "report", of: model(name))
    let lines = try #require(pages.files["data/report.jsonl"]).split(separator: "\n")
    let page = try #require(pages.own[""])
    let rows = page.all("table", "picks")[0].all("tr").dropFirst()
    #expect(rows.count == lines.count)
    for (row, line) in zip(rows, lines) {
      let numbers = try JSON(parsing: SourceFile(path: "line", text: String(line)))
      let probability = 100 * (numbers["prediction"]?["probability"]?.number ?? .nan)
      let prob = try #require(row.all("svg", "prob").first)
      let bar = try #require(prob.all("rect").first)
      let ends = [50, probability].sorted()
      #expect(abs(bar.number("x") - ends[0]) <= 0.006)
      #expect(abs(bar.number("x") + bar.number("width") - ends[1]) <= 0.011)
      #expect(bar.has(probability < 50 ? "neg" : "pos"))
      #expect(prob.all("line")[0].number("x1") == 50)
      // The verdict stands beside it with its own probability, which is at least one half.
      let verdict = probability < 50 ? "Negative" : "Positive"
      let share = NumberText.percent(max(probability, 100 - probability) / 100)
      #expect(row.text.lowercased().contains("\(verdict), \(share)".lowercased()))
      // A bar a word, in reading order: up to 20 points to each side.
      let scores = numbers["attributions"]?.array?[0]["scores"]?.array?.compactMap(\.number) ?? []
      let spark = try #require(row.all("svg", "spark").first)
      let width = min(8, 170 / Double(max(scores.count, 1)))
      var found: [Int: Double] = [:]
      for path in spark.all("path") {
        for bar in (path.attributes["d"] ?? "").matches(
          of: /M([\d.]+) 0v(-?[\d.]+)h[\d.]+V0z/)
        {
          let place = try #require(Double(bar.1)) / width
          let height = -(try #require(Double(bar.2)))
          #expect(abs(place - place.rounded()) < 0.1 && path.has(height < 0 ? "neg" : "pos"))
          found[Int(place.rounded())] = height
        }
      }
      for (word, score) in scores.enumerated() where abs(100 * score) >= 0.1 {
        #expect(abs((found[word] ?? .nan) - max(-20, min(20, 100 * score))) <= 0.051)
      }
      #expect(found.count == scores.count { abs(100 * $0) >= 0.1 })
    }
  }

  @Test(arguments: runs)
  func `bars in tables are as long as the numbers beside them`(name: String, target: OutputScale)
    async throws
  {
    let pages = try await WovenPages(
      "```{compare #tbl-c rows=6}\n```\n", of: model(name), .init(target: target))
    for (id, page) in pages.own {
      let table = try #require(page.all("table", "methods-table").first)
      try Self.checkBars(of: table, "\(id)")
      // The strongest by the first method come first, ties in reading order.
      let rows = table.rows.dropFirst().filter { $0.count == 4 }
      let first = rows.prefix { !["sum", "start mark"].contains($0[0]) && !$0[0].contains("×") }
      let sizes = first.prefix { !$0[0].contains("other word") }.map { abs(printed($0[1])) }
      #expect(sizes == sizes.sorted(by: >) && !sizes.isEmpty, "\(id)")
    }
  }

  /// Bars of one column have one scale, begin in the middle and go to the side of their sign.
  static func checkBars(of table: Node, _ note: Comment) throws {
    let rows = table.all("tr").map { $0.elements }
    for column in 0..<(rows.map(\.count).max() ?? 0) {
      var scales: [(size: Double, length: Double, digits: Double)] = []
      for cells in rows where cells.indices.contains(column) {
        guard let picture = cells[column].all("svg", "bar").first else { continue }
        let text = cells[column].text
        let value = printed(text)
        let digits = pow(10, -Double(text.split(separator: ".").dropFirst().first?.count ?? 0))
        guard let bar = picture.all("rect").first else {
          scales.append((abs(value), 0, digits))
          continue
        }
        let (left, right) = (bar.number("x"), bar.number("x") + bar.number("width"))
        #expect((0...100.01).contains(left) && (0...100.01).contains(right), note)
        if bar.has("flat-bar") {
          #expect(left == 50, note)
        } else {
          #expect(abs((bar.has("neg") ? right : left) - 50) <= 0.101, note)
          if value != 0 { #expect(bar.has(text.hasPrefix("\u{2212}") ? "neg" : "pos"), note) }
        }
        scales.append((abs(value), bar.number("width"), digits))
      }
      guard let largest = scales.max(by: { $0.length < $1.length }), largest.size > 0 else {
        continue
      }
      for scale in scales {
        // Half a digit of either number, the rounding of both bars, and a bar too short to be drawn.
        let expected = largest.length * scale.size / largest.size
        let slack = largest.length * (scale.digits + largest.digits) / largest.size
        #expect(abs(scale.length - expected) <= slack + 0.11, note)
      }
    }
  }
}
