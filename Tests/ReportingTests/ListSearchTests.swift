import Classifier
import Reporting
import SourceText
import TestSupport
import Testing

/// The data of the search of the list.
struct ListSearchTests {
  private func site(_ reviews: Int) async throws -> [String: String] {
    var run = WovenPages.Run(isWhole: true)
    let texts = [
      "A good film.", "Bad </script> \"film\"\u{2028}.", "Boring, bad.", "<b>Great</b>!",
    ]
    run.picks = (0..<reviews).map { number in
      "{#r\(number)\(["", " label=positive", " label=negative"][number % 3])} \(texts[number % 4])\n"
    }.joined()
    return try await WovenPages("A page.", of: TinyClassifier.model, run).files
  }

  private func rows(_ file: String, number: Int) throws -> [[JSON]] {
    let start = "reportReviews(\(number), "
    try #require(file.hasPrefix(start) && file.hasSuffix(");\n"))
    let json = file.dropFirst(start.count).dropLast(3)
    let value = try JSON(parsing: SourceFile(path: "list.js", text: String(json)))
    return try #require(value.array).map { try #require($0.array) }
  }

  @Test func `the data have every review in order, with its page, its verdict and its label`()
    async throws
  {
    let files = try await site(520)
    #expect(files["assets/list-3.js"] == nil)
    var all: [[JSON]] = []
    for number in 1...2 {
      all += try rows(#require(files["assets/list-\(number).js"]), number: number)
    }
    #expect(all.count == 520)
    for (number, row) in all.enumerated() {
      #expect(row[0] == .string("reviews/r\(number).html"))
      let page = try #require(row[0].string.flatMap { files[$0] })
      let verdict = try #require(row[3].string)
      #expect(Node(page: page).all("h1").first?.text == verdict)
      let label: JSON = number % 3 == 0 ? .null : .string(number % 3 == 1 ? "positive" : "negative")
      #expect(row[5] == label)
      #expect(row[6].bool == (row[5].string.map { verdict.lowercased().hasPrefix($0) } ?? false))
    }
    let index = try #require(files["index.html"])
    #expect(index.contains("data-files=\"2\" data-selection=\"all\" data-count=\"520\""))
  }

  @Test func `a short list has no search`() async throws {
    let files = try await site(9)
    #expect(!files.keys.contains { $0.hasSuffix(".js") })
    #expect(files["index.html"]?.contains("<script") == false)
  }
}
