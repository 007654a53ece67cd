import Attribution
import Classifier
import Foundation
import LinearAlgebra
import Models
import Reporting
import SourceText
import TestSupport
import Testing

/// A classifier and reviews for which every generated sentence is made, shown by its name when a test fails.
struct SentenceCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let explainer: Explainer
  let reviews: [String]

  /// Whether a forward pass takes microseconds.
  var isQuick: Bool { !Architecture.allCases.contains { testDescription.hasPrefix($0.rawValue) } }

  private static let methods = [
    "integrated-gradients", "deeplift", "lrp", "input-x-gradient", "occlusion",
    "shapley-value-sampling:samples=20", "kernel-shap:samples=64", "grad-cam", "saliency",
    "smoothgrad:samples=3", "interactions", "random",
  ]

  /// Those methods that the classifier has an answer for.
  func methods() throws -> [ConfiguredMethod] {
    let names = Self.methods.filter { list in
      let type = AttributionMethods.named(String(list.prefix { $0 != ":" }))
      return type.map { $0.card.needs <= explainer.access } ?? false
    }
    return try ConfiguredMethod.list(
      parsing: names.joined(separator: ","), defaults: [], within: explainer.access)
  }

  func analyses() throws -> [ReviewAnalysis] {
    let analyst = ReviewAnalyzer(explainer, methods: try methods())
    return reviews.enumerated().map { index, text in
      analyst.analyse(
        Pick(id: "r\(index)", text: text, location: SourceLocation(file: "r")), number: index + 1)
    }
  }

  static func all() throws -> [SentenceCase] {
    let english = [
      "A warm, funny film with a script that trusts its audience, and a perfect cast.",
      "A dull evening. The acting is wooden and the ending is a waste of a dreadful plot.",
      "wonderful", "film film film", "zorblatt quux",
    ]
    let tiny = TinyClassifier.reviews.filter { !$0.isEmpty } + ["good", "good good"]
    var cases: [SentenceCase] = []
    func add(_ name: String, _ model: Model, _ reviews: [String], _ targets: [OutputScale]) {
      for target in targets {
        cases.append(
          SentenceCase(
            testDescription: "\(name), \(target.rawValue)",
            explainer: Explainer(model, target: target), reviews: reviews))
      }
    }
    for contrast in try Contrast.short() {
      add(contrast.architecture.rawValue, contrast.model, english, [.probability])
    }
    add("three classes", TinyClassifier.threeClasses, tiny, OutputScale.allCases)
    add("three classes without a hidden layer", try linear(3), tiny, OutputScale.allCases)
    add("two classes without a hidden layer", try linear(1), tiny, OutputScale.allCases)
    add("masked", try masked(), tiny, OutputScale.allCases)
    for name in ["k3-curves.keras", "k3-chain.keras"] {
      let reviews = ["a warm film with a script", "two hours of rain", "rain rain", "zorblatt"]
      add("\(name), with a mask", try keras(name), reviews, [.probability])
    }
    add("a layer in front of the average", try OddClassifier.withoutClosedForm(), tiny, [.logit])
    for name in ["words.bin", "bigrams.bin", "parts.bin", "both.bin", "pruned.ftz", "tree.bin"] {
      let reviews = [
        "good film. good nobody", "the plot is a mess and the été was good", "nobody", "zorblatt",
        "zorblatt zorblatt",
      ]
      add(name, try fastText(name), reviews, [.probability])
    }
    for access in [ModelAccess.predictions, .gradientAtInput] {
      cases.append(
        SentenceCase(
          testDescription: "a program with\(access == .predictions ? "out" : "") gradients",
          explainer: try Explainer(BagOfWords(access: access)),
          reviews: ["a good film with bad fun", "bad", "good good"]))
    }
    let pieces = try #require(try Contrast.short().first { $0.architecture == .lstm }).model
    cases.append(
      SentenceCase(
        testDescription: "a program that reads words in pieces and answers at embeddings",
        explainer: try Explainer(EmbeddingProgram(pieces, limit: 6)),
        reviews: english))
    return cases
  }

  private static func linear(_ outputs: Int) throws -> Model {
    try model(
      [
        Dense(
          kernel: 4 * TinyClassifier.table(rows: 3, columns: outputs, salt: 5),
          bias: TinyClassifier.table(rows: 1, columns: outputs, salt: 3),
          activation: outputs == 1 ? .sigmoid : .softmax)
      ], masksZero: false, classes: outputs == 1 ? nil : ["good", "mixed", "bad"])
  }

  private static func masked() throws -> Model {
    try model(Array(TinyClassifier.model.sequential.layers.dropFirst()), masksZero: true)
  }

  private static func model(
    _ layers: [any Layer], masksZero: Bool, classes: [Label]? = nil
  ) throws -> Model {
    let table = TinyClassifier.model.sequential.embedding.table
    let sequential = try Sequential(
      name: "tiny", embedding: Embedding(table: table, masksZero: masksZero),
      layers: [GlobalAveragePooling1D()] + layers)
    return try classes.map {
      try Model(sequential: sequential, text: TinyClassifier.model.text, classes: $0)
    } ?? Model(sequential: sequential, text: TinyClassifier.model.text)
  }

  private static func keras(_ name: String) throws -> Model {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../ClassifierTests/Fixtures/keras")
    let words = folder.appendingPathComponent("word_index.json").path
    return try Model(
      at: folder.appendingPathComponent(name).path,
      options: ImportOptions(wordIndex: words, indexOffset: 3))
  }

  private static func fastText(_ name: String) throws -> Model {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../ClassifierTests/Fixtures/fasttext/\(name)").path
    return try Model(at: path)
  }
}

/// A program that adds up a number for each word, the middle of which is its gradient.
struct BagOfWords: TextClassifier {
  let access: ModelAccess
  let identity = "bag"
  let classes = Label.binary
  private static let weights = ["good": 1.5, "fun": 1, "bad": -2, "film": 0.25]

  private func words(in text: String) throws(Diagnostics) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return try tokens(of: text).words.map { range in
      String(String.UnicodeScalarView(scalars[range])).lowercased()
    }
  }

  private func vector(_ word: String) -> [Double] {
    [Self.weights[word] ?? 0, Double(word.count) / 8]
  }

  func probabilities(of texts: [String], about review: String) throws(Diagnostics) -> [[Double]] {
    var answers: [[Double]] = []
    for text in texts {
      let words = try words(in: text)
      let sum = words.reduce(0) { $0 + vector($1)[0] } / Double(max(1, words.count))
      let p = sigmoid(2 * sum)
      answers.append([1 - p, p])
    }
    return answers
  }

  func gradients(of text: String, pieces count: Int) throws(Diagnostics) -> PieceGradients {
    let words = try words(in: text)
    let share = 1 / Double(max(1, count))
    return PieceGradients(
      embeddings: Matrix(words.map(vector)),
      logits: [-share, share].map { slope in Matrix(words.map { _ in [slope, 0] }) })
  }
}
