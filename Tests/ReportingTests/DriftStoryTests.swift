import Classifier
import Drift
import Foundation
import SourceText
import TestSupport
import Testing

/// A comparison in sections, told in the terminal, in Markdown, as a page and in JSON.
@Suite struct DriftStoryTests {
  private func story(
    _ old: [TinyReview], _ new: [TinyReview], gates: String? = nil, details: Int = 20,
    words: Int = 5
  ) throws -> DriftStory {
    let report = try DriftReport.comparing(old, new)
    let verdicts = try gates.map { try DriftGate.list(parsing: $0).map { report.judge($0) } } ?? []
    return DriftStory(report, verdicts: verdicts, details: details, words: words)
  }

  private static let old = [
    TinyReview("one two three", [0.1, -0.2, 0.05], id: "a", probability: 0.4, label: "positive"),
    TinyReview("four five", [0.2, 0.1], id: "b", probability: 0.75, label: "positive"),
    TinyReview("six", [0.1], id: "c", probability: 0.6), TinyReview("six", [0.1], id: "gone"),
  ]
  private static let new = [
    TinyReview("one two three", [0.1, 0.2, 0.05], id: "a", probability: 0.8, label: "positive"),
    TinyReview("four five", [0.15, 0.1], id: "b", probability: 0.7, label: "positive"),
    TinyReview("six", [0.1], id: "c", probability: 0.6), TinyReview("six", [0.1], id: "come"),
  ]

  /// The headings of a page, and the texts of a terminal and of Markdown, without what only layout adds.
  private func headings(_ story: DriftStory) throws -> [[String]] {
    let page = Node(page: try story.html())
    let lines = story.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let ruled = zip(lines, lines.dropFirst()).filter { line, next in
      !line.isEmpty && !next.isEmpty && next.allSatisfy { "=-".contains($0) }
        && next.count == line.displayWidth
    }
    return [
      page.all.filter { $0.name == "h2" || $0.name == "h3" }.map(\.text), ruled.map(\.0),
      story.markdown.split(separator: "\n").filter { $0.hasPrefix("##") }
        .map { String($0.drop { "# ".contains($0) }).replacing("\\", with: "") },
    ]
  }

