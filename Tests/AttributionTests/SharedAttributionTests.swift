import Attribution
import Classifier
import SourceText
import Synchronization
import TestSupport
import Testing

/// Attributions that are computed once for all who ask: those of a network without a closed form, and sampled ones.
struct SharedAttributionTests {
  private func explainer(_ output: Output, isPooled: Bool = false) throws -> Explainer {
    let layers: [any Layer] = [
      isPooled ? GlobalAveragePooling1D() : GlobalMaxPooling1D(),
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

  @Test(arguments: methods, [false, true])
  func `an attribution that is shared is the one computed alone`(
    name: String, isPooled: Bool
  ) throws {
    for target in OutputScale.allCases { try compare(name, target, isPooled: isPooled) }
  }

  private func compare(_ name: String, _ target: OutputScale, isPooled: Bool) throws {
    let text = TinyClassifier.reviews[3]
    let method = try ConfiguredMethod.list(parsing: name, defaults: [])[0]
    let shared = try explainer(Output(target), isPooled: isPooled)
    for index in [1, 0, 0, 1] {
      let output = Output(target, of: index)
      let found = method.attribute(shared.explaining(output).explain(text))
      let alone = method.method.attribute(try explainer(output, isPooled: isPooled).explain(text))
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

  @Test(arguments: [false, true])
  func `a study of the first reviews finds what their pages computed, however many came after them`(
    isPooled: Bool
  ) throws {
    let shared = try explainer(Output(.probability), isPooled: isPooled)
    let counter = Counter()
    var options = Options(owner: "counted")
    let method = ConfiguredMethod(Counted(counter), options: &options)
    let texts = (0..<2000).map { "a good film number \($0)" }
    for text in texts { _ = method.attribute(shared.explain(text)) }
    #expect(counter.count == texts.count)
    for text in texts.prefix(200) { _ = method.attribute(shared.explain(text)) }
    #expect(counter.count == texts.count, "the first reviews were explained again")
    for text in texts[1000..<1800] { _ = method.attribute(shared.explain(text)) }
    #expect(counter.count > texts.count, "all reviews were kept")
  }
}

private final class Counter: Sendable {
  private let value = Mutex(0)
  var count: Int { value.withLock { $0 } }
  func add() { value.withLock { $0 += 1 } }
}

/// Sampled numbers that count how often they are computed.
private struct Counted: AttributionMethod {
  static let card = MethodCard(
    name: "counted", title: "Counted", summary: "", formula: "", cost: "",
    source: Source("", url: ""), axioms: [], isSigned: true, needs: .predictions,
    underAveragePooling: "")
  let counter: Counter

  init(_ counter: Counter) { self.counter = counter }
  init(options: inout Options, default standard: Self) { counter = standard.counter }

  func attribute(_ review: ReviewInput) -> Attribution {
    counter.add()
    let zeros = [Double](repeating: 0, count: review.length)
    return Attribution(positions: zeros, of: review, standardErrors: zeros)
  }
}
