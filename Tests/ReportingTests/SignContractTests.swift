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

  /// Every output that can be asked for: each class, each class against each other one, probabilities and logits.
  var outputs: [Output] {
    let logits = model.sequential.outputs
    let classes = 0..<max(2, logits)
    return Target.allCases.flatMap { target in
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
    let words = [
      "excellent", "perfect", "wonderful", "great", "superb", "terrible", "awful", "worst",
      "boring",
      "waste",
    ]
    let embedded = try Contrast.all().map {
      OpinionatedModel(
        testDescription: $0.architecture.rawValue, model: $0.model, words: words)
    }
    let tiny = ["film", "good", "bad", "not", "great", "boring"]
    return embedded + [
      OpinionatedModel(
        testDescription: "three classes", model: TinyClassifier.threeClasses, words: tiny),
      OpinionatedModel(
        testDescription: "three classes without a hidden layer", model: try linear(), words: tiny),
      OpinionatedModel(
        testDescription: "hidden sigmoid", model: try bent(), words: tiny),
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
  @Test(arguments: try OpinionatedModel.all())
  func explore(_ opinionated: OpinionatedModel) throws {
    let methods =
      AttributionMethods.all.compactMap {
        try? ConfiguredMethod.list(parsing: $0.name, defaults: [])[0]
      }
      + (try ConfiguredMethod.list(parsing: "lrp:rule=epsilon", defaults: []))
      + (try ConfiguredMethod.list(parsing: "lrp:rule=gamma", defaults: []))
      + (try ConfiguredMethod.list(parsing: "lrp:rule=alpha1-beta0", defaults: []))
      + (try ConfiguredMethod.list(parsing: "saliency:norm=signed", defaults: []))
    var wrong: [String: [String]] = [:]
    var large: [String: Double] = [:]
    var clear = 0
    var time: [String: Duration] = [:]
    for output in opinionated.outputs {
      let explainer = Explainer(model: opinionated.model, output: output)
      for word in opinionated.words {
        let review = explainer.explain(word)
        let effect = try ConfiguredMethod.list(parsing: "occlusion", defaults: [])[0].attribute(
          review
        ).scores[0]
        guard abs(effect) > (output.target == .probability ? 0.02 : 0.1) else { continue }
        clear += 1
        for method in methods where method.method.isSigned {
          let began = ContinuousClock.now
          let score = method.attribute(review).scores[0]
          time[method.key, default: .zero] += ContinuousClock.now - began
          if output.target == .probability {
            large[method.key] = max(large[method.key] ?? 0, abs(score))
          }
          if score * effect <= 0 {
            wrong[method.key, default: []].append(
              "\(word) \(output.target) \(output.classIndex)/\(output.rival ?? -1): \(score) \(effect)"
            )
          }
        }
      }
    }
    var text = "=== \(opinionated.testDescription): clear \(clear)\n"
    for method in methods {
      text +=
        "\(method.key) wrong \(wrong[method.key]?.count ?? 0) largest \(large[method.key] ?? 0) \(time[method.key] ?? .zero) \(wrong[method.key]?.prefix(3) ?? [])\n"
    }
    print(text)
  }
}
