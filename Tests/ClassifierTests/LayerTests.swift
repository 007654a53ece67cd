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
    ]
      + Activation.allCases.map {
        Example(layer: Dense(kernel: kernel, bias: bias, activation: $0), input: rows)
      }
      + Activation.allCases.map {
        Example(
          layer: ActivationLayer(activation: $0),
          input: sums)
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
    let shape = layer.outputShape(of: Shape(rows: nil, columns: input.columns))
    #expect(shape == Shape(rows: output.rows == 1 ? 1 : nil, columns: output.columns))
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
    let (layer, input) = (example.layer, example.input)
    let output = layer.forward(input)
    let weights = TinyClassifier.table(rows: output.rows, columns: output.columns, salt: 9)
    let gradients = layer.parameterGradients(weights, input: input, output: output)
    let values = layer.parameters.map(\.values)
    #expect(gradients.count == values.count)
    for (parameter, gradient) in gradients.enumerated() {
      for row in 0..<gradient.rows {
        for column in 0..<gradient.columns {
          let slope = slope { step in
            var moved = values
            moved[parameter][row, column] += step
            return layer.replacingParameters(with: moved).forward(input).rowDots(weights)
              .reduce(0, +)
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
