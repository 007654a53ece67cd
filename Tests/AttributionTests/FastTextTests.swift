import Attribution
import Classifier
import Foundation
import LinearAlgebra
import Models
import SourceText
import Testing

/// Explanations of a model that reads n-grams.
@Suite struct FastTextTests {
  private static let names = ["words.bin", "bigrams.bin", "parts.bin", "both.bin", "pruned.ftz"]
  private static let reviews = [
    "good film. good nobody", "the plot is a mess and the été was good", "", "nobody",
  ]

  private func model(_ name: String) throws -> Model {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../ClassifierTests/Fixtures/fasttext/\(name)").path
    return try Model(at: path)
  }

  private func explainers(_ name: String, _ target: OutputScale) throws -> [Explainer] {
    let model = try model(name)
    return [true, false].map { usesClosedForm in
      Explainer(
        model: model, output: Output(target, of: 1, logits: model.sequential.outputs),
        background: ["good film. été", "a mess"], usesClosedForm: usesClosedForm)
    }
  }

  @Test(arguments: names)
  func `the closed form holds, and gradients collapse`(name: String) throws {
    let explainers = try explainers(name, .probability)
    #expect(explainers[0].pooled != nil)
    for text in Self.reviews {
      let (closed, general) = (explainers[0].explain(text), explainers[1].explain(text))
      #expect(abs(closed.value - general.value) < 1e-12)
      #expect(PoolingCollapse(closed).collapses)
      let logits = closed.network.predict(closed.review).logits
      #expect(zip(logits, closed.logits.row(0)).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test(arguments: names)
  func `every method gives each word a number, with the closed form and without`(
    name: String
  ) throws {
    let explainers = try explainers(name, .probability)
    for standard in AttributionMethods.all {
      let method = try method(standard.name)
      for text in Self.reviews {
        let found = explainers.map { explainer in
          let review = explainer.explain(text)
          return (review, method.attribute(review))
        }
        let (review, attribution) = found[0]
        #expect(attribution.scores.count == review.review.tokens.count)
        #expect(attribution.scores.allSatisfy { $0.isFinite })
        if standard.card.axioms.contains(.completeness), let delta = attribution.convergenceDelta {
          #expect(abs(delta) < 1e-3, "\(standard.name) \(text)")
        }
        // Without the closed form noise is drawn, and orders are over words instead of groups of equal ones.
        let isDrawn = [
          "shapley-value-sampling", "kernel-shap", "lime", "smoothgrad", "smoothgrad-squared",
          "vargrad",
        ].contains(standard.name)
        for (one, other) in zip(attribution.scores, found[1].1.scores) where !isDrawn {
          #expect(abs(one - other) < 0.02, "\(standard.name) \(text)")
        }
      }
    }
  }

  /// `F` is linear here, so the share of a row in the logit is its contribution to the mean, times the weights.
  @Test(arguments: names)
  func `a word's number is that of its rows, and an even part of its n-grams'`(name: String) throws
  {
    let explainer = try explainers(name, .logit)[0]
    let model = explainer.network
    let ngrams = try #require(model.text.ngrams)
    let method = try method("integrated-gradients", "baseline=zero")
    let dense = try #require(model.sequential.layers.last as? Dense)
    for text in Self.reviews {
      let review = explainer.explain(text)
      let mixture = try #require(review.review.mixture)
      let attribution = method.attribute(review)
      let table = model.sequential.embedding.table
      for position in 0..<mixture.positions {
        let counted = (0..<mixture.positions).count { !mixture[$0].isEmpty }
        let share = mixture[position].reduce(0) { sum, part in
          let logit = (0..<table.columns).reduce(0) {
            $0 + table[part.row, $1] * dense.kernel[$1, 1]
          }
          return sum + part.weight * logit / Double(counted)
        }
        #expect(abs(share - attribution.positions[position]) < 1e-12)
      }
      if ngrams.wordNgrams == 1 {
        // Without n-grams of words, no row belongs to two words.
        let weights = (0..<mixture.positions).flatMap { mixture[$0].map(\.weight) }
        #expect(Set(weights).count <= 1)
      }
    }
  }

  @Test func `a word that the model does not see has no number`() throws {
    let review = try explainers("words.bin", .probability)[0].explain("good nobody film.")
    let scores = try method("shapley-values").attribute(review).scores
    #expect(scores[1] == 0 && scores[0] != 0 && scores[2] != 0)
  }

  @Test func `a word can take another's place, and the line is read anew`() throws {
    for name in Self.names {
      let explainer = try explainers(name, .probability)[0]
      let review = explainer.explain("nobody good film. mess")
      let swaps = VocabularySwaps(review, place: .strongest)
      #expect(review.isUnmasked(swaps.position))
      for swap in swaps.raising {
        var words = review.review.tokens.map(\.text)
        words[swaps.position] = swap.word
        let value = explainer.explain(words.joined(separator: " ")).value
        #expect(abs(swap.exact - (value - review.value)) < 1e-12)
      }
    }
  }

  @Test func `without n-grams, what remains is read as if it were the whole line`() throws {
    let explainer = try explainers("words.bin", .probability)[0]
    let whole = explainer.explain("good nobody film. good mess")
    let occlusion = try method("occlusion", "removal=remove").attribute(whole)
    let rest = explainer.explain("good nobody good mess")
    #expect(abs(occlusion.scores[2] - (whole.value - rest.value)) < 1e-12)
  }

  @Test func `the tree has no closed form, and its gradient collapses all the same`() throws {
    let explainer = try explainers("tree-both.bin", .probability)[0]
    #expect(explainer.pooled == nil)
    let review = explainer.explain("good film. the plot is a mess")
    #expect(PoolingCollapse(review).collapses)
    let attribution = try method("integrated-gradients", "steps=200").attribute(review)
    #expect(abs(try #require(attribution.convergenceDelta)) < 1e-4)
  }
}
