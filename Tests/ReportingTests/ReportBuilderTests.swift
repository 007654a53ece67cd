import Attribution
import Classifier
import Foundation
import Models
import Reporting
import SourceText
import TestSupport
import Testing

/// A site from picks to pages, on the embedded model.
struct ReportBuilderTests {
  private static let hostile = #"""
    {#praise label=positive} A wonderful film & a <b>great</b> cast.
    {#script label=negative} <script>alert("x")</script> is not a plot | `neither` is [this](javascript:x) *bad*
    {#two-words} Absolutely delightful.
    {#unknown} Zorblatt quux frobnicate.
    {#symbols} ??? vlorp !!!
    {#accents} Un café naïf, 😀 and שלום.
    """#

  /// Builds a site from picks and returns its files by path.
  private func build(
    _ picks: String = hostile, jobs: Int = 1, documents: [(String, String)] = [],
    methods: String? = nil
  ) async throws -> [String: Data] {
    try await TemporaryFolder.useWaiting { folder in
      let request = ReportBuilder.Request(
        documents: try documents.map { try folder.write($0.1, to: $0.0) },
        output: .init(folder["site"]), methods: methods, jobs: jobs)
      let list = try PickList(reading: try folder.write(picks, to: "picks.txt"))
      let outcome = try await ReportBuilder(request, picks: list)
        .build(with: Explainer(Model.load()))
      #expect(outcome.failedClaims == [])
      return try SiteFiles.read(folder["site"])
    }
  }

  private func text(_ files: [String: Data], _ path: String) throws -> String {
    String(decoding: try #require(files[path]), as: UTF8.self)
  }

  @Test func `two builds in two folders with any number of jobs give the same bytes`() async throws
  {
    let first = try await build(jobs: 1)
    #expect(try await build(jobs: 1) == first)
    #expect(try await build(jobs: 5) == first)
    #expect(first.count > 10)
  }

  @Test func `every pick has a page and the list links to it`() async throws {
    let site = try await build()
    let index = try text(site, "index.html")
    for id in ["praise", "script", "two-words", "unknown", "symbols", "accents"] {
      #expect(site["reviews/\(id).html"] != nil)
      #expect(index.contains("href=\"reviews/\(id).html\""))
    }
    #expect(site["average-pooling.html"] != nil)
    #expect(try text(site, "junit.xml").contains("failures=\"0\""))
  }

  @Test func `what a review says reaches the page as text and never as markup`() async throws {
    let site = try await build()
    for (path, data) in site where path.hasSuffix(".html") {
      let page = String(decoding: data, as: UTF8.self)
      // A playground has its module, its model and its script.
      let scripts = page.components(separatedBy: "<script").count - 1
      #expect(scripts == (path == "playground.html" ? 3 : 0), "\(path)")
      #expect(!page.contains("<b>great"), "\(path)")
      // MathML has the attribute `displaystyle`.
      #expect(!page.contains(" style="), "\(path)")
      #expect(!page.contains("javascript:x\""), "\(path)")
    }
    #expect(try text(site, "reviews/script.html").contains("&lt;"))
  }

  @Test func `a review without any known word has a page all the same`() async throws {
    let site = try await build()
    #expect(try text(site, "reviews/symbols.html").contains("??? "))
    #expect(try text(site, "reviews/unknown.html").contains("class=\"t unknown"))
  }

  @Test func `every line of the data file is the JSON of one review`() async throws {
    let site = try await build()
    let lines = try text(site, "data/report.jsonl").split(separator: "\n")
    #expect(lines.count == 6)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let tokens = try #require(object?["tokens"] as? [[String: Any]])
      let scalars = Array(try #require(object?["text"] as? String).unicodeScalars)
      let attributions = try #require(object?["attributions"] as? [[String: Any]])
      #expect(attributions.count == 6)
      for attribution in attributions {
        #expect((attribution["scores"] as? [Any])?.count == tokens.count)
      }
      for token in tokens {
        let start = try #require(token["start"] as? Int)
        let end = try #require(token["end"] as? Int)
        #expect(scalars[start..<end].allSatisfy { !$0.properties.isWhitespace })
      }
    }
  }

  @Test func `pages of an author stand beside the list under their own names`() async throws {
    let document = """
      ---
      title: My words
      ---

      The first review is `{value prediction.label}`.

      ```{scores #fig-a method=occlusion baseline=zero}
      ```
      """
    let site = try await build(documents: [("My Words.md", document)])
    #expect(try text(site, "my-words.html").contains("Figure 1."))
    #expect(site["average-pooling.html"] == nil)
  }

  @Test func `a claim that does not hold is reported after everything is written`() async throws {
    try await TemporaryFolder.useWaiting { folder in
      let document = """
        ---
        title: T
        ---

        ```{check #chk-a}
        claim: review.words == 4
        says: Four.
        ```
        """
      let request = ReportBuilder.Request(
        documents: [try folder.write(document, to: "d.md")], output: .init(folder["site"]))
      let picks = try PickList(reading: try folder.write("A fine film.", to: "p.txt"))
      let builder = try ReportBuilder(request, picks: picks)
      let outcome = try await builder.build(with: Explainer(Model.load()))
      #expect(outcome.failedClaims.count == 1)
      #expect(outcome.failedClaims.first?.location?.line == 6)
      #expect(folder.read("site/junit.xml")?.contains("failures=\"1\"") == true)
    }
  }

  @Test func `mistakes in documents and options are reported together before anything is written`()
    throws
  {
    try TemporaryFolder.use { folder in
      let document = """
        ---
        title: T
        ---

        `{value prediction.labl}`

        ```{tokenz}
        ```
        """
      let request = ReportBuilder.Request(
        documents: [try folder.write(document, to: "d.md")], output: .init(folder["site"]),
        methods: "salience")
      let picks = try PickList(reading: try folder.write("A fine film.", to: "p.txt"))
      let error = #expect(throws: Diagnostics.self) { try ReportBuilder(request, picks: picks) }
      #expect(error?.all.count == 3)
      #expect(error?.description.contains("did you mean 'prediction.label'?") == true)
      #expect(error?.description.contains("did you mean 'tokens'?") == true)
      #expect(error?.description.contains("did you mean 'saliency'?") == true)
      #expect(folder.read("site/index.html") == nil)
    }
  }
}
