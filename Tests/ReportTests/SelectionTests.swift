import Foundation
import TestSupport
import Testing

/// The lists of the reviews with one kind of verdict.
@Suite struct SelectionTests {
  /// Reviews of which the embedded model gets one wrong.
  private static let picks =
    (1...10).map { "{#good-\($0) label=positive} A wonderful, superb, excellent film.\n" }.joined()
    + "{#odd label=positive} Awful, terrible, the worst waste of time.\n"

  @Test func `a list of many reviews links to the right, the wrong and the unsure ones`() throws {
    try Workplace.use { work in
      try work.folder.write(Self.picks, to: "many.txt")
      let outcome = try work.build("many.txt")
      #expect(outcome.status == 0)
      func row(_ id: String) -> String { "<th scope=\"row\"><a href=\"reviews/\(id).html\">" }
      let index = try #require(work.folder.read("public/index.html"))
      let wrong = try #require(work.folder.read("public/index-wrong.html"))
      let right = try #require(work.folder.read("public/index-right.html"))
      #expect(
        index.contains("<a href=\"index.html\" aria-current=\"page\">All <span>11</span></a>"))
      #expect(index.contains("<a href=\"index-wrong.html\">Wrong <span>1</span></a>"))
      #expect(wrong.contains(row("odd")) && !wrong.contains(row("good-1")))
      #expect(right.contains(row("good-10")) && !right.contains(row("odd")))
      #expect(wrong.contains("<title>Wrong verdicts: "))
      #expect(!index.contains("index-unsure.html"))
    }
  }

  @Test func `a short list, and one in a single file, have no such links`() throws {
    try Workplace.use { work in
      try work.folder.write(Self.picks, to: "many.txt")
      #expect(try work.build("picks.txt").status == 0)
      let index = try #require(work.folder.read("public/index.html"))
      #expect(!index.contains("Reviews by verdict"))
      let single = try work.build("many.txt", to: "site", "--single-file", "one.html")
      #expect(single.status == 0)
      let file = try #require(work.folder.read("one.html"))
      #expect(!file.contains("Reviews by verdict"))
    }
  }

  @Test func `every list keeps the order of the picks and has each review that belongs there`()
    throws
  {
    try Workplace.use { work in
      // Unsure ones lie between two others of each kind, and half of the labels are wrong.
      let picks = (1...12).map { number in
        let texts = [
          "A wonderful, superb, excellent film.", "Awful, the worst waste of time.", "The",
        ]
        let label = ["positive", "negative"][number / 2 % 2]
        return "{#r\(number * 7 % 13) label=\(label)} \(texts[number % 3])\n"
      }.joined()
      try work.folder.write(picks, to: "many.txt")
      #expect(try work.build("many.txt").status == 0)
      let lines = try #require(work.folder.read("public/data/report.jsonl")).split(separator: "\n")
      let reviews = try lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
      let kinds: [(String, (Line) -> Bool)] = [
        ("index", { _ in true }), ("index-right", { $0.label == $0.prediction.label }),
        ("index-wrong", { $0.label != $0.prediction.label }),
        ("index-unsure", { max($0.prediction.probability, 1 - $0.prediction.probability) <= 0.6 }),
      ]
      for (name, belongs) in kinds {
        let page = try #require(work.folder.read("public/\(name).html"))
        let listed = page.matches(of: /<th scope="row"><a href="reviews\/([^"]+)\.html"/)
        let expected = reviews.filter(belongs).map(\.id)
        #expect(listed.map { String($0.1) } == expected)
        #expect(expected.count > 1 && expected != expected.sorted())
      }
    }
  }

  @Test func `from page to page of a long list every review is reached once`() throws {
    try Workplace.use { work in
      let count = 230
      try work.folder.write(
        (1...count).map { "{#r\($0)} A film.\n" }.joined(), to: "many.txt")
      try work.folder.write("# Tiny\n", to: "tiny.md")
      try work.writeModel()
      let outcome = try work.report(
        "build", "tiny.md", "--reviews", "many.txt", "--model", "model", "--methods", "occlusion")
      #expect(outcome.status == 0)
      var found: [String] = []
      var pages: [String] = []
      var next: String? = "index.html"
      while let page = next {
        let text = try #require(work.folder.read("public/\(page)"))
        found += text.matches(of: /<th scope="row"><a href="reviews\/([^"]+)\.html"/).map {
          "\($0.1)"
        }
        let before = pages.last
        pages.append(page)
        let back = text.firstMatch(of: /<a href="([^"]+)" rel="prev">/).map { "\($0.1)" }
        #expect(back == before)
        next = text.firstMatch(of: /<a href="([^"]+)" rel="next">/).map { "\($0.1)" }
        #expect(pages.count < 10)
        if pages.count >= 10 { break }
      }
      #expect(pages.count == 3)
      #expect(found == (1...count).map { "r\($0)" })
    }
  }

  private struct Line: Decodable {
    struct Prediction: Decodable {
      let probability: Double
      let label: String
    }
    let id, label: String
    let prediction: Prediction
  }
}
