import Attribution
import Classifier
import Foundation
import Models
import Reporting
import SourceText
import TestSupport
import Testing

/// The chunks that say what would change the verdict, and how far methods agree.
struct EvidenceChunkTests {
  private static let picks = """
    {#praise} A wonderful film, a wonderful cast & a superb script.
    {#bad} Dull, boring, awful. The worst film.
    {#unknown} Zorblatt quux <b>frobnicate</b>.
    {#one} Delightful.
    """

  /// Weaves a document and returns the pages by path.
  private func build(_ document: String, methods: String? = nil) async throws -> [String: String] {
    try await TemporaryFolder.useWaiting { folder in
      let request = ReportBuilder.Request(
        documents: [try folder.write(document, to: "evidence.md")], output: .init(folder["site"]),
        methods: methods)
      let list = try PickList(reading: try folder.write(Self.picks, to: "picks.txt"))
      let outcome = try await ReportBuilder(request, picks: list).build(
        with: Explainer(Model.load()))
      #expect(outcome.failedClaims == [])
      var pages: [String: String] = [:]
      for name in folder.entries where name.hasPrefix("site/evidence") && name.hasSuffix(".html") {
        pages[String(name.dropFirst("site/".count))] = folder.read(name)
      }
      return pages
    }
  }

  private func front(_ scope: String) -> String { "---\ntitle: T\nscope: \(scope)\n---\n\n" }

  @Test func `swaps have a table to each side, and the words that carry the verdict`() async throws
  {
    let pages = try await build(
      front("review") + """
        ```{swaps #tbl-swaps count=3}
        ```

        `{value swaps.up-word}`, `{value swaps.down-word}`, `{value swaps.flip-is-impossible}`

        ```{check #chk-a}
        claim: swaps.up-exact > swaps.down-exact
        says: The best word does more than the worst.
        ```
        """)
    #expect(pages.count == 4)
    for (path, page) in pages {
      #expect(page.contains("Towards positive") && page.contains("Towards negative"), "\(path)")
      // Three words to each side, with two numbers each.
      let rows = page.matches(of: /<tr><th scope="row">[^<]+<\/th><td>[^<]+<\/td><td>/)
      #expect(rows.count == 6, "\(path)")
      #expect(page.contains("class=\"flip\""))
      #expect(!page.contains("<b>frobnicate"))
    }
    // An empty review is positive for this model, and so is one word of praise.
    #expect(pages["evidence/one.html"]?.contains("this is proved for every set of words.") == true)
    #expect(
      pages["evidence/praise.html"]?.contains("No smaller set suffices; this is proved.") == true)
  }

  @Test func `agreement is a matrix on the page of a review`() async throws {
    let pages = try await build(front("review") + "```{agreement #tbl-a}\n```\n")
    let page = try #require(pages["evidence/praise.html"])
    #expect(page.matches(of: /<td class="self">\d+<\/td>/).count == 6)
    // Two of six methods are constant: 18 of the 30 cells have nothing to compare.
    #expect(page.matches(of: /<td>–<\/td>/).count == 18)
    #expect(page.contains("there is no order to agree on: Saliency, SmoothGrad."))
    #expect(page.contains("of 16 hidden units"))
    let one = try #require(pages["evidence/one.html"])
    #expect(one.matches(of: /<td>–<\/td>/).count == 30)
    #expect(!one.contains("no order to agree on"))
  }

  @Test func `a report has the mean over all reviews, of the methods that it asks for`()
    async throws
  {
    let pages = try await build(
      front("report") + "```{agreement #tbl-a methods=saliency,occlusion}\n```\n")
    let page = try #require(pages["evidence.html"])
    #expect(page.contains("words of 4 reviews, averaged over those"))
    #expect(page.matches(of: /<td class="self">\d+<\/td>/).count == 2)
    let focused = try await build(
      front("report") + "```{agreement #tbl-a over=review review=bad}\n```\n")
    #expect(focused["evidence.html"]?.contains("of this review") == true)
  }

  @Test(arguments: [
    (
      "review", "{agreement over=reviews}", nil,
      """
      error: agreement over all reviews is not available on the page of a single review
        hint: move the chunk to a document with 'scope: report'
      """
    ),
    (
      "report", "{agreement methods=occlusion,saliency}", "saliency",
      """
      error: 'occlusion' is not a method of this run, so it was not compared on every review
        hint: add it to --methods or to the document's front matter
      """
    ),
    (
      "review", "{swaps place=middle}", nil,
      """
      error: the option 'place' of chunk 'swaps' takes padding, weakest or strongest, not 'middle'
      """
    ),
    (
      "review", "{swaps removal=delete}", nil,
      """
      error: the option 'removal' of chunk 'swaps' takes replace or remove, not 'delete'
      """
    ),
  ])
  func `what can't be shown is said with its place`(
    scope: String, chunk: String, methods: String?, message: String
  ) async throws {
    let error = await #expect(throws: Diagnostics.self) {
      try await build(front(scope) + "```\(chunk)\n```\n", methods: methods)
    }
    let text = try #require(error?.description)
    #expect(text.contains("evidence.md:6:"))
    #expect(text.hasSuffix(message))
  }
}
