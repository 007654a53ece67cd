import Reporting
import SourceText
import Testing

/// Links of a site, followed before it is published.
struct SiteCheckTests {
  /// What is said of pages, by their paths.
  private func problems(
    _ pages: [String: String], places: [String: SourceText.SourceLocation] = [:]
  ) -> [String] {
    var check = SiteCheck()
    for (path, markup) in pages.sorted(by: { $0.key < $1.key }) {
      check.add(PageLinks(markup, at: path), places: places)
    }
    do throws(Diagnostics) {
      try check.verify(files: Set(pages.keys).union(["assets/report.css"])) { path in
        PageLinks.ids(of: pages[path] ?? "")
      }
      return []
    } catch {
      return error.sorted.map(\.description)
    }
  }

  @Test func `a site whose links all lead somewhere has no problem`() {
    #expect(
      problems([
        "index.html": """
        <link rel="stylesheet" href="assets/report.css"><a href="#top">a</a><a href="">b</a><a href="#">c</a>
        <p id="top" aria-labelledby="top name"><b id="name"></b><a href="reviews/a.html#t1">d</a>
        <a href="https://example.org">e</a><a href="mailto:x@y">f</a><img src="data:image/png;base64,">
        """,
        "reviews/a.html": """
        <a id="t1" href="../index.html#top">a</a><a href="a.html#t1">b</a><a href="./b%20c.html?x=1">c</a>
        """,
        "reviews/b c.html": "",
      ]) == [])
  }

  private static let broken: [(String, String)] = [
    (
      "<a href=\"indx.html\">",
      "error: the address 'indx.html' leads nowhere on 'index.html'\n  hint: the site has no file 'indx.html'; did you mean 'index.html'?"
    ),
    (
      "<a href=\"a/b.html#y\">",
      "error: the address 'a/b.html#y' leads nowhere on 'index.html'\n  hint: 'a/b.html' has nothing with the id 'y'"
    ),
    (
      "<a href=\"#gone\">",
      "error: the address '#gone' leads nowhere on 'index.html'\n  hint: the page has nothing with the id 'gone'"
    ),
    (
      "<p aria-labelledby=\"a b\" id=\"a\">",
      "error: the address 'a b' leads nowhere on 'index.html'\n  hint: the page has nothing with the id 'b'"
    ),
    (
      "<i id=\"a\"></i><i id=\"a\"></i>",
      "error: two things have the id 'a' on 'index.html'\n  hint: give one of the two another label"
    ),
    (
      "<link rel=\"stylesheet\" href=\"https://fonts.example/x.css\">",
      "error: the address 'https://fonts.example/x.css' leads out of the site on 'index.html'\n  hint: pages ask no other server for anything, and a relative address holds under any path"
    ),
    (
      "<img src=\"//cdn.example/x.png\">",
      "error: the address '//cdn.example/x.png' leads out of the site on 'index.html'\n  hint: pages ask no other server for anything, and a relative address holds under any path"
    ),
    (
      "<a href=\"/index.html\">",
      "error: the address '/index.html' leads out of the site on 'index.html'\n  hint: pages ask no other server for anything, and a relative address holds under any path"
    ),
    (
      "<a href=\"../x.html\">",
      "error: the address '../x.html' leads out of the site on 'index.html'\n  hint: pages ask no other server for anything, and a relative address holds under any path"
    ),
    (
      "<a href=\"a/\">",
      "error: the address 'a/' leads nowhere on 'index.html'\n  hint: the site has no file 'a/'"
    ),
  ]

  @Test(arguments: broken)
  func `an address that leads nowhere is named with its page`(markup: String, problem: String) {
    #expect(problems(["index.html": markup, "a/b.html": "<p id=\"x\">"]) == [problem])
  }

  @Test func `an author's address is named with its place`() {
    let place = SourceText.SourceLocation(file: "x.md", line: 3, column: 5)
    #expect(
      problems(["index.html": "<a href=\"y.html\">"], places: ["y.html": place]) == [
        "x.md:3:5: error: the address 'y.html' leads nowhere\n  hint: the site has no file 'y.html'"
      ])
  }

  @Test func `a mistake that all pages make is told once`() {
    var pages: [String: String] = [:]
    for number in 100..<200 { pages["\(number).html"] = "<a href=\"nowhere.png\"><a href=\"#no\">" }
    #expect(
      problems(pages) == [
        "error: the address '#no' leads nowhere on '100.html' and 99 other pages\n  hint: the page has nothing with the id 'no'",
        "error: the address 'nowhere.png' leads nowhere on '100.html' and 99 other pages\n  hint: the site has no file 'nowhere.png'",
      ])
  }
}
