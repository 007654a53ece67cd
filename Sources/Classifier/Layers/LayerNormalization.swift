public import LinearAlgebra
public import SourceText

/// Normalizes each row to mean 0 and variance 1, then scales and shifts it: `y = γ ∘ (x − μ) / √(σ² + ε) + β`, row by row.
///
/// - Shapes: rows × D → rows × D, with `γ` and `β` 1 × D.
/// - Source: Ba, Kiros and Hinton, *Layer Normalization*, 2016; Keras's layer of the same name.
public struct LayerNormalization: Layer {
  public static let className = "LayerNormalization"

  public let name: String
  /// `γ`, 1 × D.
  public var gamma: Matrix
  /// `β`, 1 × D.
  public var beta: Matrix
  /// `ε`, which avoids division by zero for constant rows.
  public let epsilon: Double

  /// Creates the layer.
  public init(
    name: String = "layer_normalization", gamma: Matrix, beta: Matrix, epsilon: Double = 1e-3
  ) {
    precondition(
      gamma.rows == 1 && beta.rows == 1 && beta.columns == gamma.columns,
      "a scale of \(gamma.columns) and a shift of \(beta.columns) columns")
    self.name = name
    self.gamma = gamma
    self.beta = beta
    self.epsilon = epsilon
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    epsilon = source.has("epsilon") ? source.number("epsilon", in: 1e-12...1) : 1e-3
    // Keras 2 also writes a non-negative axis, in which the batch dimension is 0.
    let last = JSON.number(source.input.rows == nil ? 2 : 1)
    source.require("axis", .number(-1), .array([.number(-1)]), last, .array([last]))
    source.refuse("center", .bool(false))
    source.refuse("scale", .bool(false))
    source.refuse("rms_scaling", .bool(true))
    gamma = source.row("gamma", columns: source.input.columns)
    beta = source.row("beta", columns: source.input.columns)
  }

  public var configuration: [String: JSON] {
    ["axis": .number(-1), "epsilon": .number(epsilon)]
  }

  public var parameters: [Tensor] { [Tensor("gamma", row: gamma), Tensor("beta", row: beta)] }

  public func replacingParameters(with values: [Matrix]) -> Self {
    Self(name: name, gamma: values[0], beta: values[1], epsilon: epsilon)
  }

  /// The scale is initialized to 1 and the shift to 0; nothing is random.
  public func reinitialized(random: inout SplitMix64) -> Self {
    Self(
      name: name, gamma: gamma.mapped { _ in 1 }, beta: beta.mapped { _ in 0 }, epsilon: epsilon)
  }

  public func outputShape(of input: Shape) -> Shape? {
    input.columns == gamma.columns ? input : nil
  }
  public var positionRole: PositionRole {
    .distinguishesPositions("normalizes each position by its own standard deviation")
  }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    var output = normalized(input).values
    for row in 0..<output.rows {
      for (lane, entry) in output.lanes(ofRow: row).enumerated() {
        output.lanes[entry] = output.lanes[entry] * gamma.lanes[lane] + beta.lanes[lane]
      }
    }
    return output
  }

  /// `∂F/∂x = (δ − mean(δ) − x̂ mean(δ ∘ x̂)) / √(σ² + ε)` with `δ = γ ∘ ∂F/∂y` and `x̂ = (x − μ) / √(σ² + ε)`.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    let (values, scales) = normalized(input)
    var result = Matrix(rows: input.rows, columns: input.columns)
    for row in 0..<input.rows {
      let delta = (0..<input.columns).map { gradient[row, $0] * gamma[0, $0] }
      let mean = delta.reduce(0, +) / Double(input.columns)
      let slope =
        delta.indices.reduce(0) { $0 + delta[$1] * values[row, $1] } / Double(input.columns)
      for column in delta.indices {
        result[row, column] = (delta[column] - mean - values[row, column] * slope) * scales[row]
      }
    }
    return result
  }

  /// `∂F/∂γ = Σ ∂F/∂y ∘ x̂` and `∂F/∂β = Σ ∂F/∂y`.
  public func parameterGradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> [Matrix] {
    [gradient.multipliedByEntries(of: normalized(input).values).rowSum, gradient.rowSum]
  }

  /// `x̂` and, for each row, `1 / √(σ² + ε)`.
  private func normalized(_ input: Matrix) -> (values: Matrix, scales: [Double]) {
    var values = input
    let scales = (0..<input.rows).map { row in
      let numbers = input.row(row)
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
      let scale = 1 / (variance + epsilon).squareRoot()
      for column in numbers.indices { values[row, column] = (numbers[column] - mean) * scale }
      return scale
    }
    return (values, scales)
  }
}
