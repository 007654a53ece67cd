import Attribution
import Classifier
import HTML
import Reporting
import TestSupport
import Testing

/// The four figures of the front page.
struct TotalsChunkTests {
  private static let picks = """
    {#good label=positive} A good film, great.
    {#bad label=negative} A boring, bad film.
    {#wrong label=negative} Great, great, great!
    {#worse label=positive} Bad, bad, not good, bad!
    {#none} A film.
    """

  private func figures(_ picks: String, _ methods: String? = "occlusion") async throws -> [(
    name: String, value: String
  )] {
    var run = WovenPages.Run()
    run.picks = picks
    run.methods = methods
    let pages = try await WovenPages(
      "```{totals}\n```", scope: "report", of: TinyClassifier.model, run)
    let list = try #require(pages.own[""]?.all("dl", "figures").first)
    return zip(list.all("dt"), list.all("dd")).map { ($0.text, $1.text) }
  }

  private func analyses(_ picks: String) throws -> [ReviewAnalysis] {
    let analyzer = ReviewAnalyzer(
      model: TinyClassifier.model,
      methods: try ConfiguredMethod.list(
        parsing: "occlusion", defaults: [], within: .layers), target: .probability)
    let list = try PickList(parsing: Array(picks.utf8), path: "picks.txt").picks
    return list.enumerated().map { analyzer.analyse($1, number: $0 + 1) }
  }

  @Test func `the figures are those of the reviews`() async throws {
    let found = try await figures(Self.picks)
    let all = try analyses(Self.picks)
    let right = all.count { $0.pick.label == $0.prediction.label }
    #expect(found[0].value == "\(right) of 4" && found[0].name.contains("agree"))
    let words = all.flatMap { zip($0.words, $0.results[0].attribution.scores) }
    let strongest = try #require(words.max { abs($0.1) < abs($1.1) })
    #expect(found[1].value == strongest.0)
    #expect(found[1].name.contains(NumberText.points(strongest.1)))
    let other = try #require(
      words.filter { $0.1.sign != strongest.1.sign }.max { abs($0.1) < abs($1.1) })
    #expect(found[1].name.contains("\(other.0), \(NumberText.points(other.1))"))
    let wrong = all.filter { $0.pick.label != nil && $0.pick.label != $0.prediction.label }
    let surest = try #require(
      wrong.max { $0.prediction.confidence < $1.prediction.confidence })
    #expect(found[2].value == NumberText.percent(surest.prediction.confidence))
    #expect(found[2].name.contains("wrong") && found[2].name.hasSuffix(surest.pick.title))
    let mean = all.map(\.prediction.confidence).reduce(0, +) / Double(all.count)
    #expect(found[3].value == NumberText.percent(mean))
  }

  @Test func `without labels the least sure verdict takes the place of the worst error`()
    async throws
  {
    let picks = Self.picks.replacing(#/ label=\w+/#, with: "")
    let found = try await figures(picks)
    let all = try analyses(picks)
    let least = try #require(all.min { $0.prediction.confidence < $1.prediction.confidence })
    #expect(found[0].value == "\(all.count)" && found[0].name == "reviews")
    #expect(found[2].value == NumberText.percent(least.prediction.confidence))
    #expect(found[2].name.hasSuffix(least.pick.title) && !found[2].name.contains("wrong"))
  }

  @Test func `a method without sign names no strongest word`() async throws {
    let found = try await figures(Self.picks, "saliency")
    #expect(!found.contains { $0.name.contains("strongest") })
    #expect(found.count == 3)
  }
}
