public import LinearAlgebra
public import SourceText

/// Normalizes each column with the statistics seen in training: `y = γ ∘ (x − μ) / √(σ² + ε) + β`, row by row.
///
/// This is the layer's behaviour in inference; in training, Keras uses mean and variance of the batch instead.
///
/// - Shapes: rows × D → rows × D, with `γ`, `β`, `μ` and `σ²` 1 × D.
/// - Source: Ioffe and Szegedy, *Batch Normalization*, 2015; Keras's layer of the same name.
public struct BatchNormalization: Layer {
  public static let className = "BatchNormalization"

  public let name: String
  /// `γ`, 1 × D.
  public let gamma: Matrix
  /// `β`, 1 × D.
  public let beta: Matrix
  /// `μ`, 1 × D.
  public let mean: Matrix
  /// `σ²`, 1 × D.
  public let variance: Matrix
  /// `ε`, which avoids division by zero for constant columns.
  public let epsilon: Double

  /// Creates the layer from four rows of the same length; variances must not be negative.
  public init(
    name: String = "batch_normalization", gamma: Matrix, beta: Matrix, mean: Matrix,
    variance: Matrix, epsilon: Double = 1e-3
  ) {
    precondition(
      [gamma, beta, mean, variance].allSatisfy { $0.rows == 1 && $0.columns == gamma.columns },
      "rows of different lengths")
    self.name = name
    self.gamma = gamma
    self.beta = beta
    self.mean = mean
    self.variance = variance
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
    let columns = source.input.columns
    gamma = source.row("gamma", columns: columns)
    beta = source.row("beta", columns: columns)
    mean = source.row("moving_mean", columns: columns)
    variance = source.row("moving_variance", columns: columns)
    if variance.elements.contains(where: { $0 < 0 }) {
      source.refuse(because: "has a negative variance")
    }
  }

  public var configuration: [String: JSON] {
    ["axis": .number(-1), "epsilon": .number(epsilon)]
  }

  public var parameters: [Tensor] {
    [
      Tensor("gamma", row: gamma), Tensor("beta", row: beta), Tensor("moving_mean", row: mean),
      Tensor("moving_variance", row: variance),
    ]
  }

  public func replacingParameters(with values: [Matrix]) -> Self {
    Self(
      name: name, gamma: values[0], beta: values[1], mean: values[2], variance: values[3],
      epsilon: epsilon)
  }

  /// Scale and variance are initialized to 1, shift and mean to 0; nothing is random.
  public func reinitialized(random: inout SplitMix64) -> Self {
    let (one, zero) = (gamma.mapped { _ in 1 }, gamma.mapped { _ in 0 })
    return replacingParameters(with: [one, zero, zero, one])
  }

  public func outputShape(of input: Shape) -> Shape? {
    input.columns == gamma.columns ? input : nil
  }

  public var positionRole: PositionRole { .same }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    var output = input
    let slopes = slopes
    for row in 0..<input.rows {
      for column in 0..<input.columns {
        output[row, column] =
          (input[row, column] - mean[0, column]) * slopes[column] + beta[0, column]
      }
    }
    return output
  }

  /// `∂F/∂x = γ ∘ ∂F/∂y / √(σ² + ε)`.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    var result = gradient
    let slopes = slopes
    for row in 0..<gradient.rows {
      for column in 0..<gradient.columns { result[row, column] *= slopes[column] }
    }
    return result
  }

  /// With `δ = ∂F/∂y` and `s = 1 / √(σ² + ε)`: `∂F/∂γ = Σ δ ∘ (x − μ) s`, `∂F/∂β = Σ δ`, `∂F/∂μ = −γ s Σ δ` and
  /// `∂F/∂σ² = −½ γ s³ Σ δ ∘ (x − μ)`.
  public func parameterGradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> [Matrix] {
    let shift = gradient.rowSum
    var (scale, center, spread) = (shift, shift, shift)
    for column in 0..<gradient.columns {
      let moment = (0..<gradient.rows).reduce(0) {
        $0 + gradient[$1, column] * (input[$1, column] - mean[0, column])
      }
      let factor = 1 / (variance[0, column] + epsilon).squareRoot()
      scale[0, column] = moment * factor
      center[0, column] = -shift[0, column] * gamma[0, column] * factor
      spread[0, column] = -moment * gamma[0, column] * factor * factor * factor / 2
    }
    return [scale, shift, center, spread]
  }

  /// `γ / √(σ² + ε)`.
  private var slopes: [Double] {
    (0..<gamma.columns).map { gamma[0, $0] / (variance[0, $0] + epsilon).squareRoot() }
  }
}
