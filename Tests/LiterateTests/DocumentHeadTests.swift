import Literate
import SourceText
import Testing

/// The front matter of a document is known before the rest is parsed.
@Suite struct DocumentHeadTests {
  private func head(_ text: String) -> DocumentHead {
    DocumentHead(SourceFile(path: "a.md", text: text))
  }

  private func document(_ head: DocumentHead) throws(Diagnostics) -> Document<Weather> {
    let assembled = try AssembledDocument(head) { path throws(Diagnostics) in
      throw Diagnostics("nothing is included")
    }
    return try Document(parsing: assembled, language: .weather, reviews: nil, parameters: [])
  }

  @Test func `a head has the front matter of the document, whatever follows it`() throws {
    let front = "---\ntitle: T\nreviews: picks.txt\n---\n"
    let good = head(front + "Text.\n")
    #expect(good.frontMatter.reviews?.value == "picks.txt" && !good.hasProblems)
    #expect(head(front + "`{value nothing}`\n").frontMatter == good.frontMatter)
    #expect(try document(good).frontMatter == good.frontMatter)
  }

  @Test(arguments: [
    "---\nreviews: picks.txt\n", "---\nreview: picks.txt\n---\n", "---\n{[\n---\n", "a\u{0}b",
  ])
  func `a head that cannot be read has problems, which the document reports`(text: String) {
    let head = head(text)
    #expect(head.hasProblems && head.frontMatter.reviews == nil)
    #expect(throws: Diagnostics.self) { try document(head) }
  }
}
