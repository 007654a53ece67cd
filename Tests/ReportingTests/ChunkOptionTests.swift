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
    /// Says what has to be true of both pages.
    let check: @Sendable (_ plain: Node, _ changed: Node) throws -> Void

    var verb: String { String(key.prefix { $0 != "." }) }
    var testDescription: String { key }
  }

  static let model = TinyClassifier.model

  /// The review of the page that is looked at.
  static let id = "bad"

  static func review() throws -> ExplainedReview {
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

  private static var words: [Case] {
    [
      Case(key: "tokens.methods", given: "methods=occlusion,saliency") { (plain, changed) throws in
        func tabs(_ page: Node) -> [String] {
          page.all("fieldset", "tabs")[0].all("span").map(\.text)
        }
        #expect(tabs(plain) == ["Integrated gradients", "Occlusion", "Saliency"])
        #expect(tabs(changed) == ["Occlusion", "Saliency"])
      },
      Case(key: "tokens.anchors", given: "anchors=false") { (plain, changed) throws in
        func anchors(_ page: Node) -> Int {
          ["span", "b", "u"].flatMap { page.all($0) }
            .count { ($0.attributes["id"] ?? "").hasPrefix("t") }
        }
        #expect(anchors(plain) == 7 && anchors(changed) == 0)
      },
      Case(key: "compare.methods", given: "methods=occlusion,saliency") { (plain, changed) throws in
        #expect(try heads(plain) == ["Word", "Integrated gradients", "Occlusion", "Saliency"])
        #expect(try heads(changed) == ["Word", "Occlusion", "Saliency"])
      },
      Case(key: "compare.rows", given: "rows=2") { (plain, changed) throws in
        func words(_ page: Node) -> Int { page.all("tbody")[0].all("tr").count }
        #expect(words(plain) == 7 && words(changed) == 2)
        #expect(changed.text.contains("5 other words"))
      },
      Case(key: "scores.rows", given: "rows=2") { (plain, changed) throws in
        func bars(_ page: Node) -> Int { page.all("div", "waterfall")[0].all("rect").count }
        // The start mark has one too, and so have the others.
        #expect(bars(plain) == 8 && bars(changed) == 4)
      },
      Case(key: "gradients.show", given: "show=table") { (plain, changed) throws in
        #expect(plain.all("div", "panels").count == 1 && changed.all("div", "panels").isEmpty)
        #expect(changed.all("table", "gradient-table").count == 1)
      },
      Case(key: "gradients.rows", given: "rows=2") { (plain, changed) throws in
        func words(_ page: Node) throws -> Int {
          let rows = try #require(page.all("table", "gradient-table").first).rows
          return rows.count { $0.count == 11 && $0[1] != "start mark" && $0[1] != "padding" }
        }
        #expect(try [words(plain), words(changed)] == [6, 2])
      },
      Case(key: "units.rows", given: "rows=2") { (plain, changed) throws in
        func bars(_ page: Node) -> Int { page.all("div", "waterfall")[0].all("rect").count }
        #expect(bars(changed) == 4 && bars(plain) > 4)
      },
      Case(key: "convergence.steps", given: "steps=7,9,33") { (plain, changed) throws in
        let standard = ["5", "10", "20", "50", "100", "200"]
        #expect(try Array(heads(plain).dropFirst()) == standard.map { "\($0) steps" })
        #expect(try Array(heads(changed).dropFirst()) == ["7", "9", "33"].map { "\($0) steps" })
      },
      Case(key: "vocabulary.count", given: "count=1", isReport: true) { (plain, changed) throws in
        func words(_ page: Node) -> Int {
          page.all("div", "swaps")[0].all("tbody").reduce(0) { $0 + $1.all("tr").count }
        }
        #expect(words(plain) == 8 && words(changed) == 2)
      },
      Case(key: "orders.text", given: "text=good") { (plain, changed) throws in
        #expect(changed.text.contains("The probability that “good” is positive"))
        #expect(!plain.text.contains("“good”"))
      },
      Case(key: "orders.word", given: "word=not") { (plain, changed) throws in
        #expect(try heads(changed).contains("Without any “not”"))
        let counts = [try heads(plain).count + 1, try heads(changed).count]
        #expect(counts[0] == counts[1])
      },
      Case(key: "orders.shuffles", given: "shuffles=2") { (plain, changed) throws in
        #expect(
          plain.text.contains("100 random orders") && changed.text.contains("2 random orders"))
        // A range over fewer orders is no wider.
        let both = [try heads(plain), try heads(changed)]
        #expect(both[0] == both[1])
      },
      Case(key: "orders.seed", given: "seed=5", base: "shuffles=2") { (plain, changed) throws in
        func rows(_ page: Node) -> [[String]] { page.all("table")[0].rows }
        #expect(rows(plain).map { $0[1] } == rows(changed).map { $0[1] })
        #expect(rows(plain).last != rows(changed).last)
      },
      Case(key: "swaps.count", given: "count=1") { (plain, changed) throws in
        func words(_ page: Node) -> [Int] {
          page.all("div", "swaps")[0].all("tbody").map { $0.all("tr").count }
        }
        // Of this model's seven other words none raises the review's.
        #expect(words(changed) == [0, 1] && words(plain) == [0, 7])
      },
      caption("swaps.place", "place=strongest", "the strongest word"),
      caption("swaps.removal", "removal=remove", "taken out, and the rest averaged again"),
      caption("swaps.baseline", "baseline=zero", "replaced by the zero vector"),
      caption(
        "architectures.limit", "limit=2", report: true, "measured for this page, on 2 reviews"),
      Case(
        key: "collapse.over", given: "over=reviews", isReport: true
      ) { (plain, changed) throws in
        #expect(try heads(plain)[0] == "Measured on this review")
        #expect(try heads(changed)[0] == "Measured on 5 reviews")
      },
      Case(key: "collapse.limit", given: "limit=2", base: "over=reviews", isReport: true) {
        (plain, changed) throws in
        #expect(try heads(plain)[0] == "Measured on 5 reviews")
        #expect(try heads(changed)[0] == "Measured on 2 reviews")
      },
    ]
  }

  private static var studies: [Case] {
    [
      Case(key: "deletion.methods", given: "methods=occlusion") { (plain, changed) throws in
        func keys(_ page: Node) -> [String] {
          page.all("ul", "line-key")[0].all("li").map(\.text)
        }
        #expect(keys(plain)[0].contains("Integrated gradients"))
        #expect(keys(changed)[0] == "Occlusion")
      },
      Case(key: "deletion.removal", given: "removal=remove") { (plain, changed) throws in
        #expect(
          changed.text.contains("that is not there is taken out, and the rest averaged again"))
        let expected = [try left(.pad, .replace), try left(.pad, .remove)]
        #expect(try [last(plain), last(changed)] == expected)
      },
      Case(key: "deletion.baseline", given: "baseline=zero") { (plain, changed) throws in
        #expect(changed.text.contains("that is not there is replaced by the zero vector"))
        let expected = [try left(.pad, .replace), try left(.zero, .replace)]
        #expect(try [last(plain), last(changed)] == expected)
      },
      Case(key: "deletion.over", given: "over=review", isReport: true) { (plain, changed) throws in
        #expect(plain.text.contains("Mean over 5 reviews") && !changed.text.contains("Mean over"))
        #expect(changed.text.contains("random orders, shaded from the 10th"))
      },
      Case(key: "deletion.limit", given: "limit=2", isReport: true) { (plain, changed) throws in
        #expect(plain.text.contains("Mean over 5 reviews"))
        #expect(changed.text.contains("Mean over 2 reviews"))
      },
      Case(key: "deletion.seed", given: "seed=9") { (plain, changed) throws in
        func rows(_ page: Node) -> [[String]] { page.all("table")[0].rows.map { Array($0) } }
        #expect(rows(plain).map { $0[1] } == rows(changed).map { $0[1] })
        #expect(rows(plain) != rows(changed))
      },
      Case(key: "agreement.methods", given: "methods=occlusion,integrated-gradients") {
        (plain, changed) throws in
        #expect(plain.all("td", "self").count == 3 && changed.all("td", "self").count == 2)
      },
      Case(key: "agreement.over", given: "over=review", isReport: true) { (plain, changed) throws in
        #expect(
          plain.text.contains("words of 5 reviews") && changed.text.contains("of this review"))
      },
      Case(
        key: "faithfulness.methods", given: "methods=occlusion", base: "metrics=comprehensiveness",
        isReport: true
      ) { (plain, changed) throws in
        #expect(methods(plain).count == 3 && methods(changed) == ["Occlusion"])
      },
      Case(key: "faithfulness.metrics", given: "metrics=sufficiency,sparseness", isReport: true) {
        (plain, changed) throws in
        #expect(try heads(plain).count == 7)
        let found = try heads(changed).dropFirst()
        #expect(
          found.count == 2
            && zip(found, ["Sufficiency", "Sparseness"]).allSatisfy { $0.hasPrefix($1) })
      },
      Case(
        key: "faithfulness.data", given: "data=labelled.csv", base: "metrics=sufficiency",
        isReport: true
      ) { (plain, changed) throws in
        #expect(plain.text.contains("5 reviews; the probability"))
        #expect(changed.text.contains("3 reviews; the probability"))
      },
      Case(
        key: "faithfulness.limit", given: "limit=2", base: "metrics=sufficiency", isReport: true
      ) { (plain, changed) throws in
        #expect(plain.text.contains("5 reviews; the probability"))
        #expect(changed.text.contains("2 reviews; the probability"))
      },
      caption(
        "faithfulness.removal", "removal=remove", report: true,
        "a missing word is taken out, and the rest averaged again"),
      caption(
        "faithfulness.baseline", "baseline=zero", report: true,
        "a missing word is replaced by the zero vector"),
      Case(
        key: "faithfulness.seed", given: "seed=9",
        base: "methods=integrated-gradients metrics=comprehensiveness", isReport: true
      ) { (plain, changed) throws in
        func means(_ page: Node, _ part: String) -> [String] {
          page.all("table", "faithfulness")[0].all(part)[0].rows.map {
            String($0[1].prefix { !"+=\u{2212}".contains($0) })
          }
        }
        #expect(means(plain, "tfoot") != means(changed, "tfoot"))
        #expect(means(plain, "tbody").map(printed) == means(changed, "tbody").map(printed))
      },
    ]
  }

  /// What the last row of removal curves says: all words are gone.
  private static func last(_ page: Node) throws -> String {
    let table = try #require(page.all("table").first { $0.rows[0].contains("taken away") })
    return try #require(table.rows.last)[1]
  }

  /// The probability of the verdict without any word, by a game of its own.
  private static func left(_ baseline: Baseline, _ removal: Removal) throws -> String {
    let review = try review()
    let encoded = review.review
    let words = encoded.firstPosition..<encoded.firstPosition + encoded.read.count
    let game = CoalitionGame(
      review, players: PositionGroups(single: words), baseline: baseline, removal: removal)
    let positive = game.value(of: game.empty)
    let verdict = review.prediction.classIndex == 1 ? positive : 1 - positive
    return NumberText.fixed(100 * verdict, digits: 1)
  }

  private static func methods(_ page: Node) -> [String] {
    page.all("table", "faithfulness")[0].all("tbody")[0].rows.map { $0[0] }
  }

  /// The options of a method reach it: the chunk shows the numbers of the method that was meant.
  private static var ofMethods: [Case] {
    ["scores", "gradients", "strips"].flatMap(casesOfMethods)
  }

  private static func casesOfMethods(_ verb: String) -> [Case] {
    [
      ("method", "", "method=occlusion"), ("baseline", "", "baseline=zero"),
      ("rule", "tolerance=0", "rule=riemann-left"),
      ("steps", "rule=riemann-left tolerance=0", "steps=3"),
      ("tolerance", "rule=riemann-left steps=3", "tolerance=0"),
    ].map { option, base, given in
      // A picture says what its bars are only where a method is named.
      let base =
        verb == "gradients" && option != "method" ? "method=integrated-gradients \(base)" : base
      return Case(key: "\(verb).\(option)", given: given, base: base) { (plain, changed) throws in
        for (page, options) in [(plain, base), (changed, base + " " + given)] {
          let (found, wanted) = (try shown(verb, page), try expected(verb, options))
          #expect(found == wanted, "\(options)")
        }
      }
    }
  }

  private static func method(_ options: String) throws -> ConfiguredMethod {
    var items = options.split(separator: " ").map(String.init)
    let named = items.firstIndex { $0.hasPrefix("method=") }.map { items.remove(at: $0) }
    let name = named?.dropFirst("method=".count) ?? "integrated-gradients"
    return try ConfiguredMethod.list(
      parsing: "\(name):\(items.joined(separator: ","))", defaults: [])[0]
  }

  /// The numbers that a chunk has to show.
  private static func expected(_ verb: String, _ options: String) throws -> [String] {
    let method = try method(options)
    guard verb != "strips" else {
      let explainer = Explainer(model: try EmbeddedModel.load(), output: Output(.probability))
      let review = try explainer.explain(Self.review().review.text)
      return method.attribute(review).scores.filter { abs($0) >= 0.04 }
        .map { NumberText.points($0, digits: 2) }
    }
    let found = try method.attribute(review())
    if verb == "gradients" {
      let largest = found.positions.map(abs).max() ?? 0
      return [method.title.lowercased(), "+" + NumberText.fixed(100 * largest, digits: 1)]
    }
    return found.scores.map { NumberText.points($0, digits: method.name == "occlusion" ? 1 : 2) }
      .sorted()
  }

  /// The numbers that it shows.
  private static func shown(_ verb: String, _ page: Node) throws -> [String] {
    switch verb {
    case "strips":
      let rows = try #require(page.all("table").first).rows.dropFirst()
      return rows.map { $0[1] }.filter { abs(printed($0)) >= 4 }
    case "gradients":
      let caption = try #require(page.text.firstMatch(of: /Bars: (.+?), in points/)?.1)
      return [String(caption), page.all("div", "key")[2].all("span")[2].text]
    default:
      if let steps = page.table(headed: "Step") {
        return steps.rows.dropFirst(2).filter { $0[0] != "start mark" && $0[0] != "padding" }
          .map { $0[1] }.sorted()
      }
      return page.all("tbody")[0].rows.map { $0[1] }.sorted()
    }
  }

  private static var ofBaselines: [Case] {
    [
      Case(key: "path.baseline", given: "baseline=zero") { (plain, changed) throws in
        for (page, baseline) in [(plain, Baseline.pad), (changed, .zero)] {
          let row = try #require(page.table(headed: "Share of the way")).rows[1]
          #expect(row[1] == NumberText.fixed(100 * baseline.value(for: try review()), digits: 2))
          #expect(page.text.contains("from \(baseline.summary) to its own embedding"))
        }
      },
      Case(key: "units.baseline", given: "baseline=zero") { (plain, changed) throws in
        for (page, baseline) in [(plain, Baseline.pad), (changed, .zero)] {
          let start = NumberText.fixed(100 * baseline.value(for: try review()), digits: 2)
          #expect(page.text.contains("they are the change from \(start) to"))
          #expect(page.text.contains("from \(baseline.summary) to this review"))
        }
      },
      Case(key: "convergence.baseline", given: "baseline=zero") { (plain, changed) throws in
        #expect(plain.text.contains("Integrated gradients from the embedding of padding by"))
        #expect(changed.text.contains("Integrated gradients from the zero vector by"))
        func numbers(_ page: Node) -> [[String]] { page.all("table")[0].rows }
        #expect(numbers(plain) != numbers(changed))
      },
    ]
  }

  static let cases = studies + ofBaselines + ofMethods + words

  @Test func `every option of every chunk has its case`() {
    let language = ReportLanguage.language()
    let own = Set(["math", "check", "include"])
    let declared = language.descriptions.filter { !own.contains($0.verb) }.flatMap { chunk in
      chunk.options.map { "\(chunk.verb).\($0.key)" }
    }
    #expect(Set(declared) == Set(Self.cases.map(\.key)))
    #expect(Self.cases.count == Set(Self.cases.map(\.key)).count)
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
    let focus = item.given == "over=review" ? " review=\(Self.id)" : ""
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
