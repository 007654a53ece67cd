import Attribution
import Classifier
import HTML
import Reporting
import SourceText
import TestSupport
import Testing

/// Two reviews side by side.
struct CompareReviewsTests {
  private static let picks = """
    {#before label=positive} A good film with one boring scene.
    {#after label=positive} A great film with one boring, bad scene.
    {#other} Nothing here is alike.
    """

  private func page(_ chunk: String, scope: String = "report") async throws -> Node {
    var run = WovenPages.Run()
    run.picks = Self.picks
    let pages = try await WovenPages(chunk, scope: scope, of: TinyClassifier.model, run)
    return try #require(pages.own[""])
  }

  @Test func `words that are in one version only are framed, and the parts sum to the change`()
    async throws
  {
    let page = try await page("```{compare-reviews review=before with=after}\n```")
    let sides = page.all("p", "text")
    #expect(sides.count == 2)
    let alone = sides.map { side in side.all.filter { $0.has("alone") }.map(\.text) }
    #expect(alone == [["good"], ["great", "bad"]])
    let sentence = try #require(page.all("p", "pair-sum").first?.text)
    let numbers = sentence.matches(of: #/[+−]\d+\.\d|for 0\.0/#).map { match in
      Double(match.output.replacing("−", with: "-").replacing("for ", with: "")) ?? .nan
    }
    let analyzer = ReviewAnalyzer(
      model: TinyClassifier.model,
      methods: try ConfiguredMethod.list(
        parsing: "integrated-gradients", defaults: [], within: .layers),
      target: .probability)
    let picks = try PickList(parsing: Array(Self.picks.utf8), path: "picks.txt").picks
    let sums = picks.prefix(2).map { analyzer.analyse($0, number: 1).results[0].attribution.sum }
    #expect(abs(numbers.reduce(0, +) - 100 * (sums[1] - sums[0])) < 0.25, "\(sentence)")
  }

  @Test func `reviews that have little in common are shown without frames`() async throws {
    let page = try await page("```{compare-reviews review=before with=other}\n```")
    #expect(page.all("p", "text").count == 2)
    #expect(!page.all.contains { $0.has("alone") })
    #expect(!page.text.contains("in a frame"))
  }

  @Test(arguments: [
    ("```{compare-reviews review=before with=afer}\n```", "there is no review 'afer'", "after"),
    (
      "```{compare-reviews review=before with=after rows=none}\n```", "the option 'rows'", ""
    ),
  ])
  func `a mistake is reported at its place before the model runs`(
    chunk: String, message: String, hint: String
  ) async throws {
    await #expect {
      _ = try await page(chunk)
    } throws: { error in
      guard let problems = error as? Diagnostics, let first = problems.all.first else {
        return false
      }
      return first.message.contains(message) && first.location?.line == 6
        && (first.hint ?? "").contains(hint)
    }
  }
}
