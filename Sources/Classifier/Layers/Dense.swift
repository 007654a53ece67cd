public import LinearAlgebra

/// A fully connected layer: `y = φ(x W + b)`, row by row.
///
/// - Shapes: rows × in → rows × out, with `W` in × out and `b` 1 × out.
/// - Source: Keras's layer of the same name.
public struct Dense: Sendable {
  /// Its name.
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

  /// The number of outputs.
  public var units: Int { kernel.columns }

  /// `φ(x W + b)`.
  ///
  /// - Parameters:
  ///   - input: rows × in.
  ///   - mask: Ignored: each row is processed alone.
  /// - Returns: rows × out.
  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix { activation(sums(of: input)) }

  /// `x W + b`, the pre-activations.
  package func sums(of input: Matrix) -> Matrix {
    var sums = Matrix(rows: input.rows, columns: units)
    for row in 0..<input.rows { sums.setRow(row, to: bias, row: 0) }
    sums.addProduct(input, kernel)
    return sums
  }

  /// `∂F/∂x = δ Wᵀ` with `δ = ∂F/∂y ∘ φ'`.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    inputGradient(of: activation.backward(gradient, sums: sums(of: input), output: output))
  }

  /// Returns `δ Wᵀ`.
  ///
  /// - Parameter delta: The gradient with respect to the pre-activations, rows × out.
  /// - Returns: The gradient with respect to the input, rows × in.
  package func inputGradient(of delta: Matrix) -> Matrix {
    var result = Matrix(rows: delta.rows, columns: kernel.rows)
    for row in 0..<delta.rows {
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
