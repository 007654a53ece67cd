import Foundation
import HTML
import Testing

/// The marks of attributes that name elements and addresses.
struct MarkTests {
  /// The HTML of markup, with its marks found by a tokenizer.
  private func read(_ markup: String) -> HTML {
    HTMLTemplate<Int>(reading: markup) { _, _ in nil }.filled { _ in "" }
  }

  /// The marked part of the markup.
  private func source(_ mark: HTML.Mark, in html: HTML) -> String {
    String(decoding: Array(html.markup.utf8)[mark.range], as: UTF8.self)
  }

  private let none: String? = nil

  /// Fragments with marks, joined in all ways.
  private var written: [HTML] {
    let hostile = "a\"'<b>&amp; é 你"
    let link: HTML = "<a\(href: "?a=1&b=\(hostile)") class=\"x\">\(hostile)</a>"
    let title: HTML = "<h2\(id: "sec-1")\(labelledBy: "sec-1 a")>\(link)\(id: none)</h2>"
    let word: HTML =
      "<b\(id: "t1")\(tooltip: hostile)>x</b><u\(values: hostile, isFocusable: true)>y</u>"
    let choice: HTML = "<input type=\"radio\"\(group: "by")>"
    var sum = link + "," + title
    sum += word
    sum += HTML(text: hostile)
    sum += choice
    return [
      "", link, title, word, choice, sum, [link, word, title].joined(separator: choice),
      "<p>\([sum, link])\(hostile)\(7)\(sum)</p>", word + word,
    ]
  }

  @Test func `marks are those that a tokenizer finds`() {
    for html in written { #expect(html.marks == read(html.markup).marks) }
    #expect(written.map(\.marks.count) == [0, 1, 3, 4, 1, 9, 10, 19, 8])
  }

  @Test func `a mark has the place and the value of its attribute`() {
    let html: HTML = "<p\(id: "é<")><a\(href: "x&y")>\(id: none)</a></p>"
    #expect(html.marks.map { source($0, in: html) } == ["id=\"é&lt;\"", "href=\"x&amp;y\""])
    #expect(html.marks.map(\.value) == ["é<", "x&y"])
    #expect(html.marks.map(\.kind) == [.id, .link])
  }

  @Test(arguments: MarkupTests.samples)
  func `markup that is read stays byte for byte`(markup: String) {
    let html = read(markup)
    #expect(html.markup == markup)
    let kept = html.changing { _ in .keep }
    #expect(kept == html)
    #expect(kept.marks == html.marks)
  }

  @Test func `each role is found`() {
    let html = read(
      """
      <link rel="stylesheet" href="a.css"><link rel=icon href=b.png><!-- <p id="no"> --><p id='c' title="d">
      <label for=e></label><input name=f><meta name=g><a href="h" title="i"><b title="j"></b><use href="#k"><img src=l>
      <td headers="m n">
      """)
    #expect(
      html.marks.map(\.kind) == [
        .sheet, .resource, .resource, .id, .references, .group, .link, .tooltip, .use, .source,
        .references,
      ])
    #expect(
      html.marks.map(\.value) == ["", "a.css", "b.png", "c", "e", "f", "h", "", "#k", "l", "m n"])
    #expect(source(html.marks[0], in: html) == "<link rel=\"stylesheet\" href=\"a.css\">")
  }

  @Test func `gaps are filled with markup, text and attributes`() {
    let gap = HTMLTemplate<String>.gap
    let template = HTMLTemplate(
      reading: "<h1 id=\"\(gap("a"))-1\" class=\(gap("b"))>\(gap("c"))</h1><!-- \(gap("c")) -->",
      isAuthors: true
    ) { name, isInTag in "\(name)\(isInTag)" }
    let html = template.filled { name in
      switch name {
      case "atrue": HTML(text: "<&>")
      case "btrue": "x"
      case "cfalse": "<b\(id: "y")></b>"
      default: "unknown"
      }
    }
    #expect(
      html.markup
        == "<h1 id=\"&lt;&amp;&gt;-1\" class=x><b id=\"y\"></b></h1><!-- <b id=\"y\"></b> -->")
    #expect(html.marks.map(\.value) == ["<&>-1", "y"])
    #expect(html.marks.map(\.isAuthors) == [true, false])
    #expect(html.marks.map { source($0, in: html) } == ["id=\"&lt;&amp;&gt;-1\"", "id=\"y\""])
  }

  @Test func `what is changed is escaped, and what goes leaves no gap`() {
    let html = read("<link rel=stylesheet href=x><p id=\"a\" class=b><a href='c'><b id=d>")
    let changed = html.changing { mark in
      switch mark.kind {
      case .id: .set("\"<\(mark.value)>\"")
      case .link: .remove
      case .sheet: .replace("<style\(id: "s")></style>")
      default: .keep
      }
    }
    #expect(
      changed.markup
        == "<style id=\"s\"></style><p id=\"&quot;&lt;a&gt;&quot;\" class=b><a><b id=\"&quot;&lt;d&gt;&quot;\">"
    )
    #expect(changed.marks == read(changed.markup).marks)
  }

  @Test func `no literal writes an attribute without its mark`() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources").standardized
    let unmarked =
      #/[ "(](id|href|src|for|headers|list|aria-(labelledby|describedby|controls)|poster|action|xlink:href)=\\?"|<input[^>]* name=|<(span|b|u)\b[^>]* title=/#
    var count = 0
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      // The preview's own pages are sent as they are; nothing collects their links.
      guard file.pathExtension == "swift", !file.path.contains("Sources/Preview/") else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      guard file.path.contains("Sources/HTML/") || text.contains(#/(?m)^(\w+ )?import HTML$/#)
      else {
        continue
      }
      count += 1
      for line in text.split(separator: "\n")
      where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        let isMarked = line.firstMatch(of: unmarked) == nil
        #expect(isMarked, "\(file.lastPathComponent): \(line)")
      }
    }
    #expect(count > 50)
  }
}
