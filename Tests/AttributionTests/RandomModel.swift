import Attribution
import Classifier
import LinearAlgebra
import SourceText
import Testing

/// A small random classifier *embedding → average → dense…* with a review as its input.
struct RandomModel {
  let model: Model
  let classes: Int
  private static let words = ["good", "bad", "a", "film", "not", "very", "dull", "fun"]
  /// The background reviews.
  static let background = ["a very good film", "not fun, dull", "bad bad film"]

  /// Creates the classifier.
  ///
  /// - Parameters:
  ///   - hiddenLayers: The units of each hidden layer.
  ///   - seed: The seed of its weights.
  ///   - length: The number of positions.
  ///   - isMasked: Whether the average excludes padding.
  ///   - classes: 2 for one logit and a sigmoid, otherwise the number of units of a softmax.
  /// - Throws: Nothing, as the parts fit together.
  init(
    hiddenLayers: [Int], seed: UInt64, length: Int = 12, isMasked: Bool = false, classes: Int = 2
  ) throws {
    var random = SplitMix64(seed: seed)
    func matrix(_ rows: Int, _ columns: Int, _ scale: Double) -> Matrix {
      let count = rows * columns
      return Matrix(rows: rows, columns: columns, (0..<count).map { _ in scale * random.normal() })
    }
    let vocabulary = Vocabulary(words: Vocabulary.specialTokens + Self.words)
    let dimensions = 5
    var layers: [any Layer] = [GlobalAveragePooling1D()]
    var inputs = dimensions
    for (depth, units) in hiddenLayers.enumerated() {
      layers.append(
        Dense(
          name: "hidden_\(depth)", kernel: matrix(inputs, units, 1), bias: matrix(1, units, 0.3),
          activation: .relu))
      inputs = units
    }
    let units = classes == 2 ? 1 : classes
    layers.append(
      Dense(
        kernel: matrix(inputs, units, 1.5), bias: matrix(1, units, 0.3),
        activation: units == 1 ? .sigmoid : .softmax))
    let sequential = try Sequential(
      embedding: Embedding(table: matrix(vocabulary.count, dimensions, 2), masksZero: isMasked),
      layers: layers)
    model = try Model(
      sequential: sequential,
      text: TextPipeline(
        standardization: .tokenizer, vocabulary: vocabulary, sequenceLength: length,
        padding: .post, truncating: .pre))
    self.classes = classes
  }

  /// Returns the model whose logits are the sums of this one's and another's: the same hidden layers, last layers added.
  ///
  /// - Parameter other: A model with the same hidden layers.
  /// - Returns: The sum.
  /// - Throws: Nothing, as the parts fit together.
  func addingLastLayer(of other: RandomModel) throws -> RandomModel {
    try replacingLastLayer { last, otherLast in
      Dense(
        kernel: last.kernel + otherLast.kernel, bias: last.bias + otherLast.bias,
        activation: last.activation)
    }(other)
  }

  /// Returns the model with the last layer of another one.
  ///
  /// - Parameter other: A model with the same hidden layers.
  /// - Returns: This model up to the last layer.
  /// - Throws: Nothing, as the parts fit together.
  func withLastLayer(of other: RandomModel) throws -> RandomModel {
    try replacingLastLayer { $1 }(other)
  }

  private func replacingLastLayer(
    _ combine: @escaping (Dense, Dense) -> Dense
  ) -> (RandomModel) throws -> RandomModel {
    { other in
      let last = try #require(model.sequential.layers.last as? Dense)
      let otherLast = try #require(other.model.sequential.layers.last as? Dense)
      let sequential = try Sequential(
        embedding: model.sequential.embedding,
        layers: model.sequential.layers.dropLast() + [combine(last, otherLast)])
      return RandomModel(
        model: try Model(sequential: sequential, text: model.text), classes: classes)
    }
  }

  private init(model: Model, classes: Int) {
    self.model = model
    self.classes = classes
  }

  /// The state shared by all reviews.
  func explainer(
    _ target: OutputScale, of classIndex: Int = 1, against contrast: Int? = nil,
    usesClosedForm: Bool = true
  ) -> Explainer {
    Explainer(
      model: model,
      output: Output(target, of: classIndex, against: contrast, logits: model.sequential.outputs),
      background: Self.background, usesClosedForm: usesClosedForm)
  }

  /// A review explained by closed forms where available.
  func explain(_ text: String, target: OutputScale = .probability, of classIndex: Int = 1)
    -> ReviewInput
  {
    explainer(target, of: classIndex).explain(text)
  }

  /// The same review without closed forms: everything runs through the layers.
  func explainGenerally(_ text: String, target: OutputScale = .probability, of classIndex: Int = 1)
    -> ReviewInput
  {
    explainer(target, of: classIndex, usesClosedForm: false).explain(text)
  }
}

/// A network's hidden layers, its output, its mask and a target, shown when a test fails.
struct NetworkCase: CustomTestStringConvertible, Sendable {
  let hiddenLayers: [Int]
  let target: OutputScale
  let isMasked: Bool
  let classes: Int
  let seed: UInt64

  var testDescription: String {
    "hidden \(hiddenLayers), \(target.rawValue)\(isMasked ? ", masked" : ""), \(classes) classes, seed \(seed)"
  }

  /// The network.
  func model() throws -> RandomModel {
    try RandomModel(hiddenLayers: hiddenLayers, seed: seed, isMasked: isMasked, classes: classes)
  }

  static let all = [[], [6], [7, 5], [6, 4, 3]].flatMap { hidden in
    OutputScale.allCases.flatMap { target in
      [(false, 2), (true, 2), (false, 3), (true, 3)].enumerated().map { number, end in
        NetworkCase(
          hiddenLayers: hidden, target: target, isMasked: end.0, classes: end.1,
          seed: UInt64(1 + number))
      }
    }
  }
}

/// Creates a method from options in command-line syntax.
func method(_ name: String, _ options: String = "") throws -> any AttributionMethod {
  let list = options.isEmpty ? name : "\(name):\(options)"
  return try ConfiguredMethod.list(parsing: list, defaults: [])[0].method
}
