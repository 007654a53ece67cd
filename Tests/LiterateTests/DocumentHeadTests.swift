import Literate
import SourceText
import Testing

/// The front matter of a document is known before the rest is parsed.
@Suite struct DocumentHeadTests {
  private func head(_ text: String) -> DocumentHead {
    DocumentHead(SourceFile(path: "a.md", text: text))
  }

  @Test func `a head has the front matter of the document, whatever follows it`() throws {
    let front = "---\ntitle: T\nreviews: picks.txt\n---\n"
    let good = head(front + "Text.\n")
    #expect(good.frontMatter.reviews?.value == "picks.txt" && !good.hasProblems)
    #expect(head(front + "`{value nothing}`\n").frontMatter == good.frontMatter)
    let document = try Document(
      good, language: .weather, reviews: nil, parameters: []
    ) { path throws(Diagnostics) in throw Diagnostics("nothing is included") }
    #expect(document.frontMatter == good.frontMatter)
  }

  @Test(arguments: [
    "---\nreviews: picks.txt\n", "---\nreview: picks.txt\n---\n", "---\n{[\n---\n", "a\u{0}b",
  ])
  func `a head that cannot be read has problems, which the document reports`(text: String) {
    let head = head(text)
    #expect(head.hasProblems && head.frontMatter.reviews == nil)
    #expect(throws: Diagnostics.self) {
      try Document(head, language: .weather, reviews: nil, parameters: []) {
        path throws(Diagnostics) in throw Diagnostics("nothing is included")
      }
    }
  }
}
