import Blocks
import HTML
import Testing

/// The HTML of each kind of block.
struct HTMLRendererTests {
  private static let table = Table(
    named: "T", style: "s",
    columns: [.init("a", .text), .init(""), .init("c", .number, span: 2)],
    groups: [.init(""), .init("g", span: 3)],
    rows: [.init([.header("r"), "x", .init("1", span: 2, style: "u")], style: "v")],
    foot: [.init("sum", ["", "2", "3"])])

  private static let blocks: [(Block, String)] = [
    (.paragraph("a & \(strong: "b")", style: "c"), "<p class=\"c\">a &amp; <strong>b</strong></p>"),
    (.heading("a", level: 3, id: "x"), "<h3 id=\"x\">a</h3>"),
    (.list(.init([[.phrase("a")]], style: "s")), "<ul class=\"s\">\n<li>a</li>\n</ul>"),
    (.list(.init([[.phrase("a")]], start: 2)), "<ol start=\"2\">\n<li>a</li>\n</ol>"),
    (.facts([.init("a", "b")]), "<dl class=\"facts\">\n<dt>a</dt><dd>b</dd>\n</dl>"),
    (
      .keyFigures([.init("a", "1")]),
      "<dl class=\"figures wide\">\n<div><dt>a</dt><dd>1</dd></div>\n</dl>"
    ),
    (
      .table(table),
      """
      <div class="scroll" role="region" aria-label="T" tabindex="0"><table class="s"><thead>\
      <tr><td></td><th scope="colgroup" colspan="3">g</th></tr>
      <tr><th scope="col" class="left">a</th><td></td><th scope="col" class="num" colspan="2">c</th></tr></thead>
      <tbody>
      <tr class="v"><th scope="row">r</th><td>x</td><td class="num u" colspan="2">1</td></tr>
      </tbody>
      <tfoot>
      <tr><th scope="row">sum</th><td></td><td class="num">2</td><td class="num">3</td></tr>
      </tfoot></table></div>
      """
    ),
    (
      .picture(
        Picture(
          title: "t", description: "d", id: "p", attributes: "height=\"1\"", drawing: "<path/>",
          frame: "f")),
      """
      <div class="f"><svg height="1" role="img" aria-labelledby="p-t p-d"><title id="p-t">t</title>\
      <desc id="p-d">d</desc><path/></svg></div>
      """
    ),
    (
      .marked(
        MarkedText([
          .unread("a"), .plain(" "),
          .word("b", .init(step: 6, others: [0, -1, 6], values: "x", id: "t1", rank: 3)),
          .word("c", .init(step: -5)), .word("d", .init(step: 1, isKnown: false)),
          .plain("\u{202E}"),
        ]), isFocusable: true),
      """
      <p class="text" dir="auto" tabindex="0"><s class="unread">a</s> \
      <b class="t p6 b1-0 b2-n1 r3" id="t1" tabindex="0" data-v="x">b</b><u class="t n5">c</u><span class="t unknown p1">d</span>\
      <span class="ctrl">⟨U+202E⟩</span></p>
      """
    ),
    (.quote([.phrase("a")]), "<blockquote>a</blockquote>"),
    (
      .note(kind: "tip", [.paragraph("a")]),
      "<aside class=\"note tip\"><p class=\"label\">Tip</p>\n<p>a</p>\n</aside>"
    ),
    (
      .note(kind: "answer", [.paragraph("a")]),
      "<details class=\"answer\"><summary>Answer</summary>\n<p>a</p>\n</details>"
    ),
    (.rule, "<hr>"), (.control("<nav></nav>"), "<nav></nav>"),
    (.code("<a>"), "<pre tabindex=\"0\"><code>&lt;a&gt;</code></pre>"),
    (
      .equation(.init("<math></math>", tex: "x", number: 1, id: "eq-a")),
      "<div class=\"equation\" id=\"eq-a\"><math></math><span class=\"number\">(1)</span></div>"
    ),
    (
      .figure(
        .init([.rule], title: "Figure 1", id: "fig-a", name: "n", caption: "c", style: "wide")),
      """
      <figure id="fig-a" class="wide" aria-label="n"><hr><figcaption><b>Figure 1.</b> c</figcaption></figure>
      """
    ),
    (
      .group([.rule], .init("s", id: "i", name: "n")),
      "<div id=\"i\" class=\"s\" role=\"group\" aria-label=\"n\"><hr></div>"
    ),
    (.group([.rule], .init("note", choice: 1)), "<div class=\"note by-1\"><hr></div>"),
    (.rendered([.rule], elsewhere: []), "<hr>"),
    (
      .paragraph(
        "\(scientific: 1.7e-16) \(secondary: "s") \(piece: .data(value: "1", text: "1.0"))"),
      """
      <p>1.7\u{202F}×\u{202F}10<sup>−16</sup> <span class="sub">s</span> <data value="1">1.0</data></p>
      """
    ),
  ]

  @Test(arguments: blocks)
  func `each kind of block has its HTML`(block: Block, html: String) {
    #expect(block.html.markup == html)
  }

  @Test func `a phrase is written like a string, and interpolated text is escaped`() {
    let name = "<b>"
    let phrase: Phrase = "a \(name) \(code: name) \(3) \(Phrase(name))"
    #expect(phrase.html.markup == "a &lt;b&gt; <code>&lt;b&gt;</code> 3 &lt;b&gt;")
    #expect((phrase + "" + Phrase("c")).pieces.count == 3)
  }
}
