import Attribution
import Classifier
import Models
import Reporting
import TestSupport
import Testing

/// The list of reviews shows a few words of each.
struct ReviewExcerptTests {
  /// Twenty words, of which one has an effect, wherever it stands.
  @Test(arguments: [0, 1, 4, 6, 10, 15, 18, 19])
  func `an excerpt has the strongest word and some before it`(place: Int) async throws {
    let model = try Model.load()
    // Without an effect to speak of, and each another one.
    let filler = Array(
      "the of and a to in it this that was as for with on you are at by they from".split(
        separator: " "))
    let words = filler[..<place] + ["awful"] + filler[(place + 1)...]
    var run = WovenPages.Run()
    run.methods = "occlusion"
    run.picks = "{#one} \(words.joined(separator: " "))\n"
    let pages = try await WovenPages("```{reviews}\n```", scope: "report", of: model, run).own
    let excerpt = try #require(pages[""]?.all("span", "excerpt").first)
    let shown = excerpt.text.split(separator: " ").filter { $0 != "…" }.map(String.init)
    #expect(shown.count == 9 && shown.contains("awful"))
    let first = try #require(words.map(String.init).firstRange(of: shown)).lowerBound
    #expect(first == max(0, min(place - 5, words.count - 9)))
    #expect(excerpt.text.hasPrefix("…") == (first > 0))
    #expect(excerpt.text.hasSuffix("…") == (first + 9 < words.count))
  }
}
