import Attribution
import Classifier
import Foundation
import HTML
import LinearAlgebra
import Literate
import Reporting
import SourceText
import TestSupport
import Testing

/// Options of chunks that show words and their numbers.
extension ChunkOptionTests {
  static var words: [Case] {
    [
      Case(key: "tokens.methods", given: "methods=occlusion,saliency") { (plain, changed) throws in
        func tabs(_ page: Node) -> [String] {
          page.all("fieldset", "tabs")[0].all("span").map(\.text)
        }
        #expect(tabs(plain) == ["Integrated gradients", "Occlusion", "Saliency"])
        #expect(tabs(changed) == ["Occlusion", "Saliency"])
      },
      Case(key: "tokens.anchors", given: "anchors=false") { (plain, changed) throws in
        func anchors(_ page: Node) -> Int {
          ["span", "b", "u"].flatMap { page.all($0) }
            .count { ($0.attributes["id"] ?? "").hasPrefix("t") }
        }
        #expect(anchors(plain) == 7 && anchors(changed) == 0)
      },
      Case(key: "compare-reviews.with", given: "with=short") { (plain, changed) throws in
        func titles(_ page: Node) -> [String] { page.all("p", "strip").map { $0.all("a")[0].text } }
        #expect(titles(plain)[0] == titles(changed)[0] && titles(changed)[1] == "Short")
        #expect(titles(plain)[1] != "Short")
      },
      Case(key: "compare-reviews.rows", given: "rows=2") { (plain, changed) throws in
        func rows(_ page: Node) throws -> Int {
          try #require(page.table(headed: "Word")).rows.count
        }
        #expect(try rows(changed) == 3 && rows(plain) > 3)
      },
      Case(key: "compare.methods", given: "methods=occlusion,saliency") { (plain, changed) throws in
        #expect(try heads(plain) == ["Word", "Integrated gradients", "Occlusion", "Saliency"])
        #expect(try heads(changed) == ["Word", "Occlusion", "Saliency"])
      },
      Case(key: "compare.rows", given: "rows=2") { (plain, changed) throws in
        func words(_ page: Node) -> Int { page.all("tbody")[0].all("tr").count }
        #expect(words(plain) == 7 && words(changed) == 2)
        #expect(changed.text.contains("5 other words"))
      },
      Case(key: "scores.rows", given: "rows=2") { (plain, changed) throws in
        func bars(_ page: Node) -> Int { page.all("div", "waterfall")[0].all("rect").count }
        // The start mark has one too, and so have the others.
        #expect(bars(plain) == 8 && bars(changed) == 4)
      },
      Case(key: "gradients.show", given: "show=table") { (plain, changed) throws in
        #expect(plain.all("div", "panels").count == 1 && changed.all("div", "panels").isEmpty)
        #expect(changed.all("table", "gradient-table").count == 1)
      },
      Case(key: "gradients.rows", given: "rows=2") { (plain, changed) throws in
        func words(_ page: Node) throws -> Int {
          let rows = try #require(page.all("table", "gradient-table").first).rows
          return rows.count { $0.count == 11 && $0[1] != "start mark" && $0[1] != "padding" }
        }
        #expect(try [words(plain), words(changed)] == [6, 2])
      },
      Case(key: "units.rows", given: "rows=2") { (plain, changed) throws in
        func bars(_ page: Node) -> Int { page.all("div", "waterfall")[0].all("rect").count }
        #expect(bars(changed) == 4 && bars(plain) > 4)
      },
      Case(key: "convergence.steps", given: "steps=7,9,33") { (plain, changed) throws in
        let standard = ["5", "10", "20", "50", "100", "200"]
        #expect(try Array(heads(plain).dropFirst()) == standard.map { "\($0) steps" })
        #expect(try Array(heads(changed).dropFirst()) == ["7", "9", "33"].map { "\($0) steps" })
      },
      Case(key: "word.word", given: "word=film", base: "review=\(id)", isReport: true) {
        (plain, changed) throws in
        #expect(changed.text.contains("“film” by integrated gradients"))
        #expect(!plain.text.contains("“film” by integrated gradients"))
        let explained = try review()
        let words = explained.review.readTokens.map(\.text)
        let index = try #require(words.firstIndex(of: "film"))
        let score = IntegratedGradients().attribute(explained).scores[index]
        let last = try #require(changed.table(headed: "Dim.")?.rows.last)
        #expect(last.last == NumberText.points(score, digits: 2))
      },
      Case(key: "word.rows", given: "rows=1") { (plain, changed) throws in
        func rows(_ page: Node) throws -> [String] {
          try #require(page.table(headed: "Dim.")).rows.dropFirst().map { $0[0] }
        }
        #expect(try rows(plain).prefix(3) == ["0", "1", "2"])
        #expect(try rows(changed)[1] == "2 other dimensions")
      },
      Case(key: "word.baseline", given: "baseline=zero") { (plain, changed) throws in
        for (page, baseline) in [(plain, Baseline.pad), (changed, .zero)] {
          #expect(page.text.contains("by integrated gradients from \(baseline.summary)"))
          let row = try #require(page.table(headed: "Dim.")).rows[1]
          let entry = baseline.row(for: try review())[0, 0]
          #expect(printed(row[2]) == printed(NumberText.fixed(entry, digits: 4)))
        }
      },
      Case(key: "vocabulary.count", given: "count=1", isReport: true) { (plain, changed) throws in
        func words(_ page: Node) -> Int {
          page.all("div", "swaps")[0].all("tbody").reduce(0) { $0 + $1.all("tr").count }
        }
        #expect(words(plain) == 8 && words(changed) == 2)
      },
      Case(key: "orders.text", given: "text=good") { (plain, changed) throws in
        #expect(changed.text.contains("The probability that “good” is positive"))
        #expect(!plain.text.contains("“good”"))
      },
      Case(key: "orders.word", given: "word=not") { (plain, changed) throws in
        #expect(try heads(changed).contains("Without any “not”"))
        let counts = [try heads(plain).count + 1, try heads(changed).count]
        #expect(counts[0] == counts[1])
      },
      Case(key: "orders.label", given: "label=negative", base: "text=good") {
        (plain, changed) throws in
        // The caption counts the rows whose probability of "positive" is below one half.
        let rows = try #require(changed.all("table").first?.rows).dropFirst()
        let right = rows.count { row in (Double(row[1].prefix { $0 != "\u{202F}" }) ?? 100) < 50 }
        let share =
          right == 0
          ? "None of the \(rows.count) architectures gives"
          : "\(right) of the \(rows.count) architectures \(right == 1 ? "gives" : "give")"
        #expect(changed.text.contains("\(share) the text as written the right verdict, negative."))
        #expect(!plain.text.contains("the right verdict"))
      },
      Case(key: "orders.shuffles", given: "shuffles=2") { (plain, changed) throws in
        #expect(
          plain.text.contains("100 random orders") && changed.text.contains("2 random orders"))
        // A range over fewer orders is no wider.
        let both = [try heads(plain), try heads(changed)]
        #expect(both[0] == both[1])
      },
      Case(key: "orders.seed", given: "seed=5", base: "shuffles=2") { (plain, changed) throws in
        func rows(_ page: Node) -> [[String]] { page.all("table")[0].rows }
        #expect(rows(plain).map { $0[1] } == rows(changed).map { $0[1] })
        #expect(rows(plain).last != rows(changed).last)
      },
      Case(key: "swaps.count", given: "count=1") { (plain, changed) throws in
        func words(_ page: Node) -> [Int] {
          page.all("div", "swaps")[0].all("tbody").map { $0.all("tr").count }
        }
        // Of this model's seven other words none raises the review's.
        #expect(words(changed) == [0, 1] && words(plain) == [0, 7])
      },
      caption("swaps.place", "place=strongest", "the strongest word"),
      caption("swaps.removal", "removal=remove", "removed, and the rest averaged again"),
      caption("swaps.baseline", "baseline=zero", "replaced by the zero vector"),
      caption(
        "architectures.limit", "limit=2", report: true, "measured for this page, on 2 reviews"),
      Case(
        key: "collapse.over", given: "over=reviews", isReport: true
      ) { (plain, changed) throws in
        #expect(try heads(plain)[0] == "Measured on this review")
        #expect(try heads(changed)[0] == "Measured on 5 reviews")
      },
      Case(key: "collapse.limit", given: "limit=2", base: "over=reviews", isReport: true) {
        (plain, changed) throws in
        #expect(try heads(plain)[0] == "Measured on 5 reviews")
        #expect(try heads(changed)[0] == "Measured on 2 reviews")
      },
    ]
  }
}
