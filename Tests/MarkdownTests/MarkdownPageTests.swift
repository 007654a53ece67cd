import Blocks
import HTML
import Markdown
import SourceText
import Testing

/// A page and what was wrong with it.
private func parse(_ text: String) -> (page: MarkdownPage, problems: String) {
  var problems = Diagnostics()
  let lines = SourceLines(SourceFile(path: "a.md", text: text))
  let page = MarkdownPage(parsing: text, in: lines, problems: &problems)
  return (page, problems.description)
}

/// The HTML of a page whose slots say their number, and whose headings are called h0, h1 and so on.
private func html(_ text: String) -> String {
  let page = parse(text).page
  let fillings = page.slots.indices.map { SlotValue(Phrase(.title("\($0)")), text: "<\($0)>") }
  let ids = page.headings.indices.map { "h\($0)" }
  return page.html(fillings: fillings, headingIDs: ids).markup
}

/// The place of each slot's words.
private func places(_ text: String) -> [String] {
  parse(text).page.slots.map { slot in
    slot.words.map { "\($0.text) \($0.location.line ?? 0):\($0.location.column ?? 0)" }
      .joined(separator: ", ")
  }
}

struct SlotTests {
  @Test func `a code span that begins with a brace is a slot, any other is code`() {
    #expect(html("a `{x}` `y`") == "<p>a <b>0</b> <code>y</code></p>\n")
  }

  @Test func `a doubled brace in a code span prints one`() {
    #expect(
      html("`{{x}}` `{{x}` `{{{x}}}`")
        == "<p><code>{x}</code> <code>{x}</code> <code>{{x}}</code></p>\n")
    #expect(parse("`{{x}}`").page.slots.isEmpty)
  }

  @Test func `a slot in a table cell is filled like one in a paragraph`() {
    #expect(html("| a |\n|---|\n| `{x}` |").contains("<td><b>0</b></td>"))
  }

  @Test func `a slot in the description of an image is plain text`() {
    #expect(
      html("![see `{x}`](y.png)") == "<p><img src=\"y.png\" alt=\"see &lt;0&gt;\" /></p>\n")
    #expect(parse("![`{x}`](y)").page.slots.map(\.content) == [.span(.description)])
    #expect(parse("[*`{x}`*](y)").page.slots.map(\.content) == [.span(.link)])
  }

  @Test func `a fence whose info string begins with a brace is a slot`() {
    #expect(html("```{x}\na: b\n```") == "<b>0</b>\n")
    #expect(html("~~~~ {x}\n~~~~") == "<b>0</b>\n")
    #expect(
      html("```swift\n```") == "<pre tabindex=\"0\"><code class=\"language-swift\"></code></pre>\n")
  }

  @Test func `fences stay where they are in lists and quotes`() {
    #expect(html("> ```{x}\n> ```") == "<blockquote>\n<b>0</b>\n</blockquote>\n")
    #expect(html("- a\n\n  ```{x}\n  ```").contains("<p>a</p>\n<b>0</b>\n</li>"))
  }

  @Test func `the lines of a fence know their places, also in lists and quotes`() throws {
    let page = parse("> 1. ```{x}\n>    ä: b\n>\n>      c\n>    ```").page
    guard case .fence(let fence) = try #require(page.slots.first).content else {
      Issue.record("not a fence")
      return
    }
    #expect(fence.lines.map(\.text) == ["ä: b", "", "  c"])
    #expect(fence.lines.map(\.number) == [2, 3, 4])
    #expect(fence.lines.map(\.utf8Column) == [6, 2, 8])
    #expect(fence.isClosed)
  }

  @Test(arguments: ["```{x}\na: b\n", "> ```{x}\n> a: b\n\nc", "````{x}\n```\n", "```{x}"])
  func `a fence without an end is noticed`(text: String) throws {
    guard case .fence(let fence) = try #require(parse(text).page.slots.first).content else {
      Issue.record("not a fence")
      return
    }
    #expect(!fence.isClosed)
  }

  @Test func `columns count characters`() {
    #expect(places("äöü `{x y}`") == ["{x 1:6, y} 1:9"])
    #expect(places("``` {x  y}\n```") == ["{x 1:5, y} 1:9"])
  }

  @Test func `places are true behind pipes and where a span goes on in the next line`() {
    #expect(places("| a |\n|---|\n| ä \\| \\| `{x}` |") == ["{x} 3:12"])
    #expect(places("> a `{x\n>  y}` `{z}`") == ["{x 1:6, y} 2:4", "{z} 2:9"])
  }
}

struct HeadingTests {
  @Test func `headings have ids`() {
    #expect(html("# A\n\nB\n---") == "<h1 id=\"h0\">A</h1>\n<h2 id=\"h1\">B</h2>\n")
  }

