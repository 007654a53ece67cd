import Attribution
import Classifier
import TestSupport
import Testing

/// Attributions of a network without a closed form, which are computed once for all who ask.
struct SharedAttributionTests {
  private func explainer(_ output: Output) throws -> Explainer {
    let layers: [any Layer] = [
      GlobalMaxPooling1D(),
      Dense(
        kernel: TinyClassifier.table(rows: 3, columns: 1, salt: 6),
        bias: TinyClassifier.table(rows: 1, columns: 1, salt: 7), activation: .sigmoid),
    ]
    let model = try Model(
      sequential: Sequential(
        embedding: Embedding(table: TinyClassifier.table(rows: 12, columns: 3, salt: 9)),
        layers: layers),
      text: TinyClassifier.model.text)
    return Explainer(model: model, output: output, background: ["a good film", "boring"])
  }

  private static let methods = [
    "shapley-value-sampling:samples=8", "kernel-shap", "lime", "integrated-gradients", "saliency",
    "occlusion", "leave-one-out:removal=remove", "deeplift", "lrp",
  ]

  @Test(arguments: methods, OutputScale.allCases)
  func `an attribution that is shared is the one computed alone`(
    name: String, target: OutputScale
  ) throws {
    let text = TinyClassifier.reviews[3]
    let method = try ConfiguredMethod.list(parsing: name, defaults: [])[0]
    let shared = try explainer(Output(target))
    for index in [1, 0, 0, 1] {
      let output = Output(target, of: index)
      let found = method.attribute(shared.explaining(output).explain(text))
      let alone = method.method.attribute(try explainer(output).explain(text))
      #expect(
        zip(found.positions, alone.positions).allSatisfy { abs($0 - $1) < 1e-12 })
      #expect(abs((found.baselineValue ?? 0) - (alone.baselineValue ?? 0)) < 1e-12)
      #expect((found.baselineValue == nil) == (alone.baselineValue == nil))
      #expect(found.standardErrors?.count == alone.standardErrors?.count)
      #expect(abs((found.convergenceDelta ?? 0) - (alone.convergenceDelta ?? 0)) < 1e-12)
    }
  }

  @Test func `options and reviews have attributions of their own`() throws {
    let shared = try explainer(Output(.probability))
    for name in ["occlusion:baseline=pad", "occlusion:baseline=mean", "saliency:norm=l1"] {
      let method = try ConfiguredMethod.list(parsing: name, defaults: [])[0]
      for text in TinyClassifier.reviews {
        let review = shared.explain(text)
        #expect(method.attribute(review).positions == method.method.attribute(review).positions)
      }
    }
  }
}
