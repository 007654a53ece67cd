import Attribution
import Classifier
import LinearAlgebra
import SourceText
import Testing

/// A small random classifier *embedding → average → dense…* and a review in front of it.
struct RandomModel {
  let model: Model
  let pooled: PooledNetwork?
  private static let words = ["good", "bad", "a", "film", "not", "very", "dull", "fun"]

  init(hiddenLayers: [Int], seed: UInt64, length: Int = 12) throws {
    var random = SplitMix64(seed: seed)
    func matrix(_ rows: Int, _ columns: Int, _ scale: Double) -> Matrix {
      let count = rows * columns
      return Matrix(rows: rows, columns: columns, (0..<count).map { _ in scale * random.normal() })
    }
    let vocabulary = Vocabulary(words: Vocabulary.specialTokens + Self.words)
    let dimensions = 5
    var layers: [any Layer] = [GlobalAveragePooling1D()]
    var inputs = dimensions
    for units in hiddenLayers {
      layers.append(
        Dense(kernel: matrix(inputs, units, 1), bias: matrix(1, units, 0.3), activation: .relu))
      inputs = units
    }
    layers.append(
      Dense(kernel: matrix(inputs, 1, 1.5), bias: matrix(1, 1, 0.3), activation: .sigmoid))
    let sequential = try Sequential(
      embedding: Embedding(table: matrix(vocabulary.count, dimensions, 2)), layers: layers)
    model = try Model(
      sequential: sequential,
      text: TextPipeline(
        standardization: .tokenizer, vocabulary: vocabulary, sequenceLength: length,
        padding: .post, truncating: .pre))
    pooled = PooledNetwork(sequential, length: length)
  }

  /// A review that is explained by closed forms where there are some.
  func explain(_ text: String, target: Target = .probability) -> ExplainedReview {
    ExplainedReview(model.encode(text), model: model, pooled: pooled, target: target)
  }

  /// The same review without closed forms: everything goes through the layers.
  func explainGenerally(_ text: String, target: Target = .probability) -> ExplainedReview {
    ExplainedReview(model.encode(text), model: model, pooled: nil, target: target)
  }
}

/// A network's hidden layers and a target, shown when a test fails.
struct NetworkCase: CustomTestStringConvertible, Sendable {
  let hiddenLayers: [Int]
  let target: Target
  let seed: UInt64

  var testDescription: String { "hidden \(hiddenLayers), \(target.rawValue), seed \(seed)" }

  static let all = [[], [6], [7, 5], [6, 4, 3]].flatMap { hidden in
    Target.allCases.flatMap { target in
      (1...4).map { NetworkCase(hiddenLayers: hidden, target: target, seed: UInt64($0)) }
    }
  }
}

/// Makes a method from options as a user writes them.
func method(_ name: String, _ options: String = "") throws -> any AttributionMethod {
  let list = options.isEmpty ? name : "\(name):\(options)"
  return try ConfiguredMethod.list(parsing: list, defaults: [])[0].method
}
