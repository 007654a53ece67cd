import Blocks
import HTML
import TestSupport
import Testing

/// Long parts of a review that the model never reads are folded.
struct FoldedTextTests {
  private func html(_ segments: [MarkedText.Segment]) -> String {
    [Block.marked(MarkedText(segments), isFocusable: false)].html.markup
  }

  @Test func `a hundred unread words are folded with their number, and fewer stay in the text`() {
    let long = html([.unread("Long ago", words: 1890), .plain(" in "), .word("a", .init(step: 2))])
    #expect(
      long == """
        <div class="text" dir="auto"><details class="folded"><summary>1890 words that the model never read</summary>\
        <p><s class="unread">Long ago</s></p></details><p> in <b class="t p2">a</b></p></div>
        """)
    #expect(!html([.unread("Long ago", words: 99), .plain(" in")]).contains("details"))
  }

  @Test func `the end of a text is folded too, and nothing is lost`() {
    let parts: [MarkedText.Segment] = [
      .unread("one", words: 100), .plain(" two "), .unread("three", words: 5), .plain(" "),
      .unread("four", words: 200),
    ]
    let page = Node(page: html(parts))
    #expect(page.all("details").count == 2)
    #expect(page.all("s").map(\.text) == ["one", "three", "four"])
    #expect(page.all("p").map(\.text) == ["one", "two three", "four"])
  }
}
