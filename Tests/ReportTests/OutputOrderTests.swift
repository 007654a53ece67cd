import Foundation
import TestSupport
import Testing

/// What comes first in one file, and what a limit leaves out.
@Suite struct OutputOrderTests {
  private static let document = """
    ---
    title: Audit
    ---

    The author's own words, and [the list](index.md).

    ```{check #chk-false}
    claim: review.words > 100
    says: The first is long.
    ```

    ```{check #chk-true}
    claim: all of reviews review.words > 1
    says: None is empty.
    ```
    """

  /// Builds a report on twelve reviews with a claim that holds and one that does not.
  private func build(_ work: Workplace, _ options: String...) throws -> Program.Outcome {
    try work.writeModel()
    try work.folder.write(Self.document, to: "audit.md")
    let reviews = (1...12).map { "{#r\($0)} A good film, the number \($0)." }
    try work.folder.write(reviews.joined(separator: "\n"), to: "many.txt")
    return try Program(folder: work.folder.path).run(
      [
        "build", "audit.md", "--reviews", "many.txt", "--model", "model", "--quiet", "--checks",
        "warn",
      ]
        + Workplace.fewMethods + options)
  }

  /// Expects that texts stand in a file in this order.
  private func expect(
    _ order: [String], in text: String?, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let text = try #require(text)
    let places = try order.map { part in
      try #require(text.firstRange(of: part), "\(part)", sourceLocation: sourceLocation).lowerBound
    }
    #expect(places == places.sorted(), sourceLocation: sourceLocation)
  }

  @Test func `what failed comes first, then the document, the list and the reviews`() throws {
    try Workplace.use { work in
      let markdown = try build(work, "--markdown", "-").output
      try expect(
        [
          "# Which words decide?", "## Claims that do not hold",
          "chk-false: review.words \\> 100 (review r1): The first is long.", "## Audit",
          "The author's own words", "## All reviews", "## Review 1 of 12", "## Review 12 of 12",
        ], in: markdown.replacing("’", with: "'"))
      #expect(markdown.matches(of: #/(?m)^# /#).count == 1)
      #expect(markdown.contains("(#all-reviews)"))
      #expect(try build(work, "--single-file", "report.html").status == 0)
      try expect(
        [
          "1 of 2 claims does not hold", "href=\"#audit.chk-false\"", "id=\"audit\"",
          "id=\"index\"",
          "id=\"reviews.r1\"", "id=\"reviews.r12\"",
        ], in: work.folder.read("report.html"))
      #expect(try build(work).status == 0)
      try expect(
        [
          "# Which words decide?", "1 of 2 claims does not hold.", "## Claims that do not hold",
          "chk-false: ", "## Claims that hold", "chk-true: ", "## Reviews", "R1",
        ], in: work.folder.read("public/summary.md"))
    }
  }

  @Test func `under any limit what failed stays longest, and the note counts what is missing`()
    throws
  {
    try Workplace.use { work in
      let whole = try build(work, "--markdown", "-").output
      let parts =
        ["## Claims that do not hold", "## Audit", "## All reviews"]
        + (1...12).map { "## Review \($0) of 12: " }
      var shownBefore = 0
      for limit in [1000, 2000, 4000, 6000, 10_000, 16_000, whole.utf8.count + 1] {
        let text = try build(work, "--markdown", "-", "--summary-limit", "\(limit)").output
        #expect(text.utf8.count <= limit)
        let isShown = parts.map { text.contains($0) }
        let shown = isShown.prefix { $0 }.count
        #expect(isShown.dropFirst(shown).allSatisfy { !$0 })
        #expect(shown >= max(1, shownBefore))
        shownBefore = shown
        let reviews = min(12, parts.count - shown)
        #expect(text.contains("\(reviews) of 12 pages of reviews;") == (reviews > 0))
        #expect(text.contains("1 of 1 page of the list") == (shown < 3))
        #expect(text.contains("1 of 1 document") == (shown < 2))
        #expect(text.contains("Omitted: ") == (limit < whole.utf8.count))
      }
      #expect(shownBefore == parts.count)
    }
  }

  @Test func `a claim that holds on the page of each review is one row of the summary`() throws {
    try Workplace.use { work in
      try work.folder.write(
        "---\ntitle: T\nscope: review\n---\n\n```{check}\nclaim: review.words > 1\n```\n",
        to: "each.md")
      #expect(try build(work, "each.md").status == 0)
      let summary = try #require(work.folder.read("public/summary.md"))
      #expect(summary.contains("| review.words \\> 1 |  | 12 pages | each.md:7 |\n"))
      #expect(summary.matches(of: /each\.md/).count == 1)
    }
  }

  @Test func `each output says what bold, slanted and struck words are`() throws {
    try Workplace.use { work in
      let long = "{#long} " + String(repeating: "the good bad film. ", count: 6)
      try work.folder.write(long, to: "long.txt")
      let options = ["--reviews", "long.txt"]
      let markdown = try build(work, "--markdown", "-", options[0], options[1]).output
      #expect(markdown.contains("**Bold** supports positive, *italic* supports negative;"))
      #expect(markdown.contains("~~word~~ never read (16 here)"))
      #expect(markdown.contains("~~the good bad film"))
      #expect(try build(work, options[0], options[1]).status == 0)
      let summary = try #require(work.folder.read("public/summary.md"))
      #expect(
        summary.contains("**Bold** words support “positive”, *italic* words oppose it."))
      #expect(!summary.contains("~~"))
      let page = try #require(work.folder.read("public/reviews/long.html"))
      #expect(page.contains("<s class=\"unread\">the good bad film"))
      #expect(page.contains("<s class=\"sample unread\">word</s> never read (16 here)"))
      #expect(page.matches(of: /<s[ >]/).count == 2)
    }
  }

  @Test func `words that carry the verdict stay marked where a viewer drops all styles`() throws {
    try Workplace.use { work in
      #expect(try build(work, "--single-file", "report.html").status == 0)
      let file = try #require(work.folder.read("report.html"))
      let first = try #require(file.firstRange(of: "id=\"reviews.r1\""))
      let page = file[first.upperBound...]
      let text = try #require(page.firstMatch(of: /<p class="text"[^>]*>(.*?)<\/p>/)?.1)
      // Each word of the strongest step to either side, by the sign of its class.
      let words = text.matches(of: /<(span|b|u) class="t(?: unknown)?(?: ([pn])([1-6]))?[^"]*"/)
      let steps = words.map { Int($0.3 ?? "") ?? 0 }
      let strongest = try #require(steps.max())
      #expect(strongest > 0)
      for (word, step) in zip(words, steps) {
        let wanted = step == 0 || step < strongest - 1 ? "span" : word.2 == "p" ? "b" : "u"
        #expect(word.1 == wanted)
      }
      #expect(text.contains("<b class=\"t") || text.contains("<u class=\"t"))
      #expect(file.contains("<b class=\"t p6\">+") && file.contains("<u class=\"t n6\">−"))
    }
  }
}
