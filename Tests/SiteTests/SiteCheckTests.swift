import HTML
import Site
import SourceText
import Testing

/// Links of a site, followed before it is published.
struct SiteCheckTests {
  /// What is said of pages, by their paths.
  private func problems(
    _ pages: [String: String], places: [String: SourceText.SourceLocation] = [:],
    isReversed: Bool = false
  ) -> [String] {
    var check = SiteCheck()
    do throws(Diagnostics) {
      let inOrder = pages.sorted { $0.key < $1.key }
      for (path, markup) in isReversed ? inOrder.reversed() : inOrder {
        let page = HTMLTemplate<Int>(reading: markup) { _, _ in nil }.filled { _ in "" }
        try check.add(PageLinks(page, at: path), places: places)
      }
      try check.verify(files: ["assets/report.css"])
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
      "error: broken link 'indx.html' on 'index.html'\n  hint: the site has no file 'indx.html'; did you mean 'index.html'?"
    ),
    (
      "<a href=\"a/b.html#y\">",
      "error: broken link 'a/b.html#y' on 'index.html'\n  hint: 'a/b.html' has no element with the id 'y'"
    ),
    (
      "<a href=\"a/b.html#t03\">",
      "error: broken link 'a/b.html#t03' on 'index.html'\n  hint: 'a/b.html' has no element with the id 't03'"
    ),
    (
      "<a href=\"a/b.html#t5\">",
      "error: broken link 'a/b.html#t5' on 'index.html'\n  hint: 'a/b.html' has no element with the id 't5'"
    ),
    (
      "<a href=\"#gone\">",
      "error: broken link '#gone' on 'index.html'\n  hint: the page has no element with the id 'gone'"
    ),
    (
      "<p aria-labelledby=\"a b\" id=\"a\">",
      "error: broken link 'a b' on 'index.html'\n  hint: the page has no element with the id 'b'"
    ),
    (
      "<i id=\"a\"></i><i id=\"a\"></i>",
      "error: duplicate id 'a' on 'index.html'\n  hint: change one of the two labels"
    ),
    (
      "<link rel=\"stylesheet\" href=\"https://fonts.example/x.css\">",
      "error: the address 'https://fonts.example/x.css' leads out of the site on 'index.html'\n  hint: use a relative address; pages load nothing from other servers"
    ),
    (
      "<img src=\"//cdn.example/x.png\">",
      "error: the address '//cdn.example/x.png' leads out of the site on 'index.html'\n  hint: use a relative address; pages load nothing from other servers"
    ),
    (
      "<a href=\"/index.html\">",
      "error: the address '/index.html' leads out of the site on 'index.html'\n  hint: use a relative address; pages load nothing from other servers"
    ),
    (
      "<a href=\"../x.html\">",
      "error: the address '../x.html' leads out of the site on 'index.html'\n  hint: use a relative address; pages load nothing from other servers"
    ),
    (
      "<a href=\"a/\">",
      "error: broken link 'a/' on 'index.html'\n  hint: the site has no file 'a/'"
    ),
  ]

  @Test(arguments: broken)
  func `an address that leads nowhere is named with its page`(markup: String, problem: String) {
    #expect(
      problems([
        "index.html": markup, "a/b.html": "<p id=\"x\"><b id=\"t3\"><b id=\"t4\"><b id=\"t6\">",
      ]) == [problem])
    #expect(
      problems(
        [
          "index.html": markup, "a/b.html": "<p id=\"x\"><b id=\"t3\"><b id=\"t4\"><b id=\"t6\">",
        ], isReversed: true) == [problem])
  }

  @Test func `numbered ids are known, in any order and with gaps`() {
    let ids = ["t7", "t8", "t3", "t9", "t09", "t", "7", "0", "u10", "t99999999999999999999"]
    let elements = ids.map { "<b id=\"\($0)\">" }.joined()
    let links = ids.map { "<a href=\"a.html#\($0)\">" }.joined()
    #expect(problems(["index.html": links, "a.html": elements, "b.html": elements]) == [])
  }

  @Test func `an author's address is named with its place`() {
    let place = SourceText.SourceLocation(file: "x.md", line: 3, column: 5)
    #expect(
      problems(["index.html": "<a href=\"y.html\">"], places: ["y.html": place]) == [
        "x.md:3:5: error: broken link 'y.html'\n  hint: the site has no file 'y.html'"
      ])
  }

  @Test func `a mistake that all pages make is told once`() {
    var pages: [String: String] = [:]
    for number in 100..<200 { pages["\(number).html"] = "<a href=\"nowhere.png\"><a href=\"#no\">" }
    #expect(
      problems(pages) == [
        "error: broken link '#no' on '100.html' and 99 other pages\n  hint: the page has no element with the id 'no'",
        "error: broken link 'nowhere.png' on '100.html' and 99 other pages\n  hint: the site has no file 'nowhere.png'",
      ])
  }
}
