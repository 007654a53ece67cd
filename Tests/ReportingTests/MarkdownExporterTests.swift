import HTML
import Markdown
import Reporting
import SourceText
import Testing

/// Pages as Markdown, read back by the parser that GitHub has.
struct MarkdownTextTests {
  /// Markdown as GitHub shows it.
  private func shown(_ markdown: String) -> (html: String, problems: [Diagnostic]) {
    var problems = Diagnostics()
    let page = MarkdownPage(
      parsing: markdown, in: SourceLines(SourceFile(path: "x.md", text: markdown)),
      problems: &problems)
    return (page.html(fillings: [], headingIDs: []).markup, problems.all)
  }

  /// What can be read of markup, without the word joiners that nobody sees.
  private func text(of markup: String) -> String {
    var text = ""
    for case .text(let piece) in Markup(markup) { text += HTML.unescape(piece) }
    return text.replacing("\u{2060}", with: "").split { $0 == " " || $0 == "\n" }
      .joined(separator: " ")
  }

  private static let hostile = [
    "*bold* _slanted_ ~~struck~~ `code` **x", "# no heading", "- no item", "1. no item", "+ x",
    "12) no item", "> no quote", "<script>alert(1)</script> &lt; &amp; &#42;", "| a | b |",
    "[x](javascript:y) ![z](w) [^1] [x]: y", "---", "===", "***", "~~~", "```math", "$x$ $$y$$",
    "\\ \\* a\\", "{value x} :tada:", "a\u{301}*\u{301}b*", "< b > c </ d", "`\u{301}``",
    "1.5 -2 +3 #",
    "<!-- hidden -->", "[!NOTE]", "- [ ] task", "  indented", "!\u{301}[x]",
  ]

  @Test(arguments: hostile)
  func `text is shown as it was written, whatever it says`(words: String) {
    for markdown in [
      MarkdownPhrase.escape(words), "| x |\n|---|\n| \(MarkdownPhrase.escape(words)) |",
      "> " + MarkdownPhrase.escape(words), "- " + MarkdownPhrase.escape(words),
    ] {
      let (html, problems) = shown(markdown)
      let wanted = words.split(separator: " ").joined(separator: " ")
      #expect(problems == [])
      #expect(text(of: html).hasSuffix(wanted), "\(markdown) became \(html)")
      let tags = ["<p>", "<table>", "<th", "<td>", "<tr>", "<thead>", "<tbody>", "<ul>", "<li>"]
      for case .opening(let tag) in Markup(html) where !tags.contains(where: tag.source.hasPrefix) {
        #expect(tag.name == "blockquote" || tag.name == "div", "\(markdown) became \(html)")
      }
    }
  }

