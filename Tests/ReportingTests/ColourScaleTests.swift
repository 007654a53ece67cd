import Attribution
import Classifier
import Foundation
import Models
import Reporting
import TestSupport
import Testing

/// How strong contributions are drawn: one scale for all reports, unless a run asks for another.
struct ColourScaleTests {
  private static let fixed = ColourScale.fixed

  @Test func `each step of the colour scale begins at twice the one before`() {
    #expect(Self.fixed.thresholds == [0.5, 1, 2, 4, 8, 16])
    for (step, points) in Self.fixed.thresholds.enumerated() {
      #expect(Self.fixed.step(of: points / 100) == step + 1)
      #expect(Self.fixed.step(of: -points / 100) == -step - 1)
      #expect(Self.fixed.step(of: points / 100 - 1e-9) == step)
    }
    #expect(Self.fixed.step(of: 0) == 0)
    #expect(Self.fixed.step(of: 3) == ColourScale.steps)
  }

  @Test(arguments: [1e-7, 0.004, 0.03, 0.16, 0.99, 7, 1e6])
  func `the largest number of a scale has the strongest colour, and half of it has not`(
    _ largest: Double
  ) {
    let scale = ColourScale(covering: largest, reach: .page)
    #expect(scale.step(of: largest) == ColourScale.steps)
    #expect(scale.step(of: -largest) == -ColourScale.steps)
    #expect(abs(scale.step(of: largest / 2)) == ColourScale.steps - 1)
  }

  @Test(arguments: [0, .infinity, .nan, -1])
  func `a scale that has nothing to cover is the fixed one`(_ largest: Double) {
    #expect(ColourScale(covering: largest, reach: .page).thresholds == Self.fixed.thresholds)
  }

  /// The pages of reviews and the list, by the reviews' ids and "list".
  private func pages(_ reach: ColourScale.Reach) async throws -> [String: String] {
    let picks = """
      {#strong} A wonderful, superb film with great actors and a perfect end.
      {#plain} The train leaves in the morning and arrives at the station.
      """
    return try await TemporaryFolder.useWaiting { folder in
      let document = try folder.write(
        "---\nscope: review\n---\n# Words\n\n```{tokens}\n```\n", to: "words.md")
      let request = ReportBuilder.Request(
        documents: [document], output: .init(folder["site"]), colours: reach)
      let list = try PickList(reading: try folder.write(picks, to: "picks.txt"))
      _ = try await ReportBuilder(request, picks: list).build(with: Explainer(Model.load()))
      return try Dictionary(
        uniqueKeysWithValues: ["words/strong", "words/plain", "index"].map {
          ($0, try String(contentsOfFile: folder["site/\($0).html"], encoding: .utf8))
        })
    }
  }

  /// Where the strongest colour begins, as the legend says.
  private func strongest(_ page: String?) -> Substring? {
    page.flatMap { $0.firstMatch(of: /<[a-z]+ class="t p6">\+([^<]*)</)?.1 }
  }

  /// Whether a word of the review has the strongest colour.
  private func hasStrongest(_ page: String?) -> Bool {
    page?.contains(/<[bu] class="t [pn]6[^>]* id=/) ?? false
  }

  @Test func `a scale for each page gives the largest number of each page the strongest colour`()
    async throws
  {
    let pages = try await pages(.page)
    #expect(hasStrongest(pages["words/strong"]) && hasStrongest(pages["words/plain"]))
    #expect(strongest(pages["words/strong"]) != strongest(pages["words/plain"]))
    #expect(pages["words/plain"]?.contains("one scale for this review") == true)
    // The list shows several reviews, so its colours are those of all reports.
    #expect(try await self.pages(.fixed)["index"] == pages["index"])
  }

  /// The pages of a review whose probability is almost 1 and of one that is not, by the reviews' ids.
  private func pages(
    by method: String, target: OutputScale = .probability, _ reach: ColourScale.Reach = .fixed
  ) async throws -> [String: String] {
    let picks = """
      {#sure} Superb, wonderful, excellent, perfect, amazing: a brilliant film, the best I loved, and great fun.
      {#plain} A good film about a train.
      """
    return try await TemporaryFolder.useWaiting { folder in
      let document = try folder.write(
        "---\nscope: review\n---\n# Words\n\n```{tokens methods=\(method)}\n```\n", to: "words.md")
      let request = ReportBuilder.Request(
        documents: [document], output: .init(folder["site"]), colours: reach)
      let list = try PickList(reading: try folder.write(picks, to: "picks.txt"))
      let explainer = Explainer(model: try Model.load(), output: Output(target))
      _ = try await ReportBuilder(request, picks: list).build(with: explainer)
      return try Dictionary(
        uniqueKeysWithValues: ["sure", "plain"].map {
          ($0, try String(contentsOfFile: folder["site/words/\($0).html"], encoding: .utf8))
        })
    }
  }

  /// Whether words, their note and their legend are relative to the method's largest value.
  private func isRelative(_ page: String?) throws -> Bool {
    let page = try #require(page)
    let isRelative = page.contains("class=\"shares\"")
    #expect(page.contains("class=\"signed\"") == !isRelative)
    #expect(page.contains("colours are relative to this method’s largest value") == isRelative)
    #expect(!isRelative || hasStrongest(page))
    return isRelative
  }

  @Test(arguments: ["occlusion", "leave-one-out", "input-x-gradient"])
  func
    `small values in a review with a probability of almost 1 are coloured relative to the largest`(
      _ method: String
    ) async throws
  {
    let pages = try await pages(by: method)
    #expect(try isRelative(pages["sure"]) && !isRelative(pages["plain"]))
  }

  @Test func `values that the scale of all reports can show have its colours in every review`()
    async throws
  {
    let pages = try await pages(by: "integrated-gradients")
    #expect(try !isRelative(pages["sure"]) && !isRelative(pages["plain"]))
  }

  @Test func `a logit and a scale that a run asks for have no relative colours`() async throws {
    #expect(try !isRelative(try await pages(by: "occlusion", target: .logit)["sure"]))
    #expect(try !isRelative(try await pages(by: "occlusion", .report)["sure"]))
    #expect(try !isRelative(try await pages(by: "occlusion", .page)["sure"]))
  }

  @Test func `a scale for the report gives the largest number of all pages the strongest colour`()
    async throws
  {
    let pages = try await pages(.report)
    #expect(strongest(pages["words/strong"]) == strongest(pages["words/plain"]))
    #expect(hasStrongest(pages["words/strong"]) && !hasStrongest(pages["words/plain"]))
    #expect(pages["words/plain"]?.contains("one scale for all reviews of this report") == true)
  }
}
