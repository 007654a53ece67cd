import Classifier
import LinearAlgebra
import TestSupport
import Testing

/// Laws that hold for every layer of the registry.
@Suite struct LayerTests {
  /// A layer with an input that it can take.
  struct Example: CustomTestStringConvertible, Sendable {
    let layer: any Layer
    let input: Matrix
    var mask: [Bool]?
    var testDescription: String {
      "\(type(of: layer).className)\(mask == nil ? "" : ", masked")"
    }
  }

  private static let dropout: Dropout = {
    var random = SplitMix64(seed: 3)
    return Dropout(rate: 0.5).training(rows: 5, columns: 3, random: &random)
  }()

  static let examples: [Example] = {
    let rows = TinyClassifier.table(rows: 5, columns: 3, salt: 6)
    let kernel = TinyClassifier.table(rows: 3, columns: 10, salt: 7)
    // A finite difference must not step over ReLU's kink.
    let bias = Matrix([TinyClassifier.table(rows: 1, columns: 10, salt: 8).row(0).map { $0 + 0.01 }]
    )
    let sums = TinyClassifier.table(rows: 5, columns: 10, salt: 3).mapped { $0 + 0.01 }
    return [
      Example(layer: GlobalAveragePooling1D(), input: rows),
      Example(
        layer: GlobalAveragePooling1D(), input: rows, mask: [true, false, true, true, false]),
      Example(layer: Dropout(rate: 0.5), input: rows),
      Example(layer: dropout, input: rows),
      Example(layer: GlobalMaxPooling1D(), input: rows),
      Example(layer: Flatten(rows: 5), input: rows),
      Example(layer: Flatten(rows: 7), input: rows),
    ]
      + masks.flatMap { mask in
        sequenceLayers.map { Example(layer: $0, input: rows, mask: mask) }
      }
      + trees.map {
        Example(layer: HierarchicalSoftmax(kernel: $0.kernel, tree: $0.tree), input: rows)
      }
      + Activation.allCases.map {
        Example(layer: Dense(kernel: kernel, bias: bias, activation: $0), input: rows)
      }
      + Activation.allCases.map {
        Example(
          layer: ActivationLayer(activation: $0),
          input: sums)
      }
  }()

  private static let trees: [(tree: LabelTree, kernel: Matrix)] = [
    [5, 3], [9, 4, 4, 2, 1, 1],
  ].compactMap { counts in
    LabelTree(counts: counts).map { tree in
      (tree, TinyClassifier.table(rows: 3, columns: tree.inner.count, salt: 4))
    }
  }

  private static let masks: [[Bool]?] = [
    nil, [true, true, true, false, false], [false, true, false, true, true],
    [Bool](repeating: false, count: 5),
  ]

  private static let sequenceLayers: [any Layer] = {
    func table(_ rows: Int, _ columns: Int, _ salt: Int) -> Matrix {
      TinyClassifier.table(rows: rows, columns: columns, salt: salt)
    }
    func lstm(_ units: Int, sequences: Bool = false, backwards: Bool = false) -> LSTM {
      LSTM(
        cell: LSTMCell(
          kernel: table(3, 4 * units, 1), recurrentKernel: table(units, 4 * units, 2),
          bias: table(1, 4 * units, 3)), returnsSequences: sequences, goesBackwards: backwards)
    }
    func gru(_ units: Int, sequences: Bool = false, backwards: Bool = false) -> GRU {
      GRU(
        cell: GRUCell(
          kernel: table(3, 3 * units, 1), recurrentKernel: table(units, 3 * units, 2),
          bias: table(2, 3 * units, 3)), returnsSequences: sequences, goesBackwards: backwards)
    }
    func conv(_ padding: Conv1D.Padding, _ stride: Int, _ activation: Activation) -> Conv1D {
      let bias = table(1, 2, 4).mapped { $0 + 0.01 }
      return Conv1D(
        kernel: table(9, 2, 5), bias: stride == 2 ? nil : bias, kernelSize: 3, stride: stride,
        padding: padding, activation: activation)
    }
    return [
      AttentionPooling(query: table(3, 1, 4)),
      BatchNormalization(
        gamma: table(1, 3, 2), beta: table(1, 3, 4), mean: table(1, 3, 5),
        variance: table(1, 3, 6).mapped { $0 * $0 }, epsilon: 0.5),
      LayerNormalization(gamma: table(1, 3, 2), beta: table(1, 3, 4)),
      conv(.valid, 1, .sigmoid), conv(.same, 1, .softmax), conv(.same, 2, .tanh),
      conv(.causal, 1, .linear), conv(.causal, 3, .linear),
      lstm(2), lstm(8), lstm(3, sequences: true), lstm(2, backwards: true),
      lstm(9, sequences: true, backwards: true),
      gru(2), gru(8), gru(3, sequences: true), gru(2, backwards: true),
      gru(9, sequences: true, backwards: true),
      Bidirectional(forwardLayer: lstm(2), backwardLayer: gru(3, backwards: true)),
      Bidirectional(
        forwardLayer: gru(2, sequences: true),
        backwardLayer: lstm(3, sequences: true, backwards: true)),
    ]
      + Bidirectional.Merge.allCases.flatMap { merge in
        [true, false].map { sequences in
          Bidirectional(
            forwardLayer: gru(2, sequences: sequences),
            backwardLayer: lstm(2, sequences: sequences, backwards: true), merge: merge)
        }
      }
  }()

