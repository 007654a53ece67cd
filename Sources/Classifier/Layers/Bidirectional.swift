public import LinearAlgebra
public import SourceText

/// A forward and a backward recurrent layer whose outputs are concatenated or merged.
///
/// - Shapes: T × D → 1 × 2U, or T × 2U if the layers return sequences; U columns if the outputs are merged otherwise.
/// - Source: Keras's layer of the same name. As there, masked rows of a sequence are zero in the output.
public struct Bidirectional: Layer {
  public static let className = "Bidirectional"
  /// The supported types of the two layers.
  private static let kinds: [any RecurrentLayer.Type] = [LSTM.self, GRU.self]

  public let name: String
  /// The layer that reads from the first row to the last.
  public let forwardLayer: any RecurrentLayer
  /// The layer that reads from the last row to the first.
  public let backwardLayer: any RecurrentLayer
  /// The merge mode.
  public let merge: Merge

  /// The merge mode of two outputs.
  public enum Merge: String, CaseIterable, Sendable {
    /// Their mean.
    case ave
    /// Concatenation.
    case concat
    /// Their elementwise product.
    case mul
    /// Their sum.
    case sum
  }

  /// Creates the layer from a forward and a backward layer; either both return sequences or neither does.
  public init(
    name: String = "bidirectional", forwardLayer: any RecurrentLayer,
    backwardLayer: any RecurrentLayer, merge: Merge = .concat
  ) {
    precondition(
      backwardLayer.goesBackwards && !forwardLayer.goesBackwards
        && forwardLayer.returnsSequences == backwardLayer.returnsSequences,
      "two layers that do not fit together")
    self.name = name
    self.forwardLayer = forwardLayer
    self.backwardLayer = backwardLayer
    self.merge = merge
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    // Without a mode there are two outputs, so the model is not a chain.
    source.refuse("merge_mode", .null)
    merge = source.choice("merge_mode", default: .concat)
    (forwardLayer, backwardLayer) = Self.layers(reading: &source)
  }

  private static func layers(
    reading source: inout LayerSource
  ) -> (any RecurrentLayer, any RecurrentLayer) {
    // Keras also writes this setting into the two layers, where it is implied.
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
          "needs a forward and a backward layer with the same 'return_sequences'"
      )
    }
    // These placeholders are never used, because the source has a problem.
    let none = Matrix(rows: 0, columns: 0)
    let empty = LSTM(
      cell: LSTMCell(kernel: none, recurrentKernel: none, bias: Matrix(rows: 1, columns: 0)))
    return (empty, empty)
  }

  /// Returns the name that Keras assigns to one of the two layers.
  private static func named(_ prefix: String, _ name: String) -> [String: JSON] {
    guard !name.isEmpty else { return [:] }
    return ["name": .string(name.hasPrefix(prefix) ? name : prefix + name)]
  }

  public var configuration: [String: JSON] {
    [
      "merge_mode": .string(merge.rawValue), "layer": Self.entry(forwardLayer),
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
      backwardLayer: backwardLayer.replacingParameters(with: Array(values[count...])),
      merge: merge)
  }

  public func reinitialized(random: inout SplitMix64) -> Self {
    Self(
      name: name, forwardLayer: forwardLayer.reinitialized(random: &random),
      backwardLayer: backwardLayer.reinitialized(random: &random), merge: merge)
  }

  public func outputShape(of input: Shape) -> Shape? {
    guard let first = forwardLayer.outputShape(of: input),
      let second = backwardLayer.outputShape(of: input)
    else { return nil }
    if merge == .concat { return first.with(columns: first.columns + second.columns) }
    return first.columns == second.columns ? first : nil
  }

  public func outputMask(of mask: [Bool]?) -> [Bool]? { forwardLayer.outputMask(of: mask) }
  public var positionRole: PositionRole {
    .distinguishesPositions(
      "processes the words in both directions, each in the context of those already processed")
  }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    let (first, second) = outputs(input, mask)
    let output =
      switch merge {
      case .ave: 0.5 * (first + second)
      case .concat: first.beside(second)
      case .mul: first.multipliedByEntries(of: second)
      case .sum: first + second
      }
    return shown(output, mask)
  }

  /// Returns the outputs of the two layers, in the order of positions.
  private func outputs(_ input: Matrix, _ mask: [Bool]?) -> (Matrix, Matrix) {
    (
      forwardLayer.forward(input, mask: mask),
      inOrder(backwardLayer.forward(input, mask: mask))
    )
  }

  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    gradients(gradient, input: input, output: output, mask: mask).input
  }

  public func parameterGradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> [Matrix] {
    gradients(gradient, input: input, output: output, mask: mask).parameters
  }

  /// Each layer receives the gradient of its output; the resulting gradients are summed.
  public func gradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> (input: Matrix, parameters: [Matrix]) {
    let (first, second) = parts(of: shown(gradient, mask), input: input, mask: mask)
    // Neither layer uses its output.
    let ahead = forwardLayer.gradients(first, input: input, output: output, mask: mask)
    let back = backwardLayer.gradients(inOrder(second), input: input, output: output, mask: mask)
    return (ahead.input + back.input, ahead.parameters + back.parameters)
  }

  /// Returns the gradients with respect to the outputs of the two layers.
  private func parts(of gradient: Matrix, input: Matrix, mask: [Bool]?) -> (Matrix, Matrix) {
    switch merge {
    case .ave: return (0.5 * gradient, 0.5 * gradient)
    case .concat:
      let width =
        forwardLayer.outputShape(of: Shape(rows: nil, columns: input.columns))?.columns ?? 0
      return (gradient.columns(0..<width), gradient.columns(width..<gradient.columns))
    case .mul:
      let (first, second) = outputs(input, mask)
      return (gradient.multipliedByEntries(of: second), gradient.multipliedByEntries(of: first))
    case .sum: return (gradient, gradient)
    }
  }

  /// Returns rows of the output, with masked rows of a sequence set to zero.
  private func shown(_ rows: Matrix, _ mask: [Bool]?) -> Matrix {
    guard forwardLayer.returnsSequences, let mask else { return rows }
    var result = Matrix(rows: rows.rows, columns: rows.columns)
    for row in 0..<rows.rows where mask[row] { result.setRow(row, to: rows, row: row) }
    return result
  }

  /// Converts the backward layer's output to the order of positions, and vice versa.
  private func inOrder(_ rows: Matrix) -> Matrix { rows.rows((0..<rows.rows).reversed()) }
}

extension Matrix {
  /// Returns this matrix with the columns of another appended.
  fileprivate func beside(_ other: Matrix) -> Matrix {
    var result = Matrix(rows: rows, columns: columns + other.columns)
    for row in 0..<rows {
      for column in 0..<columns { result[row, column] = self[row, column] }
      for column in 0..<other.columns { result[row, columns + column] = other[row, column] }
    }
    return result
  }

  /// Returns a range of columns.
  fileprivate func columns(_ range: Range<Int>) -> Matrix {
    var result = Matrix(rows: rows, columns: range.count)
    for row in 0..<rows {
      for column in range { result[row, column - range.lowerBound] = self[row, column] }
    }
    return result
  }
}
