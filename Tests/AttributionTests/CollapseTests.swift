import Attribution
import Classifier
import LinearAlgebra
import SourceText
import Testing

/// The predicted structure of the gradient's rows compared with measurements.
struct CollapseTests {
  private static let words = ["good", "bad", "a", "film", "not", "very", "dull", "fun"]
  private static let texts = ["a good film", "not very good, dull", "fun fun fun", "film"]

  private func matrix(_ rows: Int, _ columns: Int, _ random: inout SplitMix64) -> Matrix {
    Matrix(rows: rows, columns: columns, (0..<rows * columns).map { _ in random.normal() })
  }

  /// A model with some dense layers before its average.
  private func model(inFront: [Activation], seed: UInt64, isMasked: Bool) throws -> Model {
    var random = SplitMix64(seed: seed)
    let vocabulary = Vocabulary(words: Vocabulary.specialTokens + Self.words)
    func dense(_ name: String, _ units: Int, _ activation: Activation) -> Dense {
      Dense(
        name: name, kernel: matrix(4, units, &random), bias: matrix(1, units, &random),
        activation: activation)
    }
    let first = inFront.enumerated().map { dense("front_\($0)", 4, $1) as any Layer }
    return try Model(
      sequential: Sequential(
        embedding: Embedding(
          table: matrix(vocabulary.count, 4, &random), masksZero: isMasked),
        layers: first + [
          GlobalAveragePooling1D(), dense("hidden", 4, .relu), dense("last", 1, .sigmoid),
        ]),
      text: TextPipeline(
        standardization: .tokenizer, vocabulary: vocabulary, sequenceLength: 7,
        padding: .post, truncating: .pre))
  }

  @Test(arguments: [[], [.linear], [.linear, .linear]] as [[Activation]], [false, true])
  func `layers that treat every position alike leave the rows equal`(
    inFront: [Activation], isMasked: Bool
  ) throws {
    let model = try model(inFront: inFront, seed: 1, isMasked: isMasked)
    let structure = model.sequential.rowStructure
    #expect(structure.layer == "global_average_pooling1d" && structure.collapses)
    let survey = try #require(self.survey(of: model))
    #expect(survey.collapses && survey.structure == structure)
    // If all hidden units are off, there is no gradient at all.
    #expect(survey.rank.highest == 1)
  }

  @Test(arguments: [[.relu], [.linear, .sigmoid], [.relu, .linear]] as [[Activation]])
  func `a layer that bends each position by itself makes them differ`(inFront: [Activation])
    throws
  {
    let index = try #require(inFront.lastIndex { $0 != .linear })
    var ranks: [Int] = []
    for seed in 1...6 {
      let model = try model(inFront: inFront, seed: UInt64(seed), isMasked: false)
      let structure = model.sequential.rowStructure
      #expect(structure.layer == "front_\(index)" && !structure.collapses)
      let survey = try #require(self.survey(of: model))
      #expect(survey.patterns == nil && survey.collapses == (survey.rank.highest <= 1))
      ranks.append(survey.rank.highest)
    }
    // Units may all be off in one or two reviews, but not in all.
    #expect(ranks.contains { $0 > 1 })
  }

  @Test func `a survey says which methods are flat, whatever the number of jobs`() throws {
    let model = try model(inFront: [], seed: 1, isMasked: false)
    let survey = try #require(self.survey(of: model))
    let flat = survey.methods.filter { $0.constantShare == 1 }.map(\.method.name)
    #expect(flat == ["saliency", "smoothgrad"])
    let other = try #require(self.survey(of: model, jobs: 3))
    #expect(other.gini == survey.gini && other.largestEntry == survey.largestEntry)
    #expect(other.methods.map(\.constantShare) == survey.methods.map(\.constantShare))
  }

  @Test func `reviews without a word are left out, and without any there is no survey`() throws {
    let model = try model(inFront: [], seed: 1, isMasked: false)
    #expect(survey(of: model, texts: ["", "good", "!"])?.reviews == 1)
    #expect(survey(of: model, texts: ["", "!"]) == nil)
  }

  @Test func `patterns are counted from the commonest, and share directions`() throws {
    let model = try model(inFront: [], seed: 4, isMasked: false)
    let patterns = try #require(self.survey(of: model)?.patterns)
    #expect(patterns.counts.reduce(0, +) == Self.texts.count)
    #expect(patterns.counts == patterns.counts.sorted(by: >))
    #expect(patterns.share(ofFirst: patterns.counts.count) == 1)
    #expect((-1...1.000_000_1).contains(patterns.smallestCosine))
    #expect((0...1).contains(patterns.straightShare))
    #expect(patterns.meanSwitches <= Double(patterns.mostSwitches))
  }

  private func survey(
    of model: Model, texts: [String] = texts, jobs: Int = 1
  ) -> CollapseSurvey? {
    let methods = try? ConfiguredMethod.list(
      parsing: "integrated-gradients,saliency,smoothgrad", defaults: [])
    return CollapseSurvey(
      of: texts, by: Explainer(model: model, output: Output(.probability)),
      methods: methods ?? [], jobs: jobs)
  }
}
