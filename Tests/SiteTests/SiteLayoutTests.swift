import HTML
import Literate
import Site
import TestSupport
import Testing

/// Pages of a site: the shell around a document, with navigation and addresses.
@Suite struct SiteLayoutTests {
  private static let files = [
    "high.md": "---\ntitle: High < *low* & lower\nauthor: Ada\n---\n\nText.\n",
    "low.md": "---\ntitle: Low\nsubtitle: \"At *ebb*, `{value depth}`\"\nlang: de\n---\n\nText.\n",
  ]

  private func use(_ test: (_ pages: [Node]) throws -> Void) throws {
    try TemporaryFolder.use { folder in
      let site = try TidesSite(Self.files, in: folder)
      try test(try site.pages(["low.md", "high.md"]).map { Node(page: $0.texts.site) })
    }
  }

  @Test func `the navigation of each page has all pages, and marks its own`() throws {
    try use { pages in
      for (index, page) in pages.enumerated() {
        let links = page.all("nav").filter { $0.attributes["aria-label"] == "Site" }
          .flatMap { $0.all("a") }
        #expect(links.map(\.text) == ["Tides", "Reviews", "Low", "High < low & lower"])
        #expect(
          links.map { $0.attributes["href"] } == [
            "index.html", "index.html", "low.html", "high.html",
          ]
        )
        let current = links.indices.filter { links[$0].attributes["aria-current"] != nil }
        #expect(current == [index + 1])
      }
    }
  }

  @Test func `a title has that of the site, but the site's own has it once`() throws {
    try use { pages in
      #expect(
        pages.map { $0.all("title")[0].text }
          == ["Tides", "Low · Tides", "High < low & lower · Tides"])
      #expect(pages.map { $0.all("h1")[0].text } == ["Tides", "Low", "High < low & lower"])
      // A title has no marks of its own.
      #expect(pages[2].all("em").isEmpty)
    }
  }

  @Test func `a page has the subtitle, the byline and the language of its document`() throws {
    try use { pages in
      #expect(pages.map { $0.all("html")[0].attributes["lang"] } == ["en", "de", "en"])
      #expect(pages[1].all("p", "standfirst").map(\.text) == ["At ebb, 3"])
      #expect(pages[1].all("em").map(\.text) == ["ebb"])
      #expect(pages[2].all("p", "byline").map(\.text) == ["Ada"])
      #expect(pages[0].all("p", "standfirst").isEmpty && pages[0].all("p", "byline").isEmpty)
    }
  }

  @Test func `neighbours are linked from the page's folder, and a page at an end has one`() throws {
    try TemporaryFolder.use { folder in
      let site = try TidesSite([:], in: folder)
      let documents = try site.documents([])
      let layout = try SiteLayout(site.templates, documents, forms: PageForms(isSite: true))
      let entry = documents.perReview[0]
      let woven = try entry.document.weave(in: Tides())
      let ids = ["a", "b <i>", "c"]
      let neighbours = ids.indices.map { index in
        [index - 1, index + 1].map { place in
          ids.indices.contains(place) ? (ids[place], "reviews/\(place).html") : nil
        }
      }
      let pages = ids.indices.map { index in
        layout.page(
          woven, in: entry, at: "reviews/\(index).html", root: "../", titled: "\(ids[index]): ",
          kicker: ids[index], previous: neighbours[index][0], next: neighbours[index][1])
      }
      let links = pages.map { page in
        Node(page: page.texts.site).all("nav", "pager").flatMap { $0.all("a") }.map {
          [$0.attributes["rel"], $0.attributes["href"], $0.text]
        }
      }
      #expect(
        links == [
          [["next", "../reviews/1.html", "b <i> →"]],
          [["prev", "../reviews/0.html", "← a"], ["next", "../reviews/2.html", "c →"]],
          [["prev", "../reviews/1.html", "← b <i>"]],
        ])
      #expect(pages.map(\.title) == ["a: One", "b <i>: One", "c: One"])
      let middle = Node(page: pages[1].texts.site)
      #expect(middle.all("p", "kicker").map(\.text) == ["b <i>"])
      let sheets = middle.all("link").filter { $0.attributes["rel"] == "stylesheet" }
      #expect(sheets.map { $0.attributes["href"] } == ["../assets/report.css"])
    }
  }

  @Test func `addresses of documents become those of pages, wherever the page is`() throws {
    let links = [
      ("low.md", "low.html"), ("./docs/Low%20Water.md#sec-x", "low-water.html#sec-x"),
      ("index.md", "index.html"), ("other.html", "other.html"), ("#sec-a", "#sec-a"),
      ("https://example.org/a.md", "https://example.org/a.md"), ("dot.svg", "dot.svg"),
    ]
    try TemporaryFolder.use { folder in
      try folder.write("<svg/>", to: "dot.svg")
      let text = links.map { "[x](\($0.0))\n" }.joined() + "![A dot](dot.svg)\n"
      let site = try TidesSite(
        ["a.md": "# A {#sec-a}\n\n\(text)", "low.md": "Text.\n", "Low Water.md": "# X {#sec-x}\n"],
        in: folder)
      let documents = try site.documents(["a.md", "low.md", "Low Water.md"])
      let layout = try SiteLayout(site.templates, documents, forms: PageForms(isSite: true))
      let entry = documents.reports[0]
      for root in ["", "../"] {
        let page = layout.page(
          try entry.document.weave(in: Tides()), in: entry,
          at: root.isEmpty ? "a.html" : "each/a.html", root: root)
        let body = Node(page: page.texts.site)
        let found = body.all("a").filter { $0.text == "x" }.map { $0.attributes["href"] ?? "" }
        let expected = links.map { _, address in
          address.hasPrefix("#") || address.hasPrefix("https:") ? address : root + address
        }
        #expect(found == expected)
        #expect(body.all("img").map { $0.attributes["src"] } == [root + "assets/dot.svg"])
      }
    }
  }
}
