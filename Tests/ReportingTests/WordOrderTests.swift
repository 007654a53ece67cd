import Attribution
import Classifier
import Models
import Reporting
import TestSupport
import Testing

/// What other orders of the words do to a model that reads them in order.
struct WordOrderTests {
  @Test(arguments: [("not good", "good not"), ("worst film", "film worst")])
  func `the largest change of the logit is one of size, whichever way it goes`(
    texts: (String, String)
  ) async throws {
    let model = try Model.load(Architecture.lstm.rawValue)
    var run = WovenPages.Run()
    run.methods = "occlusion"
    run.picks = "{#one} \(texts.0)\n{#other} \(texts.1)\n"
    let pages = try await WovenPages(
      "`{value order.largest-change digits=6}`", of: model, run
    ).own
    let logits = [texts.0, texts.1].map { text in
      Explainer(model, target: .logit).explain(text).value
    }
    // Two words have two orders; one of the two reviews falls by what the other one rises by.
    let change = abs(logits[0] - logits[1])
    #expect(change > 0.01)
    for id in ["one", "other"] {
      let page = try #require(pages[id])
      let found = page.all("p").compactMap { Double($0.text) }
      #expect(found.contains { abs($0 - change) < 1e-5 }, "\(id): \(found), \(change)")
    }
  }
}
