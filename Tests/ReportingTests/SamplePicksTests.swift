import Attribution
import Classifier
import Foundation
import LinearAlgebra
import Models
import Reporting
import Testing

/// What the reports say of the embedded model, on every sample review that ships.
struct SamplePicksTests {
  private static let picks =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Reports/picks.txt").path

  /// The analyses of all sample reviews.
  private func analyses(_ target: OutputScale) throws -> [ReviewAnalysis] {
    let methods = try ConfiguredMethod.list(
      parsing: "integrated-gradients,shapley-value-sampling:samples=20,saliency,smoothgrad",
      defaults: [])
    let analyst = ReviewAnalyzer(model: try Model.load(), methods: methods, target: target)
    return try PickList(reading: Self.picks).picks.enumerated().map {
      analyst.analyse($0.element, number: $0.offset + 1)
    }
  }

  @Test func `there are at least twelve, and the model is wrong about some`() throws {
    let analyses = try analyses(.probability)
    #expect(analyses.count >= 12)
    #expect(analyses.contains { $0.pick.label == $0.prediction.label })
    #expect(analyses.contains { $0.pick.label != nil && $0.pick.label != $0.prediction.label })
    #expect(analyses.contains { $0.review.truncated > 0 })
    #expect(analyses.contains { $0.tokens.count == 2 })
    #expect(analyses.contains { $0.tokens.allSatisfy { !$0.isKnown } })
  }

  @Test func `one serves as the example of the essay`() throws {
    let example = try #require(
      analyses(.probability).first { $0.pick.id == "bad-advice" })
    let scores = try #require(example.results.first).attribution.scores
    #expect(example.review.truncated == 0 && example.tokens.count <= 150)
    #expect(scores.contains { $0 > 0 } && scores.contains { $0 < 0 })
    #expect(BaselinePath(example.explained, from: .pad).switchCount > 0)
  }

  @Test(arguments: OutputScale.allCases)
  func `the gradient rows differ by exactly 0 through the general backward pass`(
    target: OutputScale
  )
    throws
  {
    for analysis in try analyses(target) {
      #expect(analysis.collapse.maxRowDifference == 0)
      #expect(analysis.collapse.distinctRows == 1)
    }
  }

  @Test(arguments: OutputScale.allCases)
  func `contributions add up within 1e-12, lengths of gradients are constant`(target: OutputScale)
    throws
  {
    for analysis in try analyses(target) {
      for result in analysis.results {
        if let delta = result.attribution.convergenceDelta {
          #expect(abs(delta) < 1e-12)
        } else {
          #expect(result.attribution.isConstant)
        }
      }
    }
  }

  @Test(arguments: OutputScale.allCases)
  func `finite differences agree with the gradient`(target: OutputScale) throws {
    let h = 1e-5
    for analysis in try analyses(target) {
      let review = analysis.explained
      for (row, column) in [(0, 0), (100, 7), (255, 15)] {
        var up = review.embedded
        var down = review.embedded
        up[row, column] += h
        down[row, column] -= h
        let slope = (review.value(at: up) - review.value(at: down)) / (2 * h)
        // Central differences err by rounding, 1e-16 / h, and by h² times the third derivative.
        #expect(abs(slope - review.gradient[row, column]) < 1e-9)
      }
    }
  }

  @Test func `words in another order change nothing but the last bits`() throws {
    let analyst = ReviewAnalyzer(
      model: try Model.load(), methods: [], target: .probability)
    let words = "not good at all but a truly wonderful little film".split(separator: " ")
    let forward = analyst.explainer.network.predict(
      analyst.explainer.network.encode(words.joined(separator: " ")))
    let backward = analyst.explainer.network.predict(
      analyst.explainer.network.encode(words.reversed().joined(separator: " ")))
    #expect(abs(forward.logits[0] - backward.logits[0]) < 1e-12)
  }
}
