import Attribution
import Classifier
import LinearAlgebra
import Testing

/// A method that removes words, with its options.
struct PerturbationCase: CustomTestStringConvertible, Sendable {
  let name: String
  let options: String
  var testDescription: String { options.isEmpty ? name : "\(name):\(options)" }

  /// All of them, except those whose samples depend on which positions are interchangeable.
  static let all =
    [("occlusion", ""), ("occlusion", "window=3,stride=2"), ("occlusion", "unit=sentence")].map(
      PerturbationCase.init)
    + [
      "occlusion", "leave-one-out", "lime", "kernel-shap", "shapley-values", "partition-shap",
    ].flatMap { name in
      ["replace", "remove"].map {
        let sampling = name == "lime" ? ",samples=200" : ""
        return PerturbationCase(name: name, options: "removal=\($0),baseline=unknown\(sampling)")
      }
    }
    + [
      ("lime", "kernel=captum,samples=100"), ("interactions", ""),
      ("interactions", "kind=removal"), ("interactions", "kind=removal,removal=remove"),
      ("random", ""), ("word-position", ""),
    ].map(PerturbationCase.init)

  func attribute(_ review: ReviewInput) throws -> Attribution {
    try method(name, options).attribute(review)
  }
}

/// The common properties of all methods that remove words.
struct PerturbationTests {
  // At most eight players, so that Kernel SHAP enumerates all coalitions and the exact values are exact on both paths.
  let text = "A good, good film; not bad. Unheard-of"

  @Test(arguments: NetworkCase.all, PerturbationCase.all)
  func `the closed form is the general path`(network: NetworkCase, perturbation: PerturbationCase)
    throws
  {
    let model = try network.model()
    let closed = try perturbation.attribute(model.explain(text, target: network.target))
    let general = try perturbation.attribute(
      model.explainGenerally(text, target: network.target))
    for (a, b) in zip(closed.positions, general.positions) { #expect(abs(a - b) < 1e-10) }
    #expect((closed.fit == nil) == (general.fit == nil))
  }

  @Test(
    arguments: PerturbationCase.all,
    ["", "good", "xyzzy xyzzy plugh", "a good film not bad very dull fun a good film not bad bad"])
  func `a review may be empty, of one word, unknown or too long`(
    perturbation: PerturbationCase, text: String
  ) throws {
    for isMasked in [false, true] {
      let model = try RandomModel(hiddenLayers: [6], seed: 3, isMasked: isMasked)
      for review in [model.explain(text), model.explainGenerally(text)] {
        let attribution = try perturbation.attribute(review)
        #expect(attribution.positions.allSatisfy { $0.isFinite })
        #expect(attribution.standardErrors?.allSatisfy { $0.isFinite } ?? true)
        #expect(attribution.fit?.isFinite ?? true)
      }
    }
  }

  @Test(arguments: [
    "occlusion", "leave-one-out", "shapley-values", "kernel-shap", "partition-shap",
  ])
  func `without a word taken out a masked model reads the shorter text`(name: String) throws {
    for hidden in [[], [6], [7, 5]] {
      let model = try RandomModel(hiddenLayers: hidden, seed: 5, isMasked: true)
      for review in [model.explain("good dull film"), model.explainGenerally("good dull film")] {
        let whole = review.value
        let shorter = ["dull film", "good film", "good dull"].map { model.explain($0).value }
        if name == "occlusion" || name == "leave-one-out" {
          let scores = try method(name, "removal=remove").attribute(review).scores
          for (score, value) in zip(scores, shorter) {
            #expect(abs(score - (whole - value)) < 1e-12)
          }
        } else {
          // Without any word or start token, the output is that of the baseline.
          let attribution = try method(name, "removal=remove").attribute(review)
          #expect(abs(attribution.sum - (whole - Baseline.pad.value(for: review))) < 1e-12)
        }
      }
    }
  }

  @Test func `a method says what a missing word means to it`() throws {
    for name in ["occlusion", "lime", "kernel-shap", "shapley-value-sampling", "partition-shap"] {
      let plain = try method(name)
      #expect(plain.baseline == .pad && plain.removal == .replace)
      let other = try method(name, "baseline=mean,removal=remove")
      #expect(other.baseline == .mean && other.removal == .remove)
    }
    #expect(try method("leave-one-out").removal == .remove)
    #expect(try method("interactions").removal == nil)
    #expect(try method("interactions", "kind=removal").baseline == .pad)
    #expect(try method("random").baseline == nil)
  }

  @Test(arguments: ["lime", "kernel-shap", "shapley-value-sampling", "shapley-values", "random"])
  func `a review's random numbers are its own`(name: String) throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 3)
    let options = name == "random" ? "seed=7" : "samples=10,seed=7"
    let sampled = try method(name, name == "shapley-values" ? options + ",limit=2" : options)
    let alone = sampled.attribute(model.explain(text)).positions
    _ = sampled.attribute(model.explain("dull"))
    #expect(sampled.attribute(model.explain(text)).positions == alone)
    let other = try method(
      name,
      name == "shapley-values" ? "samples=10,seed=8,limit=2" : options.replacing("7", with: "8"))
    #expect(other.attribute(model.explain(text)).positions != alone)
  }

  @Test func `the controls know nothing of the model`() throws {
    let models = try [
      RandomModel(hiddenLayers: [6], seed: 1), RandomModel(hiddenLayers: [], seed: 2),
    ]
    for name in ["random", "word-position"] {
      let numbers = try models.map { try method(name).attribute($0.explain(text)).positions }
      #expect(numbers[0] == numbers[1])
    }
    let falling = try method("word-position").attribute(models[0].explain("a good film"))
    let thirds: [Double] = [3, 2, 1]
    #expect(falling.scores == thirds.map { $0 / 6 })
    #expect(falling.padding == 0 && falling.specialTokens == 0)
    let random = try method("random").attribute(models[0].explain(text))
    #expect(random.padding == 0 && random.specialTokens == 0 && Set(random.scores).count == 8)
  }

  @Test(arguments: [
    "lime:words=positions,samples=40", "kernel-shap:samples=40", "partition-shap",
    "interactions:kind=removal",
  ])
  func `beyond 1,024 positions neighbours share a number`(list: String) throws {
    let model = try RandomModel(hiddenLayers: [], seed: 6, length: 1100)
    let words = (0..<1090).map { ["good", "bad", "a", "film", "dull"][$0 % 5] }
    let review = model.explain(words.joined(separator: " "), target: .logit)
    let attribution = try ConfiguredMethod.list(parsing: list, defaults: [])[0].method
      .attribute(review)
    #expect(attribution.positions.count == 1100)
    #expect(attribution.positions.allSatisfy { $0.isFinite })
    if let delta = attribution.convergenceDelta, !list.hasPrefix("lime") {
      #expect(abs(delta) < 1e-10)
    }
    let pairs = PairwiseInteractions(review)
    #expect(pairs.matrix == nil)
  }
}
