import Attribution
import Classifier
import LinearAlgebra
import Reporting
import SourceText
import Testing

/// What is said of the fewest words that carry a verdict is so, also where a search leaves it open.
@Suite struct FlipSentenceTests {
  @Test func `a set of words is called smallest where that is proved, and open elsewhere`() throws {
    let explainer = try Explainer(BagOfWords(access: .predictions))
    let methods = try ConfiguredMethod.list(
      parsing: "occlusion", defaults: [], within: explainer.access)
    let analyst = ReviewAnalyzer(explainer, methods: methods)
    let sentences = try #require(
      GeneratedSentences.ofReview.first { $0.name == "fewest words" }?.text)
    let words = ["good", "fun", "film", "bad", "plot", "a", "good", "fun"]
    var random = SplitMix64(seed: 11)
    var open = 0
    for number in 1...40 {
      let text = (0..<13).map { _ in words[random.below(words.count)] }.joined(separator: " ")
      let pick = Pick(id: "r", text: text, location: SourceLocation(file: "r"))
      let analysis = analyst.analyse(pick, number: number)
      for sentence in sentences(analysis) {
        #expect(
          FlipSentenceCheck(sentence, MeasuredReview(analysis)).result == true,
          "\(text): \(sentence)")
        if sentence.contains("At least") { open += 1 }
      }
    }
    #expect(open > 0)
  }
}
