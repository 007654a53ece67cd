import Attribution
import Classifier
import LinearAlgebra
import TestSupport
import Testing

/// Methods on models whose layers read sequences.
struct LayerStackTests {
  private static let names = [
    "max", "convolution", "flat", "attention", "lstm", "gru, both ways", "bent",
  ]

  private static func layers(_ name: String) -> [any Layer] {
    func table(_ rows: Int, _ columns: Int, _ salt: Int) -> Matrix {
      TinyClassifier.table(rows: rows, columns: columns, salt: salt)
    }
    func gru(_ backwards: Bool) -> GRU {
      GRU(
        name: backwards ? "backward_gru" : "forward_gru",
        cell: GRUCell(
          kernel: table(3, 6, 1), recurrentKernel: table(2, 6, 2), bias: table(2, 6, 3)),
        returnsSequences: true, goesBackwards: backwards)
    }
    func end(_ inputs: Int) -> Dense {
      Dense(kernel: table(inputs, 1, 6), bias: table(1, 1, 7), activation: .sigmoid)
    }
    return switch name {
    case "max": [GlobalMaxPooling1D(), end(3)]
    case "convolution":
      [
        Conv1D(
          kernel: table(9, 4, 4), bias: table(1, 4, 5), kernelSize: 3, activation: .relu),
        GlobalMaxPooling1D(), end(4),
      ]
    case "flat":
      [
        LayerNormalization(gamma: table(1, 3, 2), beta: table(1, 3, 3)), Flatten(rows: 8), end(24),
      ]
    case "attention": [AttentionPooling(query: table(3, 1, 2)), end(3)]
    case "lstm":
      [
        LSTM(
          cell: LSTMCell(
            kernel: table(3, 8, 1), recurrentKernel: table(2, 8, 2), bias: table(1, 8, 3))),
        end(2),
      ]
    case "bent":
      [
        GlobalAveragePooling1D(),
        BatchNormalization(
          gamma: table(1, 3, 2), beta: table(1, 3, 3), mean: table(1, 3, 4),
          variance: table(1, 3, 5).mapped { $0 * $0 }),
        Dense(name: "bent", kernel: table(3, 4, 5), bias: table(1, 4, 6), activation: .gelu),
        end(4),
      ]
    default:
      [
        Bidirectional(forwardLayer: gru(false), backwardLayer: gru(true)),
        ActivationLayer(activation: .tanh), GlobalAveragePooling1D(), end(4),
      ]
    }
  }

  @Test(arguments: names, MethodCase.all)
  func `every method gives every position of every model a finite number`(
    name: String, method: MethodCase
  ) throws {
    for masksZero in [false, true] {
      let table = TinyClassifier.table(rows: 12, columns: 3, salt: 9)
      let model = try Model(
        sequential: Sequential(
          embedding: Embedding(table: table, masksZero: masksZero), layers: Self.layers(name)),
        text: TinyClassifier.model.text)
      let explainer = Explainer(
        model: model, output: Output(.probability, of: 1, logits: 1),
        background: ["a good film", "boring"])
      for text in ["A good film.", "", TinyClassifier.reviews[3]] {
        let review = explainer.explain(text)
        let attribution = try Attributions.of(method.card.name, review)
        #expect(attribution.positions.count == 8)
        #expect(attribution.positions.allSatisfy { $0.isFinite })
      }
    }
  }

  private func explain(_ layers: [any Layer], _ target: OutputScale = .probability) throws
    -> ReviewInput
  {
    let table = TinyClassifier.table(rows: 12, columns: 3, salt: 9)
    let model = try Model(
      sequential: Sequential(embedding: Embedding(table: table), layers: layers),
      text: TinyClassifier.model.text)
    return Explainer(model: model, output: Output(target, of: 1, logits: 1))
      .explain(TinyClassifier.reviews[3])
  }

