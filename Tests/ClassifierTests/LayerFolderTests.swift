import Classifier
import Foundation
import LinearAlgebra
import SourceText
import TestSupport
import Testing

/// Model folders with layers that read sequences.
@Suite struct LayerFolderTests {
  /// Layers of all kinds between an embedding of three columns and a logit, for eight positions.
  static let stacks: [String: [any Layer]] = {
    func table(_ rows: Int, _ columns: Int, _ salt: Int) -> Matrix {
      TinyClassifier.table(rows: rows, columns: columns, salt: salt)
    }
    func lstm(_ name: String, _ inputs: Int, _ sequences: Bool, _ backwards: Bool) -> LSTM {
      LSTM(
        name: name,
        cell: LSTMCell(
          kernel: table(inputs, 8, 1), recurrentKernel: table(2, 8, 2), bias: table(1, 8, 3)),
        returnsSequences: sequences, goesBackwards: backwards)
    }
    func gru(_ sequences: Bool) -> GRU {
      GRU(
        cell: GRUCell(
          kernel: table(3, 6, 1), recurrentKernel: table(2, 6, 2), bias: table(2, 6, 3)),
        returnsSequences: sequences)
    }
    func end(_ inputs: Int) -> Dense {
      Dense(kernel: table(inputs, 1, 6), bias: table(1, 1, 7), activation: .sigmoid)
    }
    let conv = Conv1D(
      kernel: table(9, 4, 4), bias: table(1, 4, 5), kernelSize: 3, stride: 2, padding: .causal,
      activation: .relu)
    return [
      "max": [GlobalMaxPooling1D(), end(3)],
      "convolution": [conv, GlobalMaxPooling1D(), end(4)],
      "flat convolution": [conv, Flatten(rows: 4), end(16)],
      "flat": [
        LayerNormalization(gamma: table(1, 3, 2), beta: table(1, 3, 3), epsilon: 0.25),
        Flatten(rows: 8), end(24),
      ],
      "attention": [AttentionPooling(query: table(3, 1, 2)), end(3)],
      "lstm": [lstm("lstm", 3, false, true), Dropout(rate: 0.5), end(2)],
      "gru": [
        gru(true),
        Dense(name: "each", kernel: table(2, 3, 5), bias: table(1, 3, 5), activation: .tanh),
        GlobalAveragePooling1D(), end(3),
      ],
      "both": [
        Bidirectional(
          forwardLayer: lstm("forward_lstm", 3, true, false),
          backwardLayer: lstm("backward_lstm", 3, true, true)),
        lstm("lstm", 4, false, false), end(2),
      ],
      "merged": [
        BatchNormalization(
          gamma: table(1, 3, 2), beta: table(1, 3, 3), mean: table(1, 3, 4),
          variance: table(1, 3, 5).mapped { $0 * $0 + 1 }),
        Bidirectional(
          forwardLayer: lstm("forward_lstm", 3, false, false),
          backwardLayer: lstm("backward_lstm", 3, false, true), merge: .mul),
        Dense(name: "each", kernel: table(2, 3, 5), bias: table(1, 3, 5), activation: .gelu),
        end(3),
      ],
    ]
  }()

  static func model(_ layers: [any Layer], masksZero: Bool = true) throws -> Model {
    let table = TinyClassifier.table(rows: 12, columns: 3, salt: 9)
    return try Model(
      sequential: Sequential(
        embedding: Embedding(table: table, masksZero: masksZero), layers: layers),
      text: TinyClassifier.model.text)
  }

  @Test(arguments: stacks.keys.sorted(), [true, false])
  func `what is written is read again, and says the same`(name: String, masksZero: Bool) throws {
    let model = try Self.model(try #require(Self.stacks[name]), masksZero: masksZero)
    for precision in [Precision.single, .half] {
      // Sixteenths survive either.
      let written = try model.rounded(to: precision)
      let files = Dictionary(written.files().map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })
      let again = try Model(files: files, path: "m")
      #expect(again.precision == precision)
      #expect(again.sha256 == written.sha256)
      #expect(again.files().map(\.bytes) == written.files().map(\.bytes))
      for review in TinyClassifier.reviews {
        #expect(again.predict(again.encode(review)) == model.predict(model.encode(review)))
      }
    }
    #expect(try model.rounded(to: .half).sha256 != model.sha256)
  }

