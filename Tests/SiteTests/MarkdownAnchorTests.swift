import Site
import TestSupport
import Testing

/// Links between the sections of a Markdown text, to the anchors that GitHub gives to headings.
struct MarkdownAnchorTests {
  private func anchor(of heading: String) -> String? {
    MarkdownAnchors([("a.html", heading)]).target(of: "a.html", from: "index.html")
  }

  @Test(arguments: [
    ("Tides", "#tides"), ("High Water, Low Water", "#high-water-low-water"),
    ("  two  spaces", "#--two--spaces"), ("Don't stop: it's 5 (or 6)!", "#dont-stop-its-5-or-6"),
    ("snake_case and kebab-case", "#snake_case-and-kebab-case"), ("ÄRGER & ÖL", "#ärger--öl"),
    ("Review 1 of 2 · slow-burn", "#review-1-of-2--slow-burn"), ("C++", "#c"), ("", "#"),
  ])
  func `an anchor is the heading in lower case, without punctuation, with hyphens for spaces`(
    heading: String, target: String
  ) {
    #expect(anchor(of: heading) == target)
  }

  @Test(arguments: [
    ("温かくて面白い 映画", "#温かくて面白い-映画"), ("映画。「良い」", "#映画良い"), ("영화 리뷰", "#영화-리뷰"),
    ("हिन्दी फ़िल्म", "#हिन्दी-फ़िल्म"), ("ভালো ছবি", "#ভালো-ছবি"), ("cafe\u{301}", "#cafe\u{301}"),
    ("👍🏽 film", "#-film"), ("½ star, Ⅳ stars", "#-star-ⅳ-stars"), ("a‿b", "#a‿b"),
  ])
  func `letters, marks and digits of every script stay`(heading: String, target: String) {
    #expect(anchor(of: heading).map { Array($0.unicodeScalars) } == Array(target.unicodeScalars))
  }

  @Test func `addresses are those of pages, seen from the page with the link`() {
    let anchors = MarkdownAnchors([("reviews/a.html", "First"), ("tides.html", "Tides")])
    #expect(anchors.target(of: "tides.html", from: "index.html") == "#tides")
    #expect(anchors.target(of: "../tides.html", from: "reviews/a.html") == "#tides")
    #expect(anchors.target(of: "a.html", from: "reviews/b.html") == "#first")
    #expect(anchors.target(of: "../index.html", from: "reviews/a.html") == "#all-reviews")
    for address in ["a.html", "tides.html#sec-x", "data/report.jsonl", "../../tides.html"] {
      #expect(anchors.target(of: address, from: "index.html") == nil, "\(address)")
    }
  }

  @Test func `a page in Markdown links to the sections of other pages, where they have a heading`()
    throws
  {
    try TemporaryFolder.use { folder in
      let site = try TidesSite(
        [
          "a.md": """
          ---
          title: High Water
          ---

          See [low](low.md), [a part](low.md#sec-in), [all](index.md) and [elsewhere](https://example.org/).
          """, "low.md": "# Low & lower\n\n## In {#sec-in}\n",
        ], in: folder)
      let forms = PageForms(
        isSite: false,
        markdown:
          MarkdownAnchors([("a.html", "High Water"), ("low.html", "Low & lower")]))
      let pages = try site.pages(["a.md", "low.md"], forms: forms)
      #expect(pages[0].texts.markdown.hasPrefix("## All reviews\n"))
      #expect(pages[1].texts.markdown.hasPrefix("## High Water\n"))
      #expect(
        pages[1].texts.markdown.contains(
          "See [low](#low--lower), a part, [all](#all-reviews) and [elsewhere](https://example.org/)."
        ), "\(pages[1].texts.markdown)")
      #expect(
        pages[2].texts.markdown.hasPrefix("## Low \\& lower\n\n### In"),
        "\(pages[2].texts.markdown)")
    }
  }
}