  @Test(arguments: Removal.allCases)
  func `sampling an LSTM in single precision costs no completeness and less than a standard error`(
    removal: Removal
  ) throws {
    let review = try explain(Self.layers("lstm"))
    func attribution(_ method: String) throws -> Attribution {
      try spelled("\(method)removal=\(removal.rawValue)").attribute(review)
    }
    let exact = try attribution("shapley-values:")
    let sampled = try attribution("shapley-value-sampling:samples=400,")
    #expect(abs(try #require(sampled.convergenceDelta)) < 1e-12)
    let errors = try #require(sampled.standardErrors)
    for (index, error) in errors.enumerated() {
      let difference = abs(sampled.positions[index] - exact.positions[index])
      #expect(difference <= 4 * error + 1e-6)
    }
    let fitted = try attribution("kernel-shap:samples=5000,")
    #expect(abs(try #require(fitted.convergenceDelta)) < 1e-12)
    #expect(zip(fitted.positions, exact.positions).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test(arguments: ["max", "convolution"], ["pad", "zero", "mean"])
  func `DeepLIFT adds up through a maximum, from every baseline`(
    name: String, baseline: String
  ) throws {
    for target in OutputScale.allCases {
      let review = try explain(Self.layers(name), target)
      let attribution = try spelled("deeplift:baseline=\(baseline)").attribute(review)
      #expect(abs(try #require(attribution.convergenceDelta)) < 1e-12)
    }
  }

  @Test(arguments: ["rule=zero", "rule=epsilon", "rule=gamma,gamma=0.5", "rule=alpha1-beta0"])
  func `relevance goes back through a convolution over the whole review as through a dense layer`(
    rule: String
  ) throws {
    let kernel = TinyClassifier.table(rows: 24, columns: 4, salt: 4)
    let bias = TinyClassifier.table(rows: 1, columns: 4, salt: 5)
    let end = Dense(
      kernel: TinyClassifier.table(rows: 4, columns: 1, salt: 6).mapped(abs),
      bias: TinyClassifier.table(rows: 1, columns: 1, salt: 7), activation: .sigmoid)
    let convolution: [any Layer] = [
      Conv1D(kernel: kernel, bias: bias, kernelSize: 8, activation: .relu), Flatten(rows: 1), end,
    ]
    let dense: [any Layer] = [
      Flatten(rows: 8), Dense(kernel: kernel, bias: bias, activation: .relu), end,
    ]
    let found = try [convolution, dense].map {
      try spelled("lrp:\(rule)").attribute(try explain($0)).positions
    }
    let largest = found[0].map(abs).max() ?? 0
    #expect(largest > 0)
    #expect(zip(found[0], found[1]).allSatisfy { abs($0 - $1) <= 1e-12 * largest })
  }

  @Test(
    arguments: Activation.allCases.filter { $0 != .softmax }, ["deeplift", "integrated-gradients"])
  func `what is handed back through an activation adds up`(activation: Activation, name: String)
    throws
  {
    func table(_ rows: Int, _ columns: Int, _ salt: Int) -> Matrix {
      TinyClassifier.table(rows: rows, columns: columns, salt: salt)
    }
    let model = try Model(
      sequential: Sequential(
        embedding: Embedding(table: table(12, 3, 9)),
        layers: [
          GlobalAveragePooling1D(),
          Dense(name: "bent", kernel: table(3, 4, 5), bias: table(1, 4, 6), activation: activation),
          Dense(kernel: table(4, 1, 6), bias: table(1, 1, 7), activation: .sigmoid),
        ]),
      text: TinyClassifier.model.text)
    let explainer = Explainer(
      model: model, output: Output(.probability, of: 1, logits: 1), background: ["a good film"])
    for text in TinyClassifier.reviews {
      let attribution = try Attributions.of(name, explainer.explain(text))
      let delta = try #require(attribution.convergenceDelta)
      #expect(abs(delta) < (name == "deeplift" ? 1e-12 : 1e-4))
    }
  }
}
