import Blocks
import HTML
import Literate
import Site
import SourceText
import Testing

/// The author and the date below a title, and the date of a run.
@Suite struct BylineTests {
  private func byline(_ front: String) throws -> String? {
    let file = SourceFile(path: "a.md", text: "---\ntitle: T\n\(front)---\n\nText.\n")
    return Byline.phrase(of: DocumentHead(file).frontMatter)?.html.markup
  }

  @Test func `a byline has the author and the date, as far as they are known`() throws {
    let time = "<time datetime=\"2026-03-01\">2026-03-01</time>"
    #expect(try byline("") == nil)
    #expect(try byline("author: Ada\n") == "Ada")
    #expect(try byline("date: 2026-03-01\n") == time)
    #expect(try byline("author: [Ada, Grace]\ndate: 2026-03-01\n") == "Ada, Grace, \(time)")
  }

  @Test func `the name of an author is text`() throws {
    #expect(try byline("author: <b>Ada</b>\n") == "&lt;b&gt;Ada&lt;/b&gt;")
  }

  @Test(arguments: [
    (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"), (951_782_400, "2000-02-29"),
    (4_107_542_399, "2100-02-28"), (4_107_542_400, "2100-03-01"),
    (253_402_300_799, "9999-12-31"),
  ])
  func `a time is a date of the Gregorian calendar in UTC`(seconds: Int, date: String) {
    #expect(Byline.day(seconds) == date)
  }
}
