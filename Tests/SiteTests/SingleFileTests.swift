import Foundation
import Literate
import Site
import SourceText
import TestSupport
import Testing

/// All pages of a site in one file that needs no other.
@Suite struct SingleFileTests {
  private static let files = [
    "a.md": """
    # A {#sec-a}

    See [low](low.md#sec-x), [low itself](low.md), [here](#sec-a), [all](index.md) and [data](data/report.jsonl).

    ![A dot](dot.svg)

    ```{gauge #fig-depth}
    ```
    """,
    "low.md": "# Low\n\n## X {#sec-x}\n\n```{gauge #fig-depth}\n```\n\n@fig-depth and @sec-x.\n",
    "dot.svg": "<svg/>",
    "templates/theme.css": "  /* gone */  p::after { content: \"</style><script>\" }\n",
  ]

  /// Writes a file of the pages of some documents.
  private func file(
    _ names: [String] = ["a.md", "low.md"], _ files: [String: String] = files,
    in folder: TemporaryFolder
  ) throws -> (text: String, page: Node) {
    let site = try TidesSite(files, in: folder)
    let images = try site.documents(names).images
    let form = SingleFile(sheet: try site.templates.sheet, images: images.byPath)
    let pages = try site.pages(names, forms: PageForms(isSite: false, singleFile: form))
    var publication = try SingleFilePublication(output: folder["out.html"], form: form)
    for page in pages { try publication.add(page) }
    let finished = try FinishedSite(pages, images: images)
    try publication.finish(finished)
    try publication.commit(finished)
    let text = try #require(folder.read("out.html"))
    return (text, Node(page: text))
  }

  @Test func `every id is unique, for it begins with the name of its page`() throws {
    try TemporaryFolder.use { folder in
      let page = try file(in: folder).page
      let ids = page.all.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count, "\(ids)")
      for id in ["a", "a.sec-a", "a.fig-depth", "low", "low.sec-x", "low.fig-depth", "index"] {
        #expect(ids.contains(id), "\(id) of \(ids)")
      }
      let known = Set(ids)
      for node in page.all {
        for name in ["aria-labelledby", "aria-describedby", "for", "aria-controls"] {
          for id in node.attributes[name]?.split(separator: " ") ?? [] {
            #expect(known.contains(String(id)), "\(name)=\(id)")
          }
        }
      }
    }
  }

  @Test func `links between pages are links within the file`() throws {
    try TemporaryFolder.use { folder in
      let page = try file(in: folder).page
      let ids = Set(page.all.compactMap { $0.attributes["id"] })
      func address(_ text: String) -> String? {
        page.all("a").first { $0.text == text }?.attributes["href"]
      }
      #expect(address("low") == "#low.sec-x" && address("low itself") == "#low")
      #expect(address("here") == "#a.sec-a" && address("all") == "#index")
      // A file of data is not part of this one.
      #expect(page.all("a").contains { $0.text == "data" && $0.attributes["href"] == nil })
      for link in page.all("a") {
        guard let target = link.attributes["href"] else { continue }
        #expect(target.hasPrefix("#") && ids.contains(String(target.dropFirst())), "\(target)")
      }
    }
  }

  @Test func `the list comes after the documents, with one shell around all`() throws {
    try TemporaryFolder.use { folder in
      let page = try file(["low.md", "a.md"], in: folder).page
      let sections = page.all("div", "page").map { $0.attributes["id"] ?? "" }
      #expect(sections == ["low", "a", "index"])
      for name in ["html", "head", "body", "main", "title", "style"] {
        #expect(page.all(name).count == 1, "\(name)")
      }
    }
  }

  @Test func `pictures and the style sheet are in the file`() throws {
    try TemporaryFolder.use { folder in
      let (text, page) = try file(in: folder)
      let dot = "data:image/svg+xml;base64," + Data("<svg/>".utf8).base64EncodedString()
      #expect(page.all("img").map { $0.attributes["src"] } == [dot])
      #expect(page.all("link").isEmpty)
      let sheet = text.components(separatedBy: "<style>")[1]
      // A sheet with its own end tag stays one sheet.
      #expect(sheet.components(separatedBy: "</style>").count == 2)
      #expect(sheet.contains("content:\"<\\/style><script>\"") && !text.contains("gone"))
      #expect(page.all("script").isEmpty)
    }
  }

  @Test func `claims that do not hold come first, with links to them`() throws {
    let claims = "```{check #chk-deep}\nclaim: depth > 5\nsays: It is < deep & wide.\n```\n\n"
    let held = "```{check #chk-wet}\nclaim: depth > 1\n```\n"
    try TemporaryFolder.use { folder in
      let page = try file(["a.md"], ["a.md": claims + held], in: folder).page
      let first = try #require(page.all("div", "page").first)
      #expect(first.all("h1").map(\.text) == ["1 of 2 claims does not hold"])
      #expect(first.all("a").map { $0.attributes["href"] } == ["#a.chk-deep"])
      #expect(first.all("code").map(\.text) == ["chk-deep: depth > 5: It is < deep & wide."])
      #expect(page.all.contains { $0.attributes["id"] == "a.chk-deep" })
    }
    try TemporaryFolder.use { folder in
      let page = try file(["a.md"], ["a.md": held], in: folder).page
      #expect(page.all("div", "page").map { $0.attributes["id"] } == ["a", "index"])
    }
  }

  @Test func `a broken link between pages leaves the old file`() throws {
    try TemporaryFolder.use { folder in
      try folder.write("old", to: "out.html")
      let files = ["a.md": "[Low](low.md#sec-y)\n", "low.md": "# Low\n"]
      let error = #expect(throws: Diagnostics.self) {
        try file(["a.md", "low.md"], files, in: folder)
      }
      #expect(
        error.map { $0.sorted.map { folder.relative($0) } } == [
          """
          a.md:1:1: error: broken link 'low.html#sec-y'
            hint: 'low.html' has no element with the id 'sec-y'
          """
        ])
      #expect(folder.read("out.html") == "old")
    }
  }
}
