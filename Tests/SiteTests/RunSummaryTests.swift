import Site
import Testing

/// The summary of a run in Markdown, as long as its reader accepts.
struct RunSummaryTests {
  private static let head = "# Tides\n"
  private static let claims = ["- one is false\n", "- two is false, at some length\n"]
  private static let others = [
    "## Reviews, of which there are many\n", "## Methods, as they were chosen\n", "## Versions\n",
  ]

  private static let summary = RunSummary(
    head: .init(head, of: ""), falseClaims: claims.map { .init($0, of: "claim") },
    others: others.map { .init($0, of: "section") })

  @Test func `a summary has all its sections in order, with a line between them`() {
    let text = ([Self.head] + Self.claims + Self.others).joined(separator: "\n")
    #expect(Self.summary.text() == text)
    #expect(Self.summary.text(limit: text.utf8.count + 1) == text)
  }

  @Test func `a summary never exceeds its limit, and loses its last sections first`() {
    let sections = [Self.head] + Self.claims + Self.others
    let whole = Self.summary.text()
    var last = 0
    for limit in -10...whole.utf8.count + 10 {
      let text = Self.summary.text(limit: limit)
      #expect(text.utf8.count <= max(0, limit), "\(limit)")
      let kept = sections.prefix { text.contains($0) }.count
      #expect(kept >= last, "\(limit)")
      for section in sections.dropFirst(kept) { #expect(!text.contains(section), "\(limit)") }
      last = kept
    }
    #expect(last == sections.count)
  }

  @Test func `the note counts what is left out of each kind`() {
    // The title and one claim fit besides the note.
    let text = Self.summary.text(limit: 130)
    #expect(text.hasPrefix(Self.head + "\n" + Self.claims[0]))
    #expect(
      text.hasSuffix(
        "\n*Omitted: 1 of 2 claims, 3 of 3 sections; this output is limited to 130 bytes.*\n"))
  }
}