  @Test func `nobody is mentioned and nothing is linked`() {
    #expect(MarkdownPhrase.escape("@swift fixes #12") == "@\u{2060}swift fixes #\u{2060}12")
    #expect(
      MarkdownPhrase.escape("http://x.org www.x.org a@x.org")
        == "http\\://x.org www\\.x.org a@\u{2060}x.org")
  }

  private static let blocks: [(HTML, String)] = [
    ("<h2 id=\"x\">A *b*</h2><p>c\nd</p>", "## A \\*b\\*\n\nc d\n"),
    ("<ul><li>a</li><li><p>b</p><p>c</p></li></ul>", "- a\n\n- b\n\n  c\n"),
    ("<ol start=\"3\"><li>a</li><li>b</li></ol>", "3. a\n4. b\n"),
    ("<blockquote><p>a</p><ul><li>b</li></ul></blockquote>", "> a\n>\n> - b\n"),
    ("<aside class=\"note\"><p>a</p></aside>", "> [!NOTE]\n> a\n"),
    (
      "<aside class=\"note warning\"><p class=\"label\">Warning</p><p>a</p></aside>",
      "> [!WARNING]\n> a\n"
    ),
    ("<pre><code class=\"language-swift\">a ``` b\n</code></pre>", "````swift\na ``` b\n````\n"),
    (
      "<p><code>a`b|</code> <a href=\"https://x.org/(y)\">z</a></p>",
      "``a`b|`` [z](https://x.org/%28y%29)\n"
    ),
    ("<p>10<sup>−16</sup> x<sup>n</sup></p>", "10⁻¹⁶ x^n\n"),
    (
      "<table><thead><tr><th>a|b</th><th>c</th></tr></thead><tbody><tr><td><code>x|y</code></td><td>−1</td></tr></tbody></table>",
      "| a\\|b | c |\n| --- | ---: |\n| `x\\|y` | −1 |\n"
    ),
    (
      "<p class=\"text\">a <span class=\"t p3 b1-n2\">good</span>\n<span class=\"t n1\">bad</span> <span class=\"t\">x</span> <span class=\"t unknown\">y</span></p>",
      "a **good**\\\n*bad* x \\[y\\]\n"
    ),
    (
      "<p class=\"text\"><s class=\"unread\">“one\ntwo</s>, <u class=\"t unknown n6\">bad</u> <b class=\"t p6\">good</b><s class=\"unread\"> and. so!</s></p>",
      "“~~one\\\ntwo~~, \\[*bad*\\] **good** ~~and. so~~!\n"
    ),
    (
      "<p>a<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup></p>",
      "a[^page-1]\n"
    ),
    (
      "<section class=\"footnotes\"><ol><li id=\"fn-1\"><p>b <a href=\"#fnref-1\" class=\"footnote-backref\">↩</a></p></li></ol></section>",
      "[^page-1]: b\n"
    ),
    (
      "<div class=\"equation\" id=\"eq-a\"><math display=\"block\" alttext=\"\\frac{a}{b} &lt; c\"><mi>a</mi></math><span class=\"number\">(2)</span></div>",
      "```math\n\\frac{a}{b} < c \\tag{2}\n```\n"
    ),
    ("<p>x <math alttext=\"a_t\"><mi>a</mi></math></p>", "x $`a_t`$\n"),
    ("<svg><title>x</title><desc>y</desc></svg>", ""),
    (
      "<figure><svg><desc>It rises.</desc></svg><figcaption><b>Figure 1.</b> A line</figcaption></figure>",
      "It rises.\n\n**Figure 1.** A line\n"
    ),
  ]

  @Test(arguments: blocks)
  func `each kind of block has its Markdown`(html: HTML, markdown: String) {
    #expect(MarkdownExporter(name: "page").text(of: html) == markdown)
  }

  @Test func `a document comes through HTML and back as the same page`() {
    let document = """
      # Title & more

      A paragraph with *slanted*, **bold**, ~~struck~~ and `code`,
      a [link](https://example.org/a_b) and 3 < 4.

      - one
      - two

        with more

      1. first
      2. second

      > quoted
      >
      > - in a quote

      | a | b |
      | --- | ---: |
      | x\\|y | 1 |

      ```swift
      let a = 1
      ```

      ---

      The end.
      """
    let page = shown(document).html
    let again = shown(MarkdownExporter().text(of: HTML(trusting: page))).html
    #expect(again == page.replacing("code</code>,\na", with: "code</code>, a"))
  }

  @Test
  func `struck is what the model never reads, bold what supports, slanted what speaks against`()
    throws
  {
    let page: HTML = """
      <p class="text"><s class="unread">a (b)</s> <b class="t p5">c</b> <span class="t p1">d</span> \
      <u class="t n6">e</u> <span class="t n2">f</span> <u class="t n6 unknown">g</u> h\
      <s class="unread">, i ~j~ *k*</s></p>
      """
    let html = shown(MarkdownExporter().text(of: page)).html
    for (tag, words) in [
      ("del", ["a (b", "i ~j~ *k"]), ("strong", ["c", "d"]), ("em", ["e", "f", "g"]),
    ] {
      let found = html.matches(
        of: try Regex("<\(tag)>([^<]*)</\(tag)>", as: (Substring, Substring).self))
      #expect(found.map { String($0.1) } == words, "\(html)")
    }
    #expect(text(of: html) == "a (b) c d e f [g] h, i ~j~ *k*")
  }

  @Test func `nesting without end is no trap`() {
    let deep =
      String(repeating: "<ul><li>", count: 50_000) + "x"
      + String(repeating: "</li></ul>", count: 50_000)
    #expect(MarkdownExporter().text(of: HTML(trusting: deep)).contains("x"))
    #expect(MarkdownExporter().text(of: HTML(trusting: "</p></div><p>a")) == "a\n")
  }

  @Test func `what does not fit goes as a whole, from the end, and is counted`() {
    let sections = [
      SizeLimit.Section(size: 100, count: 2, of: "claim"),
      SizeLimit.Section(size: 50, of: "page of the list", plural: "pages of the list"),
      SizeLimit.Section(size: 100, count: 7, of: "review"),
      SizeLimit.Section(size: 10, count: 1, of: "review"),
    ]
    for bytes in 0..<400 {
      let fitting = SizeLimit(bytes: bytes).fitting(sections)
      let size = [100, 50, 100, 10].prefix(fitting.count).reduce(0, +) + fitting.note.utf8.count
      #expect(size <= bytes)
      #expect((fitting.count == 4) == (bytes >= 260))
    }
    #expect(
      SizeLimit(bytes: 240).fitting(sections).note
        == "\n*Omitted: 1 of 1 page of the list, 8 of 8 reviews; this output is limited to 240 bytes.*\n"
    )
    #expect(SizeLimit(bytes: nil).fitting(sections).count == 4)
  }
}