  @Test func `a label at the end of a heading is taken from it`() throws {
    let page = parse("\n## Ä *b* {#sec-x}").page
    let heading = try #require(page.headings.first)
    #expect(heading.label?.text == "sec-x")
    #expect(heading.label?.location.description == "a.md:2:12")
    #expect(page.text(heading.text, fillings: []) == "Ä b")
    #expect(html("# A {#sec-x} b") == "<h1 id=\"h0\">A {#sec-x} b</h1>\n")
  }

  @Test func `the text of a heading is the text of all that is in it`() throws {
    let page = parse("# a `b` *c* [d **e**](f) `{g}` &amp;").page
    let fillings = [SlotValue(.strong("7"), text: "7")]
    #expect(page.text(page.headings[0].text, fillings: fillings) == "a b c d e 7 &")
  }
}

struct DressingTests {
  @Test func `tables stand in regions named after their columns, and align by class`() {
    let table = "| a | `{x}` <|&|\n|:--|--:|:-:|\n| 1 | 2 | 3 |"
    #expect(
      html(table) == """
        <div class="scroll" role="region" tabindex="0" \
        aria-label="Table: a, &lt;0&gt; &lt;, &amp;"><table>
        <thead>
        <tr>
        <th scope="col" class="left">a</th>
        <th scope="col" class="num"><b>0</b> &lt;</th>
        <th scope="col" class="center">&amp;</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td class="left">1</td>
        <td class="num">2</td>
        <td class="center">3</td>
        </tr>
        </tbody>
        </table></div>

        """)
  }

  @Test func `a column without a name has no head`() {
    let found = html("| | a |\n|---|--:|\n| 1 | |")
    #expect(found.contains("<tr>\n<td></td>\n<th scope=\"col\" class=\"num\">a</th>\n</tr>"))
    #expect(!html("| |\n|:-:|\n| 1 |").contains("<th "))
  }

  @Test func `tasks are marks with names`() {
    #expect(
      html("- [x] a\n- [ ] b") == """
        <ul>
        <li><span role="img" aria-label="done">☑</span> a</li>
        <li><span role="img" aria-label="open">☐</span> b</li>
        </ul>

        """)
  }

  @Test func `a note is an aside beside the paragraphs`() {
    #expect(
      html("a\n\n> [!NOTE]\n> b\n> c\n\nd") == """
        <p>a</p>
        <aside class="note">
        <p>b
        c</p>
        </aside>
        <p>d</p>

        """)
    #expect(
      html("> [!ANSWER]\n> b")
        == "<details class=\"answer\"><summary>Answer</summary>\n<p>b</p>\n</details>\n")
    #expect(html("> [!NOTE]\n>\n> b") == "<aside class=\"note\">\n<p>b</p>\n</aside>\n")
    #expect(
      html("> [!WARNING]\n> b")
        == "<aside class=\"note warning\"><p class=\"label\">Warning</p>\n<p>b</p>\n</aside>\n")
    // A quotation that begins with the tag has a backslash in front of a bracket.
    for quotation in ["> \\[!NOTE]\n> a", "> \\[!NOTE\\]\n> a", "> [!NOTE\\]\n> a"] {
      #expect(
        html(quotation) == "<blockquote>\n<p>[!NOTE]\na</p>\n</blockquote>\n")
    }
    #expect(html(">\n\n[!NOTE]") == "<blockquote>\n</blockquote>\n<p>[!NOTE]</p>\n")
  }

  @Test func `footnotes link there and back`() {
    let text = html("a[^n]\n\n[^n]: `{x}`")
    #expect(text.contains("<a href=\"#fn-n\" id=\"fnref-n\""))
    #expect(text.contains("<p><b>0</b> <a href=\"#fnref-n\""))
  }

  @Test func `a line is a phrase, whatever it begins with`() {
    for text in ["- a", "# a", "> a", "1. a", "```a", "a #", "| a |", "    a", "---", "[a]: b"] {
      var problems = Diagnostics()
      let lines = SourceLines(SourceFile(path: "a.md", text: text))
      let page = MarkdownPage(
        parsingLine: text, in: lines, at: SourceLocation(file: "a.md", line: 1, column: 1),
        problems: &problems)
      let phrase = String(text.drop { $0 == " " })
      #expect(page.html(fillings: []) == HTML(text: phrase))
    }
  }
}

struct RefusalTests {
  @Test(arguments: [
    ("a <b>c</b>", "a.md:1:3: warning: raw HTML is not supported"),
    ("\n<div>\n</div>", "a.md:2:1: warning: raw HTML is not supported"),
    ("<!-- a --> b", "a.md:1:1: warning: raw HTML is not supported"),
  ])
  func `raw HTML is dropped with a warning`(text: String, message: String) {
    #expect(parse(text).problems.hasPrefix(message))
    #expect(!html(text).contains("<b>") && !html(text).contains("<!--"))
  }

