public import LinearAlgebra
public import SourceText

/// A fully connected layer: `y = φ(x W + b)`, row by row.
///
/// - Shapes: rows × in → rows × out, with `W` in × out and `b` 1 × out.
/// - Source: Keras's layer of the same name.
public struct Dense: Layer {
  public static let className = "Dense"

  public let name: String
  /// `W`, in × out.
  public var kernel: Matrix
  /// `b`, 1 × out.
  public var bias: Matrix
  /// φ.
  public var activation: Activation

  /// Creates the layer.
  public init(name: String = "dense", kernel: Matrix, bias: Matrix, activation: Activation) {
    precondition(
      bias.rows == 1 && bias.columns == kernel.columns,
      "a bias of \(bias.rows) × \(bias.columns) for \(kernel.columns) units")
    self.name = name
    self.kernel = kernel
    self.bias = bias
    self.activation = activation
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    let units = source.integer("units", in: 1...1_000_000)
    activation = source.choice("activation", default: .linear)
    source.refuse("use_bias", .bool(false))
    kernel = source.matrix("kernel", rows: source.input.columns, columns: units)
    bias = source.row("bias", columns: units)
  }

  /// The number of outputs.
  public var units: Int { kernel.columns }

  public var configuration: [String: JSON] {
    ["units": .number(Double(units)), "activation": .string(activation.rawValue)]
  }

  public var parameters: [Tensor] {
    [Tensor("kernel", kernel), Tensor("bias", row: bias)]
  }

  public func replacingParameters(with values: [Matrix]) -> Self {
    Self(name: name, kernel: values[0], bias: values[1], activation: activation)
  }

  public func outputShape(of input: Shape) -> Shape? {
    input.columns == kernel.rows ? input.with(columns: units) : nil
  }

  public var steps: [any Layer] {
    guard activation != .linear else { return [self] }
    var sums = self
    sums.activation = .linear
    return [sums, ActivationLayer(name: name, activation: activation)]
  }

  public var positionRole: PositionRole { activation.positionRole }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix { activation(sums(of: input)) }

  /// `x W + b`.
  private func sums(of input: Matrix) -> Matrix {
    var sums = Matrix(rows: input.rows, columns: units)
    for row in 0..<input.rows { sums.setRow(row, to: bias, row: 0) }
    sums.addProduct(input, kernel)
    return sums
  }

  /// `∂F/∂x = δ Wᵀ` with `δ = ∂F/∂y ∘ φ'`.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    let delta = activation.backward(gradient, sums: sums(of: input), output: output)
    var result = Matrix(rows: input.rows, columns: input.columns)
    for row in 0..<input.rows {
      let slopes = delta.lanes.span.extracting(delta.lanes(ofRow: row))
      for i in 0..<kernel.rows {
        result[row, i] = dot(kernel.lanes.span.extracting(kernel.lanes(ofRow: i)), slopes)
      }
    }
    return result
  }

  /// `∂F/∂W = xᵀ δ` and `∂F/∂b = Σ δ`.
  public func parameterGradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> [Matrix] {
    let delta = activation.backward(gradient, sums: sums(of: input), output: output)
    var kernelGradient = Matrix(rows: kernel.rows, columns: units)
    kernelGradient.addTransposedProduct(input, delta)
    return [kernelGradient, delta.rowSum]
  }
}
