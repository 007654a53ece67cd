import Attribution
import Classifier
import Foundation
import Literate
import Reporting
import Site
import SourceText
import TestSupport
import Testing

/// Sites with more pages than fit into one folder, or into one page of the list.
@Suite struct LargeSiteTests {
  private static let texts = [
    "A good film.", "A bad film.", "A boring, bad film.", "Great, great!",
  ]

  /// Picks, of which each third has a label, or none.
  private static func picks(_ count: Int) -> String {
    (0..<count).map { number in
      let label = ["", " label=positive", " label=negative"][number % 3]
      return "{#r\(number)\(label)} \(texts[number % texts.count])\n"
    }.joined()
  }

  /// Builds reports into a folder, as a large site from eleven reviews on.
  private func build(
    _ picks: String, in folder: TemporaryFolder, documents: [String: String] = [:],
    singleFile: String? = nil, markdown: String? = nil
  ) async throws {
    var request = ReportBuilder.Request(
      documents: try documents.sorted { $0.key < $1.key }.map {
        try folder.write($0.value, to: $0.key)
      },
      output: .init(
        folder["site"], singleFile: singleFile.map { folder[$0] },
        markdown: markdown.map { folder[$0] }), methods: "input-x-gradient", jobs: 2)
    request.limits = ReviewAddresses.Limits(mostInOneFolder: 10, folderSize: 4)
    let list = try PickList(parsing: Array(picks.utf8), path: "picks.txt")
    _ = try await ReportBuilder(request, picks: list)
      .build(with: Explainer(TinyClassifier.model))
  }

  /// The pages of a site by their paths.
  private func pages(_ folder: TemporaryFolder) -> [String: String] {
    let paths = folder.entries.filter { $0.hasPrefix("site/") && $0.hasSuffix(".html") }
    return Dictionary(
      uniqueKeysWithValues: paths.map {
        (String($0.dropFirst("site/".count)), folder.read($0) ?? "")
      })
  }

  /// The paths and fragments to which a page links.
  private func links(_ text: String, from path: String) -> [(path: String, fragment: String?)] {
    Node(page: text).all("a").compactMap { $0.attributes["href"] }
      .filter { !$0.contains(":") }.map { address in
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let base = URL(filePath: "/site/" + path)
        let target =
          URL(string: String(parts[0]), relativeTo: base)?.absoluteURL.standardized.path ?? ""
        let file = parts[0].isEmpty ? path : String(target.dropFirst("/site/".count))
        return (file, parts.count > 1 ? String(parts[1]) : nil)
      }
  }

  private static let documents = [
    "essay.md": """
    ---
    title: Essay
    scope: review
    ---

    See [this](reviews/r7.html#t1), [that](essay/r8.html), [the list](index.md) and [more](facts.md).

    ![A dot](dot.svg)

    ```{tokens}
    ```
    """,
    "facts.md": """
    ---
    title: Facts
    ---

    A [review](reviews/r29.html), a [word](./reviews/r0.html#t2).

    ```{check #chk-all}
    claim: all of reviews prediction.probability < 0.6
    ```
    """,
  ]

