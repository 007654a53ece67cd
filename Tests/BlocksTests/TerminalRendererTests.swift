import Blocks
import Testing

/// Phrases and marked words in a terminal.
struct TerminalRendererTests {
  private let text = MarkedText([
    .unread("…Once "), .word("good", .init(step: 5, value: "+9.1")), .plain(", "),
    .word("bad", .init(step: -1, value: "−0.6")), .plain("\n"),
    .word("x", .init(step: 0, value: "0")),
    .unread(" end"),
  ])

  @Test func `without colours, marked words have their numbers in brackets`() {
    #expect(
      TerminalRenderer().text(of: text)
        == "…[not read: Once ]good[+9.1], bad[−0.6]\nx [not read: end]")
  }

  @Test func `with colours, words have backgrounds, and negative ones a line`() {
    let shown = TerminalRenderer(hasColour: true).text(of: text)
    #expect(shown.contains("\u{1B}[38;5;231;48;5;33mgood\u{1B}[0m"))
    #expect(shown.contains("\u{1B}[4;38;5;16;48;5;230mbad\u{1B}[0m"))
    #expect(shown.contains("…\u{1B}[2mOnce \u{1B}[0m"))
  }

  @Test func `a phrase is one line without control characters`() {
    let phrase: Phrase =
      "a\n\u{1B}[31m \(strong: "b") \(scientific: 1e-9) \(link: "c", to: "d") \(secondary: "e")"
    #expect(
      TerminalRenderer().text(of: phrase)
        == "a \u{FFFD}[31m b 1.0\u{202F}×\u{202F}10⁻⁹ c  e")
  }
}
