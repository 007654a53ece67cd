import Attribution
import Classifier
import Models
import Reporting
import TestSupport
import Testing

/// The list of reviews shows a few words of each.
struct ReviewExcerptTests {
  private static let picks = """
    {#praise} A wonderful, superb film: I loved it, although the sound is awful.
    {#complaint} Awful acting, a dull plot and a waste of a wonderful cast.
    {#short} Excellent
    {#mixed} Great music, but boring: the worst film, not good, and terrible, yet charming and lovely.
    {#plain} The door is at the end of the street.
    """

  private func rows(_ run: WovenPages.Run, of model: Model) async throws -> [Node] {
    let pages = try await WovenPages("```{reviews}\n```", scope: "report", of: model, run).own
    return try #require(pages[""]).all("span", "excerpt")
  }

  @Test func `an excerpt has the strongest words for the verdict, then the strongest against it`()
    async throws
  {
    let model = try Model.load()
    var run = WovenPages.Run()
    run.methods = "occlusion"
    run.picks = Self.picks
    let list = try PickList(parsing: Array(run.picks.utf8), path: "picks.txt").picks
    let analyzer = ReviewAnalyzer(
      model: model,
      methods: try ConfiguredMethod.list(parsing: "occlusion", defaults: [], within: .layers),
      target: .probability)
    for (excerpt, pick) in zip(try await rows(run, of: model), list) {
      let analysis = analyzer.analyse(pick, number: 1)
      let sign = analysis.prediction.label.name == "positive" ? 1.0 : -1.0
      let scores = analysis.results[0].attribution.scores.map { sign * $0 }
      // The first step of the scale is half a point.
      let marked = zip(analysis.words, scores).filter { abs($0.1) >= 0.005 }
      let parts = excerpt.text.split(separator: "espite ", omittingEmptySubsequences: false)
      let supporting = marked.filter { $0.1 > 0 }.max { $0.1 < $1.1 }
      let opposing = marked.filter { $0.1 < 0 }.min { $0.1 < $1.1 }
      if let supporting { #expect(parts[0].contains(supporting.0), "\(pick.id)") }
      #expect((parts.count > 1) == (opposing != nil), "\(pick.id): \(excerpt.text)")
      if let opposing { #expect(parts.last?.contains(opposing.0) == true, "\(pick.id)") }
      // Marks for the verdict come first.
      let signs = excerpt.all("b").map(\.text) + excerpt.all("u").map(\.text)
      #expect(signs.isEmpty == marked.isEmpty)
      for word in marked where word.1 < 0 {
        #expect(!parts[0].split(separator: " ").contains { $0 == word.0 }, "\(pick.id): \(word)")
      }
    }
  }

  /// Twenty words, of which one has an effect, wherever it stands.
  @Test(arguments: [0, 1, 4, 6, 10, 15, 18, 19])
  func `the only strong word has its neighbours beside it`(place: Int) async throws {
    let filler = Array(
      "the of and a to in it this that was as for with on you are at by they from".split(
        separator: " "))
    let words = filler[..<place] + ["awful"] + filler[(place + 1)...]
    var run = WovenPages.Run()
    run.methods = "occlusion"
    run.picks = "{#one} \(words.joined(separator: " "))\n"
    let excerpt = try #require(try await rows(run, of: Model.load()).first)
    let text = excerpt.text.split(separator: " — despite ")[0]
    let shown = text.split(separator: " ").filter { $0 != "…" }.map(String.init)
    #expect(shown.contains("awful"))
    let all = words.map(String.init)
    let first = try #require(all.firstRange(of: shown)).lowerBound
    #expect(text.hasPrefix("…") == (first > 0))
    #expect(text.hasSuffix("…") == (first + shown.count < all.count))
  }
}