  @Test func `each link of a large site leads to a page, and each page to the list`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      try folder.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: "dot.svg")
      try await build(
        Self.picks(30), in: folder, documents: Self.documents, singleFile: "one.html",
        markdown: "one.md")
      let pages = pages(folder)
      #expect(pages["reviews/000029-000032/r29.html"] != nil)
      #expect(pages["essay/000001-000004/r0.html"] != nil)
      for (path, text) in pages {
        for link in links(text, from: path) {
          guard let target = pages[link.path] else {
            #expect(folder.read("site/" + link.path) != nil, "\(path) links to \(link.path)")
            continue
          }
          if let id = link.fragment, !id.isEmpty {
            #expect(target.contains("id=\"\(id)\""), "\(path) links to \(link.path)#\(id)")
          }
        }
        #expect(links(text, from: path).contains { $0.path == "index.html" })
      }
      // No folder has more pages than its name says.
      let folders = Dictionary(grouping: pages.keys.filter { $0.contains("/") }) {
        $0.split(separator: "/").dropLast()
      }
      #expect(folders.values.allSatisfy { $0.count <= 4 })
      let single = Node(page: folder.read("one.html") ?? "")
      let ids = Set(single.all.compactMap { $0.attributes["id"] })
      for link in single.all("a").compactMap({ $0.attributes["href"] }) where link.hasPrefix("#") {
        #expect(ids.contains(String(link.dropFirst())), "\(link)")
      }
      #expect(folder.read("one.md")?.contains("(#review-8-of-30-r7)") == true)
    }
  }

  @Test func `a site that shrinks or grows leaves no file behind`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      try await build(Self.picks(4), in: folder)
      let small = pages(folder)
      try await build(Self.picks(30), in: folder)
      #expect(!pages(folder).keys.contains("reviews/r0.html"))
      try await build(Self.picks(4), in: folder)
      #expect(pages(folder) == small)
      #expect(!folder.entries.contains { $0.hasPrefix("site/reviews/0") })
    }
  }

  @Test func `a file of somebody else in a folder of pages stops the build and stays`() async throws
  {
    try await TemporaryFolder.useWaiting { folder in
      try await build(Self.picks(30), in: folder)
      try folder.write("mine", to: "site/reviews/000005-000008/notes.txt")
      let old = folder.entries
      await #expect(throws: Diagnostics.self) { try await build(Self.picks(4), in: folder) }
      #expect(folder.entries == old)
    }
  }

  @Test func `a build that fails keeps a large site as it was`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      try await build(Self.picks(30), in: folder)
      let old = pages(folder)
      // The link is broken only where the review does not exist.
      await #expect(throws: Diagnostics.self) {
        try await build(
          Self.picks(20), in: folder, documents: ["facts.md": "[A review](reviews/r29.html).\n"])
      }
      #expect(pages(folder) == old)
      #expect(!folder.entries.contains { $0.contains("site.") })
    }
  }

  /// Returns the pages of a list, in order, by following links to the next page.
  private func list(_ first: String, _ pages: [String: String]) throws -> [Node] {
    var found: [Node] = []
    var next: String? = first
    while let path = next {
      let text = try #require(pages[path])
      found.append(Node(page: text))
      let link = found[found.count - 1].all("a").first { $0.attributes["rel"] == "next" }
      next = link?.attributes["href"].map { address in
        links("<a href=\"\(address)\"></a>", from: path)[0].path
      }
    }
    return found
  }

  /// The rows of a list as links, verdicts and labels.
  private func rows(_ pages: [Node]) -> [(link: String, verdict: String, label: String)] {
    pages.flatMap { $0.all("table", "picks").flatMap { $0.all("tr").dropFirst() } }.map { row in
      let cells = row.all("td")
      let link = row.all("a").first?.attributes["href"] ?? ""
      return (
        String(link.split(separator: "/").last ?? ""), cells[1].text, cells[2].text
      )
    }
  }

  @Test func `each order lists each review once`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      let count = 330
      try await build(Self.picks(count), in: folder)
      let pages = pages(folder)
      let all = Set((0..<count).map { "r\($0).html" })
      for first in ["index.html", "index-confidence.html", "index-label.html"] {
        let links = rows(try list(first, pages)).map(\.link)
        #expect(links.count == count && Set(links) == all)
      }
      #expect(rows(try list("index.html", pages)).map(\.link) == (0..<count).map { "r\($0).html" })
      let confident = rows(try list("index-confidence.html", pages)).map {
        printed($0.verdict.filter("0123456789".contains))
      }
      #expect(confident == confident.sorted(by: >))
      let labels = rows(try list("index-label.html", pages)).map { row in
        row.label.hasPrefix("wrong") ? "0" + row.label : row.label == "–" ? "2" : "1" + row.label
      }
      #expect(labels == labels.sorted() && Set(labels).count > 2)
      let wrong = rows(try list("index-wrong-confidence.html", pages))
      #expect(!wrong.isEmpty && wrong.allSatisfy { $0.label.hasPrefix("wrong") })
    }
  }

  @Test func `every page can be reached from the list without a script`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      try await build(Self.picks(210), in: folder)
      let pages = pages(folder)
      var found: Set = ["index.html"]
      var waiting = ["index.html"]
      while let path = waiting.popLast() {
        for link in links(pages[path] ?? "", from: path)
        where pages[link.path] != nil && found.insert(link.path).inserted {
          waiting.append(link.path)
        }
      }
      #expect(found == Set(pages.keys))
      // Every navigation on a page has a name of its own, and marks where the reader is.
      for (path, text) in pages where path.hasPrefix("index") {
        let choices = Node(page: text).all("nav", "choice")
        let names = choices.compactMap { $0.attributes["aria-label"] }
        #expect(names.count == choices.count && Set(names).count == names.count)
        for choice in choices {
          #expect(choice.all("a").count { $0.attributes["aria-current"] != nil } == 1)
        }
      }
    }
  }

  @Test func `reviews without labels have no order by label`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      try await build((0..<120).map { "\(Self.texts[$0 % 4])\n" }.joined(), in: folder)
      let pages = pages(folder)
      #expect(pages["index-confidence.html"] != nil && pages["index-label.html"] == nil)
      #expect(pages.keys.filter { $0.hasPrefix("index-wrong") }.isEmpty)
    }
  }

  @Test func `no page of a list is larger than 300 kB, whatever the reviews`() async throws {
    let odd = [
      String(repeating: "&", count: 5000), String(repeating: "\"good\"&", count: 2000),
      String(repeating: "e" + String(repeating: "\u{301}", count: 900), count: 30),
      (0..<150).map { "good\($0 % 7) <bad> &\"'" }.joined(separator: " "),
      String(repeating: "👩‍👩‍👧‍👦", count: 3000), "film" + String(repeating: " <&> ", count: 4000) + "bad",
    ]
    let lines = (0..<130).map { number in
      let id = String(repeating: "x", count: 95) + "\(number)"
      let title = String(repeating: "&\"<'", count: 3000)
      let label = ["positive", "negative"][number % 2]
      return "{#\(id) title=\(title) label=\(label)} \(odd[number % odd.count])\n"
    }
    try await TemporaryFolder.useWaiting { folder in
      try await build(
        lines.joined(), in: folder, documents: ["facts.md": "---\ntitle: Facts\n---\n\nNone.\n"])
      let lists = pages(folder).filter { $0.key.hasPrefix("index") }
      #expect(lists.count > 6)
      for (path, text) in lists { #expect(text.utf8.count <= 300_000, "\(path)") }
      let links = rows(try list("index-label.html", pages(folder))).map(\.link)
      #expect(Set(links).count == 130 && links.count == 130)
    }
  }
}
