import Attribution
import Classifier
import Foundation
import HTML
import Literate
import Reporting
import SourceText
import TestSupport
import Testing

/// Every option of every chunk does what it says: woven with the option and without, the page differs in just that.
struct ChunkOptionTests {
  /// A chunk without an option and with it.
  struct Case: CustomTestStringConvertible, Sendable {
    /// The chunk and the option, as in `compare.rows`.
    let key: String
    /// The option as it is given.
    let given: String
    /// Options that both chunks have.
    var base = ""
    var isReport = false
    /// The reviews with labels that a chunk of a data set is about; nil for other chunks.
    var data: DataSetReport?
    /// Says what has to be true of both pages.
    let check: @Sendable (_ plain: Node, _ changed: Node) throws -> Void

    var verb: String { String(key.prefix { $0 != "." }) }
    var testDescription: String { key }
  }

  static let model = TinyClassifier.model

  /// The review of the page that is looked at.
  static let id = "bad"

  static func review() throws -> ReviewInput {
    let picks = try PickList(parsing: Array(WovenPages.picks.utf8), path: "picks.txt").picks
    let pick = try #require(picks.first { $0.id == id })
    return Explainer(model: model, output: Output(.probability)).explain(pick.text)
  }

  /// What follows the name of the option, and the words that stand in the chunk's caption.
  static func caption(_ key: String, _ given: String, report: Bool = false, _ words: String) -> Case
  {
    Case(key: key, given: given, isReport: report) { (plain, changed) throws in
      #expect(changed.text.contains(words) && !plain.text.contains(words))
    }
  }

  /// The heads of the first table.
  static func heads(_ page: Node) throws -> [String] {
    try #require(page.all("table").first?.rows.first)
  }

  static let cases =
    studies + ofBaselines + ofMethods + words + lists + ofPlaygrounds + dataSet

  @Test func `every option of every chunk has its case`() {
    let language = ReportLanguage.language()
    let own = Set(["math", "check", "include"])
    let declared = language.descriptions.filter { !own.contains($0.verb) }.flatMap { chunk in
      chunk.options.map { "\(chunk.verb).\($0.key)" }
    }
    #expect(Set(declared) == Set(Self.cases.map(\.key)))
    #expect(Self.cases.count == Set(Self.cases.map { $0.key + $0.base }).count)
    let rest = language.descriptions.filter { own.contains($0.verb) } + language.phrases
    #expect(
      Set(rest.flatMap { chunk in chunk.options.map { "\(chunk.verb).\($0.key)" } })
        == [
          "check.review", "check.claim", "check.says", "include.file", "value.review",
          "value.digits", "value.as",
        ])
    #expect(ChunkDescription.commonOptions.map(\.key) == ["review", "caption", "alt"])
  }

  @Test(arguments: cases)
  func `an option changes what it is for`(_ item: Case) async throws {
    let (plain, changed) = (
      try await page(item, item.base), try await page(item, item.base + " " + item.given)
    )
    try item.check(plain, changed)
  }

  /// A page with one chunk.
  private func page(_ item: Case, _ options: String) async throws -> Node {
    if let data = item.data {
      let isLong = item.given.contains(": ") && options.hasSuffix(item.given)
      let (head, body) = isLong ? (item.base, item.given + "\n") : (options, "")
      return try await data.page(
        "```{\(item.verb) \(head)}\n\(body)```\n\n```{check #chk-one}\nclaim: reviews.count > 0\n```\n"
      )
    }
    let isNamed = item.given == "over=review" || item.isReport && item.verb == "strips"
    let focus = isNamed ? " review=\(Self.id)" : ""
    let labelled = "text,label\nA good film.,positive\nBad.,negative\nGreat.,positive\n"
    let pages = try await WovenPages(
      "```{\(item.verb) \(options)\(focus)}\n```\n", scope: item.isReport ? "report" : "review",
      of: Self.model, .init(files: ["labelled.csv": labelled]))
    return try #require(pages.own[item.isReport ? "" : Self.id])
  }

  @Test func `the language's own options change what they are for`() async throws {
    let document = """
      `{value prediction.probability}` `{value prediction.probability digits=5}` \
      `{value prediction.probability as=percent digits=2}` `{value prediction.probability review=bad digits=6}`

      ```{check #chk-a}
      claim: prediction.probability < 2
      says: The first sentence.
      ```

      ```{check #chk-b review=bad}
      claim: prediction.probability < 3
      says: The second sentence.
      ```

      ```{scores #fig-a}
      ```

      ```{scores #fig-b review=bad}
      caption: A caption of its own.
      alt: Words for those who can't see it.
      ```

      ```{include}
      file: part.md
      ```
      """
    let pages = try await WovenPages(
      document, of: Self.model, .init(files: ["part.md": "The part that is included.\n"]))
    let page = try #require(pages.own["short"])
    let explainer = Explainer(model: Self.model, output: Output(.probability))
    let (own, other) = (explainer.explain("A good film.").value, try Self.review().value)
    let printed = page.all("data").prefix(4).map(\.text)
    #expect(
      printed == [
        NumberText.fixed(own, digits: 4), NumberText.fixed(own, digits: 5),
        NumberText.percent(own, digits: 2), NumberText.fixed(other, digits: 6),
      ])
    for words in [
      "The first sentence.", "The second sentence.", "A caption of its own.",
      "The part that is included.", "prediction.probability < 2", "prediction.probability < 3",
    ] {
      #expect(page.text.components(separatedBy: words).count == 2, "\(words)")
    }
    #expect(pages.files["woven/short.html"]?.contains("Words for those who can") == true)
    let figures = page.all("div", "waterfall").map {
      $0.all("text").filter { $0.has("strong") }.last?.text
    }
    #expect(figures == [own, other].map { NumberText.fixed(100 * $0, digits: 2) })
  }
}