  @Test func `what stands between two tags stays, and is warned of once`() {
    #expect(
      html("a <b>c</b>\n\n- <i>d\n\n  <div>\n\n# <br>e") == """
        <p>a c</p>
        <ul>
        <li>
        <p>d</p>
        </li>
        </ul>
        <h1 id="h0">e</h1>

        """)
    #expect(parse("a <b>c</b>").problems.split(separator: "\n").count == 2)
  }

  @Test func `a text that never closes its last block is told from one that does`() {
    for text in ["```\na", "<!-- a", "<pre>\n\nb", "~~~{x}\n"] {
      #expect(MarkdownPage.endsInsideOfBlock(text), "\(text)")
    }
    for text in ["", "a", "- a", "> a", "```\n```", "[^1]: a", "    a", "| a |\n|---|", "<div>"] {
      #expect(!MarkdownPage.endsInsideOfBlock(text), "\(text)")
    }
  }

  @Test(
    arguments: [
      "JaVaScRiPt:b", "JAVASCRIPT:b", "javascript&colon;b", "&#106;avascript:b", "VbScript:b",
      "FILE:///etc", "Data:text/html,b", "dATA:image/svg+xml,b", "data:IMAGE/svg+xml,b",
      "java\u{AD}script:b",
    ],
    ["[a](X)", "[a](<X>)", "![a](X)", "[a]\n\n[a]: X", "[![c](d)](X)", "| a |\n|---|\n| [b](X) |"])
  func `an address that runs or reads something is refused however it is written`(
    address: String, form: String
  ) {
    if address.contains("\u{AD}") {
      // A browser does not read past this one, so that it is an address like any other.
      #expect(parse(form.replacing("X", with: address)).problems.isEmpty)
      return
    }
    let text = form.replacing("X", with: address)
    let said = parse(text).problems
    #expect(said.contains("error: an address that begins with '"), "\(text): \(said)")
    #expect(said.contains("is not allowed"))
  }

  @Test(arguments: ["<java&#9;script:b>", "<java&#10;script:b>", "<&#32;javascript:b>"])
  func `white space in front of a scheme or inside of it hides nothing`(address: String) {
    #expect(parse("[a](\(address))").problems.contains("an address that begins with 'javascript:'"))
  }

  @Test(arguments: [
    "data:image/png;base64,AA==", "DATA:Image/PNG;base64,AA==", "b.html",
    "https://example.com/javascript:b", "#javascript:",
  ])
  func `a picture in an address and a file are allowed`(address: String) {
    #expect(parse("[a](\(address))").problems.isEmpty)
  }

  @Test func `comments are left out`() {
    #expect(parse("<!-- a -->\n\nb <!-- c --> d").problems.isEmpty)
    #expect(html("<!-- a -->\n\nb <!-- c --> d") == "<p>b  d</p>\n")
  }

  @Test(arguments: [
    (
      "[a](javascript:b)",
      "a.md:1:1: error: an address that begins with 'javascript:' is not allowed"
    ),
    (
      "ä ![a](data:image/svg+xml,b)",
      "a.md:1:3: error: an address that begins with 'data:' is not allowed"
    ),
    ("<file:///etc>", "a.md:1:1: error: an address that begins with 'file:' is not allowed"),
    (
      "[a[^n]](b)\n\n[^n]: c",
      "a.md:1:3: error: a footnote is not allowed in a link\n  hint: move it after the link"
    ),
    ("> [!NTOE]\n> a", "a.md:1:3: error: there is no callout 'NTOE'\n  hint: did you mean 'NOTE'?"),
    (
      "a &#1; b",
      "a.md:1:1: error: the character U+0001 is not allowed in a page\n  hint: remove it"
    ),
    (
      "[a](b \"&#x1;0&#2;\") `{x}`",
      "a.md:1:1: error: the character U+0001 is not allowed in a page\n  hint: remove it"
    ),
  ])
  func `what a page can't hold is refused`(text: String, message: String) {
    #expect(parse(text).problems == message)
  }

  @Test func `links are collected with their places`() {
    let links = parse("a [b](c.html)\n\n![d](e.png) <https://f.org>").page.links
    #expect(links.map(\.destination) == ["c.html", "e.png", "https://f.org"])
    #expect(links.map(\.isImage) == [false, true, false])
    #expect(links.map(\.location.description) == ["a.md:1:3", "a.md:3:1", "a.md:3:13"])
  }

  @Test func `hostile text is no trap`() {
    let many = 2000
    let texts = [
      String(repeating: "> ", count: many) + "a", String(repeating: "*a ", count: many),
      String(repeating: "[", count: many), String(repeating: "- ", count: many) + "`{x}`",
      String(repeating: "![", count: many) + "`{x}`" + String(repeating: "](y)", count: many),
      "# " + String(repeating: "**_", count: many) + "`{x}`", "\u{1}0\u{2}`{x}`", "`{`", "`{x",
      "{x}",
    ]
    for text in texts { _ = html(text) }
  }
}
