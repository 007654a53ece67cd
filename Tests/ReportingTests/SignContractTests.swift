import Attribution
import Classifier
import LinearAlgebra
import Reporting
import TestSupport
import Testing

/// A model with words that it has a clear opinion about, shown by its name when a test fails.
struct OpinionatedModel: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let model: Model
  let words: [String]
  /// Whether it has a closed form, or is small.
  let isQuick: Bool

  /// Outputs of both kinds.
  static let targets =
    [Output(.probability), Output(.logit)]
    + OutputScale.allCases.map { Output($0, of: 0, logits: 3) }

  /// Every output that can be asked for: each class, each class against each other one, probabilities and logits.
  var outputs: [Output] {
    let logits = model.sequential.outputs
    let classes = 0..<max(2, logits)
    return OutputScale.allCases.flatMap { target in
      classes.flatMap { index -> [Output] in
        let rivals = logits == 1 ? [] : classes.filter { $0 != index }
        return ([nil] + rivals.map(Optional.some)).map {
          Output(target, of: index, against: $0, logits: logits)
        }
      }
    }
  }

  /// The seven embedded architectures, and three classes with and without a hidden layer.
  static func all() throws -> [OpinionatedModel] {
    let words = ["excellent", "worst", "perfect", "awful", "wonderful", "waste", "great", "boring"]
    let embedded = try Contrast.short().map {
      // A layer that does not only average makes a hundred times the work.
      let isQuick = $0.architecture == .average
      return OpinionatedModel(
        testDescription: $0.architecture.rawValue, model: $0.model,
        words: isQuick ? words : Array(words.prefix(4)), isQuick: isQuick)
    }
    let tiny = ["film", "good", "bad", "not", "great", "boring"]
    return embedded + [
      OpinionatedModel(
        testDescription: "three classes", model: TinyClassifier.threeClasses, words: tiny,
        isQuick: true),
      OpinionatedModel(
        testDescription: "three classes without a hidden layer", model: try linear(), words: tiny,
        isQuick: true),
      OpinionatedModel(
        testDescription: "hidden sigmoid", model: try bent(), words: tiny, isQuick: true),
    ]
  }

  /// An average and a softmax.
  private static func linear() throws -> Model {
    try model([
      Dense(
        kernel: 4 * TinyClassifier.table(rows: 3, columns: 3, salt: 5),
        bias: TinyClassifier.table(rows: 1, columns: 3, salt: 3), activation: .softmax)
    ])
  }

  /// Hidden units whose value at zero is not zero.
  private static func bent() throws -> Model {
    try model([
      Dense(
        kernel: 4 * TinyClassifier.table(rows: 3, columns: 4, salt: 15),
        bias: TinyClassifier.table(rows: 1, columns: 4, salt: 8), activation: .sigmoid),
      Dense(
        name: "dense_1", kernel: 4 * TinyClassifier.table(rows: 4, columns: 3, salt: 18),
        bias: TinyClassifier.table(rows: 1, columns: 3, salt: 0), activation: .softmax),
    ])
  }

  private static func model(_ layers: [any Layer]) throws -> Model {
    try Model(
      sequential: Sequential(
        name: "tiny", embedding: TinyClassifier.model.sequential.embedding,
        layers: [GlobalAveragePooling1D()] + layers),
      text: TinyClassifier.model.text, classes: ["good", "mixed", "bad"])
  }
}

/// A word that is coloured "supports" a class raises the output of that class.
struct SignContractTests {
  /// Every method with its defaults, and options that change what is handed back; quadratures take fixed steps.
  private static func methods() throws -> [ConfiguredMethod] {
    let quick = ["integrated-gradients", "expected-gradients", "layer-conductance"]
    let names = AttributionMethods.names.map { name in
      quick.contains(name)
        ? "\(name):steps=20,tolerance=0" : name == "lime" ? "lime:samples=200" : name
    }
    let more = [
      "lrp:rule=epsilon", "lrp:rule=gamma", "lrp:rule=alpha1-beta0", "saliency:norm=signed",
      "smoothgrad:norm=signed,samples=5", "guided-backprop:norm=signed",
      "deconvolution:norm=signed", "deeplift:baseline=zero", "occlusion:removal=remove",
    ]
    return try (names + more).map { try ConfiguredMethod.list(parsing: $0, defaults: [])[0] }
  }

  /// What occlusion says of a word from each baseline, where that is clear: two points of probability, or a tenth of a
  /// logit.
  private func clearEffects(_ review: ReviewInput) throws -> [Baseline: Double] {
    var effects: [Baseline: Double] = [:]
    for baseline in [Baseline.pad, .zero] {
      let occlusion = try ConfiguredMethod.list(
        parsing: "occlusion:baseline=\(baseline.rawValue)", defaults: [])[0]
      let effect = occlusion.attribute(review).scores[0]
      if abs(effect) > (review.target == .probability ? 0.02 : 0.1) { effects[baseline] = effect }
    }
    return effects
  }

  /// What a method's numbers are counted from: products with embeddings, from zero.
  private func baseline(of method: ConfiguredMethod) -> Baseline {
    method.method.baseline ?? (method.method.usesBackground ? .pad : .zero)
  }

  @Test(arguments: try OpinionatedModel.all())
  func `a method that says what words support has the sign of their effect`(
    opinionated: OpinionatedModel
  ) throws {
    let methods = try Self.methods()
    var clear = 0
    for output in opinionated.outputs {
      let explainer = Explainer(model: opinionated.model, output: output)
      for word in opinionated.words {
        let review = explainer.explain(word)
        let effects = try clearEffects(review)
        clear += effects.count
        for method in methods where method.method.hasSignOfEffect(for: output) {
          guard let effect = effects[baseline(of: method)] else { continue }
          let score = method.attribute(review).scores[0]
          let which = "\(method.key), \(output.target) of \(output.classIndex), “\(word)”"
          #expect(score * effect > 0, "\(which): \(score), occlusion \(effect)")
          if output.target == .probability { #expect(abs(score) <= 1, "\(which): \(score)") }
        }
      }
    }
    // From each baseline there are words with a clear effect.
    #expect(clear >= 2 * opinionated.outputs.count)
  }

  @Test func `a method that has a sign and does not say so is wrong about some word, or exceeds 1`()
    throws
  {
    var wrong: Set<String> = []
    let methods = try Self.methods()
    for opinionated in try OpinionatedModel.all() where opinionated.isQuick {
      for output in opinionated.outputs {
        let explainer = Explainer(model: opinionated.model, output: output)
        for word in opinionated.words {
          let review = explainer.explain(word)
          let effects = try clearEffects(review)
          for method in methods where method.method.isSigned {
            guard let effect = effects[baseline(of: method)] else { continue }
            let score = method.attribute(review).scores[0]
            let isTooLarge = output.target == .probability && abs(score) > 1
            if score * effect <= 0 || isTooLarge { wrong.insert(method.key) }
          }
        }
      }
    }
    for method in methods where method.method.isSigned {
      let claims = OpinionatedModel.targets.allSatisfy { method.method.hasSignOfEffect(for: $0) }
      #expect(claims || wrong.contains(method.key), "\(method.key)")
    }
  }
}
