import Attribution
import Classifier
import Foundation
import LinearAlgebra
import Reporting
import SourceText
import TestSupport
import Testing

/// Pictures of matrices have a cell for each entry, in its shade, and a bar for each row.
struct MatrixFigureTests {
  /// The cells of a picture of one row or many, by row and column.
  private func cells(of picture: Node, columns: Int) throws -> [[Int]] {
    let box = try #require(picture.attributes["viewBox"]).split(separator: " ").map { Int($0) ?? 0 }
    #expect(box[2] == columns && picture.attributes["preserveAspectRatio"] == "none")
    var cells = [[Int]](repeating: Array(repeating: -1, count: columns), count: box[3])
    func fill(_ shade: Int, x: Int, y: Int, width: Int, height: Int) {
      for row in y..<y + height {
        for column in x..<x + width {
          #expect(cells[row][column] == -1, "no cell is drawn twice")
          cells[row][column] = shade
        }
      }
    }
    for path in picture.all("path") {
      let style = try #require(path.attributes["class"])
      let shade = try #require(Int(style.drop { !$0.isNumber }))
      let data = path.attributes["d"] ?? ""
      if style.hasPrefix("s ") {
        var pen = (x: 0, y: 0)
        for step in data.matches(of: /m(-?\d+) ?(-?\d+)h(\d+)/) {
          let (x, y, width) = (Int(step.1) ?? 0, Int(step.2) ?? 0, Int(step.3) ?? 0)
          fill(shade, x: pen.x + x, y: pen.y + y, width: width, height: 1)
          pen = (pen.x + x + width, pen.y + y)
        }
      } else {
        for block in data.matches(of: /M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)/) {
          #expect(block.3 == block.5)
          fill(
            shade, x: Int(block.1) ?? 0, y: Int(block.2) ?? 0, width: Int(block.3) ?? 0,
            height: Int(block.4) ?? 0)
        }
      }
    }
    return cells
  }

  /// Whether shades are those of entries: 5 for zero, 10 for the largest and what is beyond it; halves go either way.
  private func are(_ shades: [Int], _ entries: [Double], _ largest: Double) -> Bool {
    shades.count == entries.count
      && zip(shades, entries).allSatisfy { shade, entry in
        abs(Double(shade) - 5 - 5 * max(-1, min(1, entry / largest))) <= 0.5 + 1e-9
      }
  }

  @Test(
    arguments: ["tiny", "layers", "huge", "flat", "average"], [OutputScale.probability, .logit])
  func `each entry of gradient and embeddings has its shade, and each row its bar`(
    name: String, target: OutputScale
  ) async throws {
    let model = try #require(WovenPages.models.first { $0.name == name }).make()
    let pages = try await WovenPages(
      "```{gradients #fig-m show=picture method=occlusion}\n```\n", of: model,
      .init(methods: "occlusion", target: target))
    let explainer = Explainer(model, target: target)
    for pick in try PickList(parsing: Array(WovenPages.picks.utf8), path: "picks.txt").picks {
      let note: Comment = "\(pick.id)"
      let page = try #require(pages.own[pick.id])
      let review = explainer.explain(pick.text)
      let panels = try #require(page.all("div", "panels").first)
      let pictures = panels.elements.filter { $0.name == "svg" && $0.has("heat") }
      let keys = panels.all("div", "key").map { $0.all("span").map { printed($0.text) } }
      #expect(pictures.count == 2 && keys.count == 3)
      for (picture, (matrix, key)) in zip(
        pictures, zip([review.gradient, review.embedded], keys))
      {
        #expect(key == [-key[2], 0, key[2]], note)
        let parts = picture.elements.filter { $0.name == "svg" }
        let head = try cells(of: parts[0], columns: matrix.columns)
        for (row, cells) in head.enumerated() {
          #expect(are(cells, matrix.row(row), key[2]), "\(pick.id) \(row)")
        }
        // Padding at the end is drawn once.
        let count = matrix.rows - head.count
        #expect(parts.count == (count == 0 ? 1 : 2), note)
        if count > 0 {
          let tail = try cells(of: parts[1], columns: matrix.columns)
          #expect(tail.count == 1 && are(tail[0], matrix.row(head.count), key[2]), note)
          #expect(review.review.paddingPositions == head.count..<matrix.rows, note)
          #expect(parts[1].number("y") == parts[0].number("height"), note)
        }
        let heights = parts.map { $0.number("height") }
        #expect(abs(heights.reduce(0, +) - 100) < 0.011, note)
      }
      try checkBars(
        panels, try ConfiguredMethod.list(parsing: "occlusion", defaults: [])[0], review,
        keys[2][2], note)
    }
  }

  private func checkBars(
    _ panels: Node, _ method: ConfiguredMethod, _ review: ReviewInput, _ key: Double,
    _ note: Comment
  ) throws {
    let positions = method.attribute(review).positions
    let largest = positions.map(abs).max() ?? 0
    #expect(abs(100 * largest - key) <= 0.051, note)
    let picture = try #require(
      panels.all("svg").first { ($0.attributes["viewBox"] ?? "").hasPrefix("-100 0 200 ") })
    var bars: [Int: Double] = [:]
    for path in picture.all("path") {
      for bar in (path.attributes["d"] ?? "").matches(of: /M0 (\d+)\.15h(-?[\d.]+)v\.7H0/) {
        let length = try #require(Double(bar.2))
        #expect(path.has(length < 0 ? "neg" : "pos"), note)
        bars[Int(bar.1) ?? -1] = length
      }
    }
    let rows = Int((picture.attributes["viewBox"] ?? "").dropFirst("-100 0 200 ".count)) ?? 0
    for (row, value) in positions.prefix(rows).enumerated() {
      let expected = 100 * value / largest
      guard largest > 0, abs(value) / largest >= 0.002 else {
        #expect(bars[row] == nil, note)
        continue
      }
      #expect(abs((bars[row] ?? .nan) - expected) <= 0.051, note)
    }
    #expect(panels.all("line", "axis").contains { $0.attributes["x1"] == "50%" }, note)
  }

  @Test func `the shades of a key are all there, from the most negative to the largest`()
    async throws
  {
    let pages = try await WovenPages("```{gradients}\n```\n", of: TinyClassifier.model)
    let key = try #require(pages.own["long"]?.all("div", "key").first)
    let cells = key.all("path").map { ($0.attributes["class"] ?? "", $0.attributes["d"] ?? "") }
    #expect(cells.map(\.0) == (0...10).map { "h\($0)" })
    #expect(cells.map(\.1) == (0...10).map { "M\($0) 0h1v1h-1z" })
  }

  @Test func `strips colour each word by the number that their table gives it`() async throws {
    let pages = try await WovenPages(
      "```{strips #fig-s method=occlusion target=probability}\n```\n", of: TinyClassifier.model,
      .init(
        picks: "{#a} A wonderful film, not a bad one, with a superb cast but an awful, awful end.\n"
      ))
    let page = try #require(pages.own["a"])
    let groups = page.all("div", "strips")[0].elements
    let table = try #require(page.all("table").first { $0.rows[0].contains("LSTM") })
    #expect(groups.count == 5)
    var marked = 0
    for (column, group) in groups.enumerated() {
      #expect(table.rows[0][column + 1] == group.attributes["aria-label"])
      #expect(group.text.hasPrefix(table.rows[0][column + 1]))
      // Words of one spelling have rows of their own, in reading order.
      var rows = table.rows.dropFirst()
      for word in group.all("p", "text")[0].all.filter({ $0.has("t") }) {
        let style = try #require(word.attributes["class"]).split(separator: " ").last ?? ""
        guard let step = Int(style.dropFirst()), "pn".contains(style.prefix(1)) else { continue }
        guard let index = rows.firstIndex(where: { $0[0] == word.text }) else {
          // Below what is listed no word has more than the third step.
          #expect(step <= 3)
          continue
        }
        let points = printed(rows[index][column + 1])
        rows = rows[(index + 1)...]
        marked += 1
        #expect(style.hasPrefix(points < 0 ? "n" : "p"), "\(word.text)")
        let least = pow(2, Double(step - 2))
        #expect(abs(points) >= least - 0.0051, "\(word.text)")
        if step < 6 { #expect(abs(points) <= 2 * least + 0.0051, "\(word.text)") }
      }
    }
    #expect(marked > 5)
  }
}