  @Test func `every layer of the registry has an example`() {
    let tested = Set(Self.examples.map { type(of: $0.layer).className })
    #expect(tested == Set(Layers.all.map { $0.className }))
    #expect(Layers.all.map { $0.className } == Layers.all.map { $0.className }.sorted())
  }

  @Test(arguments: examples)
  func `the output has the shape that was promised`(example: Example) {
    let (layer, input) = (example.layer, example.input)
    let output = layer.forward(input)
    let open = layer.outputShape(of: Shape(rows: nil, columns: input.columns))
    #expect(open?.columns == output.columns)
    guard (layer as? Flatten)?.rows ?? 5 == 5 else { return }
    let shape = layer.outputShape(
      of: Shape(rows: nil, columns: input.columns, positions: input.rows))
    #expect(shape?.rows == open?.rows)
    #expect(shape?.rows ?? shape?.positions == output.rows)
  }

  @Test(arguments: examples)
  func `the backward pass is the derivative of the forward pass`(example: Example) {
    let (layer, input, mask) = (example.layer, example.input, example.mask)
    let output = layer.forward(input, mask: mask)
    let weights = TinyClassifier.table(rows: output.rows, columns: output.columns, salt: 9)
    let gradient = layer.backward(weights, input: input, output: output, mask: mask)
    for row in 0..<input.rows {
      for column in 0..<input.columns {
        let slope = slope { step in
          var moved = input
          moved[row, column] += step
          return layer.forward(moved, mask: mask).rowDots(weights).reduce(0, +)
        }
        #expect(abs(slope - gradient[row, column]) < 1e-8)
      }
    }
  }

  @Test(arguments: examples)
  func `parameter gradients are derivatives too`(example: Example) {
    let (layer, input, mask) = (example.layer, example.input, example.mask)
    let output = layer.forward(input, mask: mask)
    let weights = TinyClassifier.table(rows: output.rows, columns: output.columns, salt: 9)
    let gradients = layer.parameterGradients(weights, input: input, output: output, mask: mask)
    let both = layer.gradients(weights, input: input, output: output, mask: mask)
    #expect(both.parameters == gradients)
    #expect(both.input == layer.backward(weights, input: input, output: output, mask: mask))
    let values = layer.parameters.map(\.values)
    #expect(gradients.count == values.count)
    for (parameter, gradient) in gradients.enumerated() {
      for row in 0..<gradient.rows {
        for column in 0..<gradient.columns {
          let slope = slope { step in
            var moved = values
            moved[parameter][row, column] += step
            return layer.replacingParameters(with: moved).forward(input, mask: mask)
              .rowDots(weights).reduce(0, +)
          }
          #expect(abs(slope - gradient[row, column]) < 1e-8)
        }
      }
    }
  }