  @Test(arguments: stacks.keys.sorted())
  func `the gradient of a logit is its derivative, with and without a mask`(name: String) throws {
    let model = try Self.model(try #require(Self.stacks[name]))
    for review in TinyClassifier.reviews {
      let indices = model.encode(review).indices
      for mask in [nil, indices.map { $0 != 0 }] {
        let embedded = model.sequential.embed(indices).mapped { $0 + 0.001 * $0 * $0 }
        let gradient = model.sequential.gradient(at: embedded, mask: mask).gradient
        for (row, column) in [(0, 0), (1, 2), (3, 1), (7, 0)] {
          // One side of a kink is enough: padding ties under a maximum.
          func logit(_ step: Double) -> Double {
            var moved = embedded
            moved[row, column] += step
            return model.sequential.logits(at: moved, mask: mask)[0, 0]
          }
          let (up, down) = (logit(1e-6) - logit(0), logit(0) - logit(-1e-6))
          guard abs(up - down) < 1e-9 else { continue }
          #expect(abs((up + down) / 2e-6 - gradient[row, column]) < 1e-6)
        }
      }
    }
  }

  @Test(arguments: [
    ("convolution", #""kernel_size": ["#, #""kernel_size": [0"#, nil as String?),
    (
      "convolution", #""filters": 4"#, #""filters": 1000000000"#,
      "the layer 'conv1d' requires 'filters' to be a whole number from 1 to 65536, not 1000000000"
    ),
    (
      "convolution", #""strides": [2]"#, #""strides": [0]"#,
      "the layer 'conv1d' requires 'strides' to be a whole number from 1 to 65536, not [0]"
    ),
    (
      "convolution", #""strides": [2]"#, #""strides": -1"#,
      "the layer 'conv1d' requires 'strides' to be a whole number from 1 to 65536, not -1"
    ),
    (
      "convolution", #""padding": "causal""#, #""padding": "full""#,
      "the layer 'conv1d' requires 'padding' to be one of 'valid', 'same', 'causal', not \"full\""
    ),
    (
      "convolution", #""use_bias": true"#, #""use_bias": true, "dilation_rate": [2]"#,
      "the layer 'conv1d' has dilation_rate [2], which is not supported"
    ),
    (
      "lstm", #""units": 2"#, #""units": 1e9"#,
      "the layer 'lstm' requires 'units' to be a whole number from 1 to 65536, not 1000000000"
    ),
    (
      "lstm", #""recurrent_activation": "sigmoid""#, #""recurrent_activation": "relu""#,
      "the layer 'lstm' has recurrent_activation \"relu\", which is not supported"
    ),
    (
      "gru", #""reset_after": true"#, #""reset_after": false"#,
      "the layer 'gru' has reset_after false, which is not supported"
    ),
    (
      "both", #""merge_mode": "concat""#, #""merge_mode": "max""#,
      #"the layer 'bidirectional' requires 'merge_mode' to be one of 'ave', 'concat', 'mul', 'sum', not "max""#
    ),
    (
      "both", #""class_name": "LSTM""#, #""class_name": "Dense""#,
      "the layer 'bidirectional' requires 'backward_layer' to be a layer with a name, 'LSTM' or 'GRU'"
    ),
    (
      "flat", #""epsilon": 0.25"#, #""epsilon": 0"#,
      "the layer 'layer_normalization' requires 'epsilon' to be a number from 1e-12 to 1.0, not 0"
    ),
    (
      "flat", #""axis": -1"#, #""axis": 1"#,
      "the layer 'layer_normalization' has axis 1, which is not supported"
    ),
  ])
  func `wrong values are explained`(
    name: String, found: String, replacement: String, problem: String?
  ) throws {
    let model = try Self.model(try #require(Self.stacks[name]))
    var files = Dictionary(model.files().map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })
    let config = String(decoding: files["config.json"] ?? [], as: UTF8.self)
      .replacingOccurrences(of: "[\n            2\n          ]", with: "[2]")
    let range = try #require(config.range(of: found), "\(config)")
    files["config.json"] = Array(config.replacingCharacters(in: range, with: replacement).utf8)
    let text = problems { try Model(files: files, path: "m") }
    #expect(!text.isEmpty)
    if let problem {
      #expect(
        text.split(separator: "\n").first.map(String.init) == "m/config.json: error: \(problem)")
    }
  }

  @Test func `a flat model needs its number of positions`() throws {
    let stack = try #require(Self.stacks["flat"])
    #expect(
      problems {
        try Model(
          sequential: try Self.model(stack).sequential,
          text: TextPipeline(
            standardization: .tokenizer, vocabulary: TinyClassifier.vocabulary, sequenceLength: 9))
      } == "error: the layer 'flatten' does not accept an input of 9 × 3")
  }

  @Test func `every number of 16 bits is written as it was read, and others as the nearest`() {
    for bits in (0...UInt16.max) where bits >> 10 & 0x1F != 31 {
      let number = Precision.value(ofHalf: bits)
      #expect(Precision.half(number) == bits)
      let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Double(bits & 0x3FF))
      let size =
        exponent == 0
        ? fraction * 0x1p-24
        : Double(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
      #expect(number == (bits >> 15 == 1 ? -size : size))
    }
    for index in UInt16(0)..<0x7BFF {
      let (low, high) = (Precision.value(ofHalf: index), Precision.value(ofHalf: index + 1))
      #expect(Precision.half((low + high) / 2) == (index % 2 == 0 ? index : index + 1))
      #expect(Precision.half(low + 0.51 * (high - low)) == index + 1)
    }
    #expect(Precision.half.rounded(1e9) == 65504)
    #expect(Precision.half.rounded(-65520) == -65504)
    #expect(Precision.half.rounded(1e-300) == 0)
  }
}
