import Classifier
import LinearAlgebra
import SourceText
import TestSupport
import Testing

/// Every default of a layer, of the way from text to indices and of training, written down once more.
///
/// Those of layers are Keras 3's, which leaves keys out that are as usual.
@Suite struct DefaultsTests {
  /// What Keras needs to be told, and what a layer then is.
  private static let layers: [String: (given: JSON, read: JSON)] = {
    func json(_ text: String) -> JSON {
      (try? JSON(parsing: SourceFile(path: "defaults", text: text))) ?? .null
    }
    func pair(_ given: String, _ read: String) -> (JSON, JSON) { (json(given), json(read)) }
    let lstm = #"{"class_name": "LSTM", "config": {"name": "lstm", "units": 2}}"#
    func readLSTM(_ direction: String, _ goesBackwards: Bool) -> String {
      #"""
      {"class_name": "LSTM", "config": {"name": "\#(direction)_lstm", "units": 2, "activation": "tanh",
       "recurrent_activation": "sigmoid", "use_bias": true, "return_sequences": false,
       "go_backwards": \#(goesBackwards), "unit_forget_bias": true}}
      """#
    }
    return [
      "Activation": pair("{}", #"{"activation": "linear"}"#),
      "AttentionPooling": pair("{}", "{}"),
      "BatchNormalization": pair("{}", #"{"axis": -1, "epsilon": 0.001}"#),
      "Bidirectional": pair(
        #"{"layer": \#(lstm)}"#,
        """
        {"merge_mode": "concat", "layer": \(readLSTM("forward", false)),
         "backward_layer": \(readLSTM("backward", true))}
        """),
      "Conv1D": pair(
        #"{"filters": 2, "kernel_size": 3}"#,
        """
        {"filters": 2, "kernel_size": [3], "strides": [1], "padding": "valid", "activation": "linear",
         "use_bias": true}
        """),
      "Dense": pair(#"{"units": 2}"#, #"{"units": 2, "activation": "linear"}"#),
      "Dropout": pair(#"{"rate": 0.25}"#, #"{"rate": 0.25}"#),
      "Flatten": pair("{}", "{}"),
      "GRU": pair(
        #"{"units": 2}"#,
        """
        {"units": 2, "activation": "tanh", "recurrent_activation": "sigmoid", "use_bias": true,
         "return_sequences": false, "go_backwards": false, "reset_after": true}
        """),
      "GlobalAveragePooling1D": pair("{}", "{}"),
      "GlobalMaxPooling1D": pair("{}", "{}"),
      "HierarchicalSoftmax": pair(#"{"children": [[0, 1]]}"#, #"{"children": [[0, 1]]}"#),
      "LSTM": pair(
        #"{"units": 2}"#,
        """
        {"units": 2, "activation": "tanh", "recurrent_activation": "sigmoid", "use_bias": true,
         "return_sequences": false, "go_backwards": false, "unit_forget_bias": true}
        """),
      "LayerNormalization": pair("{}", #"{"axis": -1, "epsilon": 0.001}"#),
    ]
  }()

  /// Weights for two units on three columns, under the names that layers ask for.
  private static let weights: Safetensors = {
    func table(_ rows: Int, _ columns: Int) -> Matrix {
      TinyClassifier.table(rows: rows, columns: columns, salt: 3)
    }
    var tensors: [Tensor] = []
    for (name, cell, width) in [
      ("LSTM/", "lstm_cell", 8), ("GRU/", "gru_cell", 6),
      ("Bidirectional/forward_lstm/", "lstm_cell", 8),
      ("Bidirectional/backward_lstm/", "lstm_cell", 8),
    ] {
      tensors += [
        Tensor("\(name)\(cell)/kernel", table(3, width)),
        Tensor("\(name)\(cell)/recurrent_kernel", table(2, width)),
        cell == "gru_cell"
          ? Tensor("\(name)\(cell)/bias", table(2, width))
          : Tensor("\(name)\(cell)/bias", row: table(1, width)),
      ]
    }
    for name in ["BatchNormalization", "LayerNormalization"] {
      for row in ["gamma", "beta", "moving_mean", "moving_variance"] {
        tensors.append(Tensor("\(name)/\(row)", row: table(1, 3).mapped(abs)))
      }
    }
    tensors += [
      Tensor("AttentionPooling/query", table(3, 1)),
      Tensor("Conv1D/kernel", shape: [3, 3, 2], table(9, 2)),
      Tensor("Conv1D/bias", row: table(1, 2)),
      Tensor("Dense/kernel", table(3, 2)), Tensor("Dense/bias", row: table(1, 2)),
      Tensor("HierarchicalSoftmax/kernel", table(3, 1)),
    ]
    return Safetensors(tensors)
  }()

  @Test func `what Keras leaves out is what Keras means, for every layer`() throws {
    #expect(Self.layers.keys.sorted() == Layers.all.map { $0.className }.sorted())
    for type in Layers.all {
      let (given, read) = try #require(Self.layers[type.className])
      let configuration = try #require(given.object)
      for configuration in [
        configuration, configuration.merging(nulls(of: read)) { old, _ in old },
      ] {
        let place = SourceLocation(file: "defaults")
        var source = LayerSource(
          name: type.className, input: Shape(rows: nil, columns: 3, positions: 8),
          configuration: configuration, weights: Self.weights, configPlace: place,
          weightsPlace: place)
        let layer = type.init(reading: &source)
        #expect(source.problems.isEmpty, "\(type.className)")
        #expect(JSON.object(layer.configuration) == read, "\(type.className)")
      }
    }
  }

  /// Keras also writes that a key is as usual; two of its keys mean something without a value.
  private func nulls(of read: JSON) -> [String: JSON] {
    (read.object ?? [:]).filter { $0.key != "merge_mode" && $0.key != "backward_layer" }
      .mapValues { _ in .null }
  }

  /// `ε` is seen where a variance is small: by hand `1 / √(0.003 + 0.001)`.
  @Test func `normalisation without an ε adds a thousandth`() {
    let row = Matrix([[1.0]])
    let input = Matrix([[3.0]])
    let batch = BatchNormalization(
      gamma: row, beta: row, mean: row, variance: Matrix([[0.003]]))
    #expect(abs(batch.forward(input, mask: nil)[0, 0] - (1 + 2 / 0.004.squareRoot())) < 1e-12)
    let pair = Matrix([[1.0, 1.0]])
    let norm = LayerNormalization(gamma: pair, beta: Matrix([[0.0, 0.0]]))
    // Mean 2, variance 0.003.
    let half = 0.003.squareRoot()
    let output = norm.forward(Matrix([[2 - half, 2 + half]]), mask: nil)
    #expect(abs(output[0, 1] - half / 0.004.squareRoot()) < 1e-12)
  }

  @Test func `layers made without a word are Keras' too`() {
    let (one, four) = (Matrix([[1.0]]), Matrix([[1.0, 1, 1, 1]]))
    let conv = Conv1D(kernel: one, bias: nil, kernelSize: 1)
    #expect(conv.stride == 1 && conv.padding == .valid && conv.activation == .linear)
    let lstm = LSTM(cell: LSTMCell(kernel: four, recurrentKernel: four, bias: four))
    #expect(!lstm.returnsSequences && !lstm.goesBackwards && lstm.cell.hasUnitForgetBias)
    #expect(!Embedding(table: one).masksZero)
    #expect(Embedding(table: one).mask(of: [0, 1]) == nil)
  }

  @Test func `a text is read as the tutorial reads it unless something else is said`() {
    let text = TextPipeline(standardization: .tokenizer, vocabulary: TinyClassifier.vocabulary)
    #expect(text.split == .whitespace)
    #expect(text.sequenceLength == 256)
    #expect(text.padding == .post && text.truncating == .pre)
    #expect(text.lineBreaks == .space)
    #expect(text.shortestLength == 1 && text.ngrams == nil)
    let vocabulary = TinyClassifier.vocabulary
    #expect(
      [vocabulary.words[vocabulary.padding], vocabulary.words[vocabulary.unknown]]
        == Array(
          Vocabulary.specialTokens.enumerated().filter { $0.offset != 1 }.map(\.element).prefix(2)))
  }

  @Test func `a model is trained as the default model was unless something else is said`() {
    let options = TrainingOptions()
    #expect(options.architecture == .average && options.standardization == .tokenizer)
    #expect(options.vocabularySize == 10_000 && options.sequenceLength == 256)
    #expect(options.embeddingDimensions == 16 && options.hiddenUnits == 16)
    #expect(options.epochs == 40 && options.batchSize == 512 && options.learningRate == 0.001)
    #expect(options.validationFraction == 0.1)
    #expect(options.wordDropout == 0.3 && options.dropout == 0)
    #expect(options.seed == 1 && options.jobs == 1 && options.name == "imdb")
  }

  @Test(arguments: [
    (Architecture.average, 16, 16, 40, 512, 0.001, 0.0, 0.3),
    (.averageMasked, 16, 16, 40, 512, 0.001, 0, 0.3),
    (.averageLinear, 16, 0, 40, 512, 0.001, 0, 0.3),
    (.max, 32, 16, 8, 64, 0.002, 0.3, 0.2),
    (.attention, 16, 16, 5, 64, 0.002, 0.3, 0.2),
    (.convolution, 32, 64, 6, 64, 0.001, 0.5, 0.2),
    (.lstm, 16, 16, 4, 128, 0.003, 0.5, 0.2),
  ])
  func `each architecture has options of its own`(
    architecture: Architecture, dimensions: Int, units: Int, epochs: Int, batch: Int,
    rate: Double, dropout: Double, wordDropout: Double
  ) {
    var expected = TrainingOptions()
    expected.architecture = architecture
    expected.embeddingDimensions = dimensions
    expected.hiddenUnits = units
    expected.epochs = epochs
    expected.batchSize = batch
    expected.learningRate = rate
    expected.dropout = dropout
    expected.wordDropout = wordDropout
    #expect(architecture.options == expected)
  }

  /// After one step both running means are the gradient's share: the step is the rate, but for ε and its sign.
  @Test func `Adam has Keras' numbers`() {
    var adam = Adam(learningRate: 0.5)
    var weights = Adam.Weights([SIMD8(repeating: 0)])
    for (step, gradient) in [3.0, -1, 0.25].enumerated() {
      adam.advance()
      weights.step(adam.stepSize, against: [SIMD8(repeating: gradient)])
      #expect(abs(weights.values[0][0] - Self.byHand[step]) < 1e-12)
    }
  }

  /// The weight after each step with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁷, by the paper's formulas.
  private static let byHand: [Double] = {
    var (weight, mean, square) = (0.0, 0.0, 0.0)
    return [3.0, -1, 0.25].enumerated().map { step, gradient in
      mean = 0.9 * mean + 0.1 * gradient
      square = 0.999 * square + 0.001 * gradient * gradient
      let (first, second) = (power(0.9, step + 1), power(0.999, step + 1))
      let rate = 0.5 * (1 - second).squareRoot() / (1 - first)
      weight -= rate * mean / (square.squareRoot() + 1e-7)
      return weight
    }
  }()

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