  @Test func `the derivative of ReLU at 0 is 0`() {
    let layer = Dense(
      kernel: Matrix([[1]]), bias: Matrix([[0]]), activation: .relu)
    let zero = Matrix([[0]])
    #expect(layer.backward(Matrix([[1]]), input: zero, output: zero) == zero)
  }

  @Test func `the average gives each position the same gradient`() {
    let input = TinyClassifier.table(rows: 4, columns: 2, salt: 1)
    let layer = GlobalAveragePooling1D()
    let gradient = layer.backward(
      Matrix([[8, -4]]), input: input, output: layer.forward(input))
    #expect(gradient == Matrix([[2, -1], [2, -1], [2, -1], [2, -1]]))
  }

  @Test(arguments: examples)
  func `a layer's steps are the layer`(example: Example) {
    let (layer, input, mask) = (example.layer, example.input, example.mask)
    let output = layer.steps.reduce(input) { $1.forward($0, mask: mask) }
    #expect(output == layer.forward(input, mask: mask))
  }

  @Test func `a masked position is not averaged and gets no gradient`() {
    let input = Matrix([[1], [5], [3]])
    let layer = GlobalAveragePooling1D()
    let mask = [true, false, true]
    let output = layer.forward(input, mask: mask)
    #expect(output == Matrix([[2]]))
    #expect(
      layer.backward(Matrix([[1]]), input: input, output: output, mask: mask)
        == Matrix([[0.5], [0], [0.5]]))
    #expect(layer.forward(input, mask: [false, false, false]) == Matrix([[0]]))
  }

  @Test(arguments: examples)
  func `any number of rows is read, and nothing is a sequence too`(example: Example) {
    for count in [0, 1, 2, 9] {
      let input = TinyClassifier.table(rows: count, columns: example.input.columns, salt: 2)
      // What dropout leaves out in training was drawn for a number of rows.
      if example.testDescription == "Dropout" { continue }
      for mask in [nil, [Bool](repeating: false, count: count)] {
        let output = example.layer.forward(input, mask: mask)
        let (gradient, parameters) = example.layer.gradients(
          output, input: input, output: output, mask: mask)
        #expect(gradient.rows == count && gradient.columns == input.columns)
        let numbers = output.elements + gradient.elements + parameters.flatMap(\.elements)
        #expect(numbers.allSatisfy { $0.isFinite })
      }
    }
  }

  @Test(arguments: examples)
  func `new weights have the old shapes and the same seed`(example: Example) {
    let drawn = (0..<2).map { _ in
      var random = SplitMix64(seed: 4)
      return example.layer.reinitialized(random: &random).parameters
    }
    #expect(drawn[0] == drawn[1])
    #expect(drawn[0].map(\.shape) == example.layer.parameters.map(\.shape))
    #expect(drawn[0].map(\.name) == example.layer.parameters.map(\.name))
  }

  @Test func `a recurrent kernel begins with rows of length 1 at right angles`() throws {
    var random = SplitMix64(seed: 1)
    let lstm = try #require(
      Self.sequenceLayers.compactMap { $0 as? LSTM }.first { $0.cell.units == 9 })
    let rows = lstm.cell.reinitialized(random: &random).recurrentKernel
    for a in 0..<9 {
      for b in 0...a {
        let dot = zip(rows.row(a), rows.row(b)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(dot - (a == b ? 1 : 0)) < 1e-14)
      }
    }
  }

  @Test func `softmax does not overflow`() {
    let values = Activation.softmax(Matrix([[1000, 0], [-1000, -1000]]))
    #expect(values == Matrix([[1, 0], [0.5, 0.5]]))
  }

  @Test func `dropout keeps the expected value`() {
    let ones = Matrix(rows: 100, columns: 100, [Double](repeating: 1, count: 10_000))
    var random = SplitMix64(seed: 1)
    let layer = Dropout(rate: 0.25)
    let drawn = layer.training(rows: 100, columns: 100, random: &random).forward(ones)
    #expect(Set(drawn.elements) == [0, 1 / 0.75])
    #expect(abs(drawn.elements.reduce(0, +) / 10_000 - 1) < 0.02)
    #expect(layer.forward(ones) == ones)
  }

  private func slope(_ f: (Double) -> Double) -> Double {
    (f(1e-5) - f(-1e-5)) / 2e-5
  }
}
