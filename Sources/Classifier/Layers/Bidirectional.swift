public import LinearAlgebra

/// A recurrent layer that reads forwards and another one that reads backwards, their outputs side by side.
///
/// - Shapes: T × D → 1 × 2U, or T × 2U where the two return sequences.
/// - Source: Keras' layer of the same name with `merge_mode` "concat". As there, the output of a sequence is zero where
///   a mask leaves the row out.
public struct Bidirectional: Layer {
  public static let className = "Bidirectional"
  /// What the two layers can be.
  private static let kinds: [any RecurrentLayer.Type] = [LSTM.self, GRU.self]

  public let name: String
  /// The layer that reads from the first row to the last.
  public let forwardLayer: any RecurrentLayer
  /// The layer that reads from the last row to the first.
  public let backwardLayer: any RecurrentLayer

  /// Creates the layer from two, the first of which reads forwards; both return sequences or neither does.
  public init(
    name: String = "bidirectional", forwardLayer: any RecurrentLayer,
    backwardLayer: any RecurrentLayer
  ) {
    precondition(
      backwardLayer.goesBackwards && !forwardLayer.goesBackwards
        && forwardLayer.returnsSequences == backwardLayer.returnsSequences,
      "two layers that do not fit together")
    self.name = name
    self.forwardLayer = forwardLayer
    self.backwardLayer = backwardLayer
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    source.require("merge_mode", .string("concat"))
    (forwardLayer, backwardLayer) = Self.layers(reading: &source)
  }

  private static func layers(
    reading source: inout LayerSource
  ) -> (any RecurrentLayer, any RecurrentLayer) {
    // Keras writes it into the two layers, where it follows from there being two.
    let zeroes = ["zero_output_for_mask": JSON.bool(false)]
    let stem = source.partName("layer")
    let first = source.part(
      "layer", of: kinds, overrides: zeroes.merging(named("forward_", stem)) { $1 })
    let second =
      source.has("backward_layer")
      ? source.part("backward_layer", of: kinds, overrides: zeroes)
      : source.part(
        "layer", of: kinds,
        overrides: zeroes.merging(named("backward_", stem)) { $1 }
          .merging(["go_backwards": .bool(true)]) { $1 })
    if let first, let second {
      if !first.goesBackwards, second.goesBackwards,
        first.returnsSequences == second.returnsSequences
      {
        return (first, second)
      }
      source.refuse(
        because:
          "needs one layer that reads forwards and one that reads backwards, and the same 'return_sequences'"
      )
    }
    // Nothing is computed with these: the source holds a problem.
    let none = Matrix(rows: 0, columns: 0)
    let empty = LSTM(
      cell: LSTMCell(kernel: none, recurrentKernel: none, bias: Matrix(rows: 1, columns: 0)))
    return (empty, empty)
  }

  /// The name that Keras gives to one of the two layers.
  private static func named(_ prefix: String, _ name: String) -> [String: JSON] {
    guard !name.isEmpty else { return [:] }
    return ["name": .string(name.hasPrefix(prefix) ? name : prefix + name)]
  }

  public var configuration: [String: JSON] {
    [
      "merge_mode": .string("concat"), "layer": Self.entry(forwardLayer),
      "backward_layer": Self.entry(backwardLayer),
    ]
  }

  private static func entry(_ layer: any RecurrentLayer) -> JSON {
    .object([
      "class_name": .string(type(of: layer).className),
      "config": .object(layer.configuration.merging(["name": .string(layer.name)]) { $1 }),
    ])
  }

  public var parameters: [Tensor] {
    [forwardLayer, backwardLayer].flatMap { layer in
      layer.parameters.map { $0.prefixed(by: layer.name) }
    }
  }

  public func replacingParameters(with values: [Matrix]) -> Self {
    let count = forwardLayer.parameters.count
    return Self(
      name: name,
      forwardLayer: forwardLayer.replacingParameters(with: Array(values[..<count])),
      backwardLayer: backwardLayer.replacingParameters(with: Array(values[count...])))
  }

  public func redrawn(random: inout SplitMix64) -> Self {
    Self(
      name: name, forwardLayer: forwardLayer.redrawn(random: &random),
      backwardLayer: backwardLayer.redrawn(random: &random))
  }

  public func outputShape(of input: Shape) -> Shape? {
    guard let first = forwardLayer.outputShape(of: input),
      let second = backwardLayer.outputShape(of: input)
    else { return nil }
    return first.with(columns: first.columns + second.columns)
  }

  public func outputMask(of mask: [Bool]?) -> [Bool]? { forwardLayer.outputMask(of: mask) }
  public var positionRole: PositionRole {
    .tellsApart("reads the words in both directions, each in the light of those it has read")
  }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    let first = forwardLayer.forward(input, mask: mask)
    let second = inOrder(backwardLayer.forward(input, mask: mask))
    var output = Matrix(rows: first.rows, columns: first.columns + second.columns)
    for row in 0..<output.rows where shows(row, mask) {
      for column in 0..<first.columns { output[row, column] = first[row, column] }
      for column in 0..<second.columns {
        output[row, first.columns + column] = second[row, column]
      }
    }
    return output
  }

  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    gradients(gradient, input: input, output: output, mask: mask).input
  }

  public func parameterGradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> [Matrix] {
    gradients(gradient, input: input, output: output, mask: mask).parameters
  }

  /// Each of the two layers gets the gradient of its columns; what they hand back is added up.
  public func gradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> (input: Matrix, parameters: [Matrix]) {
    let width = forwardLayer.outputShape(of: Shape(rows: nil, columns: input.columns))?.columns ?? 0
    var first = Matrix(rows: gradient.rows, columns: width)
    var second = Matrix(rows: gradient.rows, columns: gradient.columns - width)
    for row in 0..<gradient.rows where shows(row, mask) {
      for column in 0..<width { first[row, column] = gradient[row, column] }
      for column in width..<gradient.columns {
        second[row, column - width] = gradient[row, column]
      }
    }
    // Neither layer looks at its output.
    let ahead = forwardLayer.gradients(first, input: input, output: output, mask: mask)
    let back = backwardLayer.gradients(inOrder(second), input: input, output: output, mask: mask)
    return (ahead.input + back.input, ahead.parameters + back.parameters)
  }

  /// Whether a row of the output is that of the layers and not zero.
  private func shows(_ row: Int, _ mask: [Bool]?) -> Bool {
    !forwardLayer.returnsSequences || mask?[row] ?? true
  }

  /// The output of the layer that reads backwards in the order of positions, and the other way round.
  private func inOrder(_ rows: Matrix) -> Matrix { rows.rows((0..<rows.rows).reversed()) }
}
