import TestSupport
import Testing

/// Links between the pages of a site, where all pages are sections of one file.
struct SingleFileLinkTests {
  @Test func `a link to a word or a section of another page leads to just that`() throws {
    try Workplace.use { work in
      try work.folder.write("{#good} A good film.\n{#bad} A bad film.\n", to: "picks.txt")
      try work.folder.write(
        """
        # Tiny

        See [good](reviews/good.html#t2), [bad](reviews/bad.html#t2) and [the note](#sec-note).

        ## Note {#sec-note}

        As `{ref sec-note}` says.
        """, to: "tiny.md")
      try work.writeModel()
      let outcome = try work.report(
        "build", "tiny.md", "--reviews", "picks.txt", "--single-file", "one.html",
        "--model", "model", "--methods", "occlusion")
      #expect(outcome.status == 0)
      let file = try #require(work.folder.read("one.html"))
      let links = file.matches(
        of: /<a href="#([^"]+\.t\d+|[^"]+note)">(good|bad|film|the note|Note)<\/a>/)
      #expect(links.count > 6)
      for link in links {
        let name = String(link.2)
        let place = try #require(
          file.firstMatch(of: try Regex(#"<([a-z0-9]+) [^>]*id="\#(link.1)"[^>]*>([^<]*)<"#)),
          "\(link.1)")
        let text = String(place.output[2].substring ?? "")
        #expect(text == name || (name.hasSuffix("ote") && text == "Note"), "\(link.0)")
      }
    }
  }
}
