import HTML
import Literate
import Site
import SourceText
import TestSupport
import Testing

/// The documents of a site, read and checked together.
@Suite struct SiteDocumentsTests {
  private func problems(
    _ files: [String: String], parameters: [Options.Item] = []
  ) throws -> [String] {
    try TemporaryFolder.use { folder in
      try TidesSite(files, in: folder).problems(files.keys.sorted(), parameters: parameters)
    }
  }

  private func parameter(_ key: String, _ value: String) -> Options.Item {
    let place = SourceText.SourceLocation(file: "--set")
    return Options.Item(key: key, value: value, keyLocation: place, valueLocation: place)
  }

  @Test func `reports keep the order in which they are named, and are told from reviews'`() throws {
    try TemporaryFolder.use { folder in
      let site = try TidesSite(
        [
          "b/Zebra Crossing.md": "---\ntitle: Z\n---\n", "a.md": "Text.\n",
          "each.md": "---\nscope: review\n---\n", "last.md": "# `{value depth}` fathoms\n",
        ], in: folder)
      let documents = try site.documents(["b/Zebra Crossing.md", "each.md", "last.md", "a.md"])
      #expect(documents.reports.map(\.name) == ["zebra-crossing", "last", "a"])
      #expect(documents.perReview.map(\.name) == ["reviews", "each"])
      #expect(documents.index.name == "index" && documents.title == "Tides")
      #expect(documents.frontMatters.count == 5 && documents.all.count == 6)
      // Others follow without a change of order.
      let others = documents.without([folder["last.md"], folder["each.md"], "none.md"])
      #expect(others.reports.map(\.name) == ["zebra-crossing", "a"])
      #expect(others.perReview.map(\.name) == documents.perReview.map(\.name))
    }
  }

  @Test func `a title that names a value gives way to the words of the file's name`() throws {
    try TemporaryFolder.use { folder in
      let site = try TidesSite(
        [
          "low-water.md": "---\ntitle: \"`{value depth}` fathoms\"\n---\n",
          "ebb.md": "---\ntitle: The *very* low & <br> deep\n---\n",
          "high-water.md": "---\ntitle: Full fathom five\n---\n",
        ], in: folder)
      let reports = try site.documents(["low-water.md", "high-water.md", "ebb.md"]).reports
      #expect(reports.map(\.title) == ["Low water", "Full fathom five", "The very low &  deep"])
      #expect(reports.map(\.hasKnownTitle) == [false, true, true])
    }
  }

  @Test func `links between documents lead to pages of the site, or are refused`() throws {
    let heights = "# Heights\n\n## In {#sec-in}\n\n## Deep {#sec-deep when=ebb}\n"
    func check(_ link: String) throws -> [String] {
      try problems(["a.md": "See [it](\(link)).\n", "heights.md": heights])
    }
    for link in [
      "heights.md", "h%65ights.md", "a.md", "heights.md#sec-in", "docs/heights.md", "index.md",
      "x.html",
    ] {
      #expect(try check(link) == [], "\(link)")
    }
    #expect(
      try check("heigths.md") == [
        """
        a.md:1:5: error: the document 'heigths.md' is not a page of this site
          hint: did you mean 'heights'?
        """
      ])
    #expect(
      try check("heights.md#sec-deep") == [
        """
        a.md:1:5: error: 'heights.md#sec-deep' is in a section that may be omitted
          hint: it has when=ebb: link to the document as a whole
        """
      ])
  }

  @Test(arguments: ["index", "reviews", "assets", "data", "summary", "index-2"])
  func `a document cannot have the name of a page that every site has`(name: String) throws {
    #expect(
      try problems(["\(name).md": "Text.\n"]) == [
        """
        \(name).md: error: the page '\(name)' is already written by the program itself
          hint: rename the document
        """
      ])
  }

  @Test func `two documents of one name are named both`() throws {
    let found = try problems(["a/tide.md": "Text.\n", "b/Tide.md": "Text.\n"])
    #expect(
      found == [
        """
        b/Tide.md: error: the page 'tide' is already written by a/tide.md
          hint: rename the document
        """
      ])
  }

  @Test func `an option of the run must be one of some chunk, and holds for every document`() throws
  {
    let chunk = "```{gauge}\n```\n"
    #expect(try problems(["a.md": "Text.\n", "b.md": chunk], parameters: []) == [])
    #expect(try problems(["b.md": chunk], parameters: [parameter("depth", "2")]) == [])
    #expect(
      try problems(["b.md": chunk], parameters: [parameter("dept", "2")]) == [
        """
        --set: error: no chunk in these documents has the option 'dept'
          hint: did you mean 'depth'?
        """
      ])
    #expect(try problems(["b.md": chunk], parameters: [parameter("depth", "77")]).count == 1)
    try TemporaryFolder.use { folder in
      let site = try TidesSite(["b.md": chunk], in: folder)
      let documents = try site.documents(["b.md"], parameters: [parameter("depth", "7")])
      let html = try documents.reports[0].document.weave(in: Tides()).html.markup
      #expect(html.contains("7 fathoms."))
    }
  }

  @Test func `the problems of all documents are told together`() throws {
    let found = try problems([
      "a.md": "```{gauge depth=0}\n```\n", "b.md": "`{value dept}`\n\n![A](none.svg)\n",
      "c.md": "[D](d.md)\n",
    ])
    #expect(found.map { String($0.prefix { $0 != ":" }) }.sorted() == ["a.md", "b.md", "c.md"])
  }
}
