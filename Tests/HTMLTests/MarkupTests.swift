import HTML
import Testing

/// Markup read again.
@Suite struct MarkupTests {
  static let samples = [
    "", "text", "<p>a &lt; b</p>", "<br>a<br/>b", "a < b", "<", "</", "<a", "<a href=\"x>y\">z</a>",
    "<!DOCTYPE html>\n<!-- <p id=\"no\"> --><p id='yes'>", "<style>a > b { } <b></style>c",
    "<a\nhref = x checked>", "<b>\u{301}e</b>\u{301}<i>\u{301}</i>",
    "<svg><path d=\"M0 0\"/></svg>",
    "<!-- never closed", "<script>if (a < b) {}", "<p class=>x</p>", "<p \"odd\" =x>y",
  ]

  @Test(arguments: samples)
  func `the pieces of markup are the markup`(markup: String) {
    let pieces = Markup(markup).map { piece in
      switch piece {
      case .opening(let tag): String(tag.source)
      case .closing(_, let source), .text(let source), .other(let source): String(source)
      }
    }
    #expect(pieces.joined() == markup)
    #expect(pieces.allSatisfy { !$0.isEmpty })
  }

  @Test func `attributes have their values without escapes`() {
    let pieces = Array(
      Markup("<a href=\"?a=1&amp;b='2'\" title='&#8722;1 &lt; &unknown;' hidden id=x>"))
    guard case .opening(let tag) = pieces[0] else {
      Issue.record("this is a tag")
      return
    }
    #expect(tag.name == "a")
    #expect(
      tag.attributes.map { "\($0.name)=\($0.value)" } == [
        "href=?a=1&b='2'", "title=−1 < &unknown;", "hidden=", "id=x",
      ])
    #expect(tag["id"] == "x")
    #expect(tag["class"] == nil)
  }

  @Test func `escaping and reading again gives the text back`() {
    let text = "<b> & \"it's\" &amp; &#1; &; &\u{301} 1 < 2"
    #expect(HTML.unescape(HTML(text: text).markup) == text)
  }
}
