import Attribution
import Classifier
import Faithfulness
import LinearAlgebra
import SourceText
import Testing

/// Models that lose what they learned, and the effect on explanations.
struct EvidenceSanityTests {
  private static let texts = [
    "a good film, not dull", "very bad, not fun at all", "dull dull film",
  ]

  private func checks(_ model: RandomModel, jobs: Int = 1) throws -> SanityChecks {
    SanityChecks(
      of: Self.texts, by: model.explainer(.probability),
      methods: try ConfiguredMethod.list(
        parsing: "integrated-gradients,occlusion,saliency", defaults: []), jobs: jobs)
  }

  @Test func `where nothing is lost every correlation is 1, and constant numbers have none`() throws
  {
    let model = try RandomModel(hiddenLayers: [6], seed: 3)
    let runs = try checks(model).compare(with: model.model)
    for run in runs.prefix(2) {
      #expect(abs((run.signed ?? 0) - 1) < 1e-12)
      #expect(abs((run.absolute ?? 0) - 1) < 1e-12)
      #expect(run.undefined == 0)
    }
    #expect(runs[2].signed == nil && runs[2].absolute == nil && runs[2].undirected == nil)
    #expect(runs[2].undefined == 3 && runs[2].reviews == 3)
    #expect(SanityResult(runs, method: "saliency", stage: .chance).undefined == 3)
    #expect(SanityResult([runs[2]], method: "saliency", stage: .chance).isConstant)
  }

  @Test func `the spread of seeds is the standard deviation of a sample`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 3)
    let stage = try #require(SanityStage.randomizations(of: model.model.sequential).last)
    let checks = try checks(model)
    let runs = try (1...4).map { seed in
      try checks.compare(with: stage.randomize(model.model, seed: UInt64(seed)))[1]
    }
    for count in [2, 4] {
      let values = try runs.prefix(count).map { try #require($0.signed) }
      let result = SanityResult(Array(runs.prefix(count)), method: "occlusion", stage: stage)
      let spread = try #require(result.signed)
      // By pairs: half the mean squared difference of two values.
      var squares = 0.0
      for one in values { for other in values { squares += (one - other) * (one - other) } }
      let expected = (squares / 2 / Double(count * (count - 1))).squareRoot()
      #expect(expected > 0)
      #expect(abs(try #require(spread.deviation) - expected) < 1e-12)
    }
    #expect(SanityResult([runs[0]], method: "occlusion", stage: stage).signed?.deviation == nil)
  }

  @Test func `stages go from the output down, together and one by one`() throws {
    let stages = SanityStage.randomizations(
      of: try RandomModel(hiddenLayers: [6, 4], seed: 2).model.sequential)
    let names = ["dense", "hidden_1", "hidden_0", "embedding"]
    #expect(
      stages.filter { $0.kind == .cascading }.map(\.layers) == (1...4).map { Array(names[..<$0]) })
    #expect(stages.filter { $0.kind == .independent }.map(\.layers) == names.map { [$0] })
  }

  @Test func `a stage changes its own layers and no other`() throws {
    let model = try RandomModel(hiddenLayers: [6, 4], seed: 2).model
    for stage in SanityStage.randomizations(of: model.sequential) {
      let other = try stage.randomize(model, seed: 7)
      #expect(other.text == model.text)
      for (old, new) in zip(model.sequential.tensors, other.sequential.tensors) {
        let isLost = stage.layers.contains(String(old.name.prefix { $0 != "/" }))
        #expect(old.name == new.name && old.shape == new.shape)
        #expect((old.values == new.values) == !isLost, "\(old.name)")
        // As before training: biases are zero, and other weights are small.
        if isLost, new.shape.count == 1 { #expect(new.values.elements.allSatisfy { $0 == 0 }) }
        if isLost, new.name.hasSuffix("embeddings") {
          #expect(new.values.elements.allSatisfy { abs($0) <= 0.05 })
        }
      }
    }
  }

  @Test func `a layer has the same new weights in every stage of a seed, others by another seed`()
    throws
  {
    let model = try RandomModel(hiddenLayers: [6], seed: 2).model
    let stages = SanityStage.randomizations(of: model.sequential)
    func kernel(_ stage: Int, _ seed: UInt64) throws -> Matrix? {
      try stages[stage].randomize(model, seed: seed).sequential.tensors
        .first { $0.name == "dense/kernel" }?.values
    }
    #expect(try kernel(0, 1) == kernel(2, 1))
    #expect(try kernel(0, 1) == kernel(3, 1))
    #expect(try kernel(0, 1) != kernel(0, 2))
  }

  @Test func `the number of jobs does not matter`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 2)
    let stage = SanityStage.randomizations(of: model.model.sequential)[1]
    let other = try stage.randomize(model.model, seed: 3)
    #expect(
      try checks(model, jobs: 1).compare(with: other)
        == checks(model, jobs: 4).compare(with: other))
    #expect(try checks(model, jobs: 1).chance(seed: 5) == checks(model, jobs: 3).chance(seed: 5))
  }

  @Test func `permuted labels are the same labels for other reviews, by seed`() {
    let reviews = LabelledReviews(
      (0..<40).map { LabelledReview(text: "\($0)", label: $0 % 4 == 0 ? .positive : .negative) })
    let permuted = PermutedLabels.permuted(reviews, seed: 1)
    #expect(permuted.reviews.map(\.text) == reviews.reviews.map(\.text))
    #expect(permuted.reviews.count { $0.label == .positive } == 10)
    #expect(permuted.reviews != reviews.reviews)
    #expect(permuted.reviews == PermutedLabels.permuted(reviews, seed: 1).reviews)
    #expect(permuted.reviews != PermutedLabels.permuted(reviews, seed: 2).reviews)
  }

  @Test func `a retrained model has the sizes and the words of the first, where it can be trained`()
    throws
  {
    let model = try RandomModel(hiddenLayers: [6], seed: 2).model
    let options = try #require(PermutedLabels.options(for: model, epochs: 3))
    let reviews = LabelledReviews(
      Self.texts.map {
        LabelledReview(text: $0, label: $0.contains("good") ? .positive : .negative)
      })
    let one = try PermutedLabels(like: model, on: reviews, options: options, seed: 1, jobs: 1)
    let two = try PermutedLabels(like: model, on: reviews, options: options, seed: 1, jobs: 3)
    #expect(one.model.sha256 == two.model.sha256)
    #expect(one.model.text == model.text)
    #expect(one.model.sequential.tensors.map(\.shape) == model.sequential.tensors.map(\.shape))
    #expect((0...1).contains(one.accuracy))
    for other in [
      try RandomModel(hiddenLayers: [6, 4], seed: 2),
      try RandomModel(hiddenLayers: [6], seed: 2, isMasked: true),
      try RandomModel(hiddenLayers: [6], seed: 2, classes: 3),
    ] {
      #expect(PermutedLabels.options(for: other.model, epochs: 3) == nil)
    }
  }

  @Test func `one direction has all of what tells two words apart`() throws {
    let model = try RandomModel(hiddenLayers: [6], seed: 2)
    let two = SanityChecks(
      of: ["good bad good"], by: model.explainer(.logit), methods: [])
    #expect(abs(two.mainDirectionShare - 1) < 1e-12)
    let many = try checks(model).mainDirectionShare
    #expect(many > 0.2 && many < 1)
  }
}