  @Test func `identical runs are told in three sections without a table of reviews`() throws {
    let story = try story(Self.old, Self.old)
    #expect(
      story.text.hasPrefix(
        """
        No verdict flipped. The probability of “positive” changed by 0.0000 on average and by at most 0.0000, across 4 reviews.
        """))
    #expect(story.text.contains("4 reviews unchanged."))
    for headings in try headings(story) {
      #expect(headings == ["The runs", "Method by method", "Review by review"])
    }
  }

  @Test func `every form has the same sections in the same order, changed reviews last`() throws {
    let story = try story(Self.old, Self.new, gates: "flip,missing")
    for headings in try headings(story) {
      #expect(
        headings == [
          "The runs", "Gates", "Method by method", "Review by review",
          "a: negative → positive, 0.4000 → 0.8000", "b: positive, 0.7500 → 0.7000",
        ])
    }
    for details in 0...2 {
      let few = try self.story(Self.old, Self.new, details: details)
      for headings in try headings(few) { #expect(headings.count == 3 + details) }
      #expect(
        few.text.contains("Details of \(details) review") == (details < 2), "\(details)")
    }
  }

  @Test func `each kind of change is named`() throws {
    var new = Self.new
    new[0].methods.append(TinyReview.Method(name: "lime", scores: [0, 0, 0]))
    new[1].methods[0].name = "occlusion"
    new[0].model = "n"
    let text = try story(Self.old, new, gates: "flip,missing,probability:0.1").text
    for line in [
      "1 of 3 verdicts flipped. The probability of “positive” changed by 0.1500 on average and by at most 0.4000, across 3 reviews.",
      "Only in the old run: gone.", "Only in the new run: come.",
      "Verdicts that agree with the label: 1 → 2 of 2.",
      "ig is in the old run only, on 1 review.", "lime is in the new run only, on 1 review.",
      "occlusion is in the new run only, on 1 review.",
      "The flipped verdict had a probability of 0.4000.", "1 review unchanged.",
      "negative → positive", "positive ✗ → ✓", "two +0.4000",
    ] {
      #expect(text.contains(line), "\(line)")
    }
    #expect(!text.contains("Both runs use the same model."))
    #expect(text.matches(of: /✗ failed/).count == 3)
  }

  @Test func `the parts of a change are named with the removed and the added words`() throws {
    let old = TinyReview("a b", [0.1, 0.15], probability: 0.75)
    let new = TinyReview("a c d", [0.05, -0.3, 0.05], probability: 0.3)
    let text = try story([old], [new]).text
    #expect(
      text.contains(
        "According to ig, the change is −0.4500: words in both runs −0.0500, removed words −0.1500, added words −0.2500, padding and special tokens 0.0000, baseline 0.0000."
      ))
    #expect(text.contains("1 review with changed text.") && text.contains("−1 +2"))
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let words = rows.drop { $0 != ["Word", "Old", "New", "Change", "Rank"] }.dropFirst().prefix(4)
    #expect(
      Array(words) == [
        ["c", "absent", "−0.3000", "−0.3000", "–"], ["b", "+0.1500", "absent", "−0.1500", "–"],
        ["a", "+0.1000", "+0.0500", "−0.0500", "1", "→", "1"],
        ["d", "absent", "+0.0500", "+0.0500", "–"],
      ])
    #expect(try story([old], [new], words: 1).text.contains("absent  −0.3000"))
    #expect(try !story([old], [new], words: 1).text.contains("+0.1500"))
  }

  @Test func `words and ids are text in every form`() throws {
    let hostile = "<script>alert(1)</script>"
    let old = TinyReview("\(hostile) | `b` \u{202E}c", [0.1, 0.2, 0.3, 0.1], id: "<b>|x")
    let new = TinyReview(
      "\(hostile) | `b` \u{202E}c", [0.4, 0.1, 0.2, 0.2], id: "<b>|x", probability: 0.2)
    let story = try story([old], [new])
    let page = Node(page: try story.html())
    #expect(page.all("script").isEmpty && page.all("b").isEmpty)
    #expect(page.text.contains(hostile) && page.text.contains("<b>|x"))
    #expect(!story.markdown.contains("<script>") && !story.markdown.contains("<b>"))
    for form in [story.text, story.markdown] { #expect(!form.contains("\u{202E}")) }
    let rows = story.markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
    let cells = rows.map { $0.replacing("\\|", with: "").count { $0 == "|" } }
    #expect(Set(cells).count <= 4 && cells.allSatisfy { $0 > 4 })
  }

  @Test func `Markdown that is too long for a comment loses its last sections`() throws {
    let reviews = (0..<900).map { index in
      TinyReview("a b c d", [0.1, 0.2, 0.3, 0.4], id: "review-\(index)", probability: 0.9)
    }
    let changed = reviews.map { review in
      var review = review
      review.probability = 0.8
      return review
    }
    let text = try story(reviews, changed, details: 900).markdown
    #expect(text.count <= 65_536)
    #expect(text.contains("Omitted: ") && text.hasSuffix("of this comparison.\n"))
  }

  @Test func `JSON has the numbers of the comparison, and null for none`() throws {
    let text = try story(Self.old, Self.new, gates: "flip").json
    let json = try JSON(parsing: SourceFile(path: "x", text: text))
    #expect(json["flipped"]?.array?.compactMap(\.string) == ["a"])
    let reviews = json["reviews"]?.array ?? []
    #expect(reviews.map { $0["id"]?.string } == ["a", "b", "c"])
    #expect(reviews[0]["probability_change"]?.number == 0.8 - 0.4)
    let methods = reviews.compactMap { $0["methods"]?.array?.first }
    #expect(methods[0]["moved"]?.array?.map { $0["text"]?.string } == ["two"])
    // A single word has no ranks.
    #expect(methods.map { $0["kendall"]?.number == nil } == [false, false, true])
    #expect(json["gates"]?.array?.first?["crossed"] == .bool(true))
  }
}
