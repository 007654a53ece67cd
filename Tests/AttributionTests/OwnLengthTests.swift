import Attribution
import Classifier
import LinearAlgebra
import TestSupport
import Testing

/// Models in which each review has as many positions as it needs.
struct OwnLengthTests {
  /// Two stacks that read the words of ``TinyClassifier``: one with a closed form, one that uses windows.
  private static func models() throws -> [Model] {
    let table = TinyClassifier.table(rows: 12, columns: 3, salt: 9)
    let last = Dense(
      name: "last", kernel: TinyClassifier.table(rows: 4, columns: 1, salt: 2),
      bias: TinyClassifier.table(rows: 1, columns: 1, salt: 3), activation: .sigmoid)
    let windows = Conv1D(
      kernel: TinyClassifier.table(rows: 9, columns: 4, salt: 4), bias: nil, kernelSize: 3,
      activation: .relu)
    let stacks: [(layers: [any Layer], isMasked: Bool)] = [
      (TinyClassifier.model.sequential.layers, false),
      (TinyClassifier.model.sequential.layers, true),
      ([windows, GlobalMaxPooling1D(), last], false),
    ]
    return try stacks.map { stack in
      try Model(
        sequential: Sequential(
          embedding: Embedding(table: table, masksZero: stack.isMasked), layers: stack.layers),
        text: TextPipeline(
          standardization: .tokenizer, vocabulary: TinyClassifier.vocabulary, sequenceLength: nil))
    }
  }

  @Test(arguments: MethodCase.all)
  func `every method explains every length, whatever lengths the background has`(
    method: MethodCase
  ) throws {
    let usesBackground = try ConfiguredMethod.list(parsing: method.card.name, defaults: [])[0]
      .method.usesBackground
    for (number, model) in try Self.models().enumerated() {
      for background in usesBackground ? [[], TinyClassifier.reviews] : [[]] {
        // The windows have no closed form.
        for usesClosedForm in number < 2 ? [true, false] : [true] {
          let explainer = Explainer(
            model: model, output: Output(.probability, logits: 1), background: background,
            usesClosedForm: usesClosedForm)
          // Exact Shapley values of seventeen words would take most of the time.
          for text in TinyClassifier.reviews.map({ $0.prefix(44) }) {
            let review = explainer.explain(String(text))
            let attribution = try Attributions.of(method.card.name, review)
            #expect(attribution.positions.count == review.review.indices.count)
            #expect(attribution.positions.allSatisfy { $0.isFinite })
          }
        }
      }
    }
  }

  @Test func `the two ways of expected gradients agree on reviews of any length`() throws {
    let model = try Self.models()[0]
    for text in TinyClassifier.reviews {
      let ways = try [true, false].map { usesClosedForm in
        let explainer = Explainer(
          model: model, output: Output(.logit, logits: 1), background: TinyClassifier.reviews,
          usesClosedForm: usesClosedForm)
        return try Attributions.of("deeplift-shap", explainer.explain(text))
      }
      #expect(abs(try #require(ways[0].convergenceDelta)) < 1e-12)
      for (a, b) in zip(ways[0].positions, ways[1].positions) { #expect(abs(a - b) < 1e-12) }
    }
  }

  @Test func `a review is as long as it is, and at least as long as the layers need`() throws {
    let models = try Self.models()
    #expect(models[0].encode("").indices == [1])
    #expect(models[2].encode("").indices == [1, 0, 0])
    #expect(models[2].encode("the film was good").indices.count == 5)
    #expect(models[2].encode("").paddingPositions == 1..<3)
  }
}
