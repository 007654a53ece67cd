public import LinearAlgebra

/// The activation function of a layer.
public enum Activation: String, CaseIterable, Sendable {
  /// `h` above zero, `eʰ − 1` below.
  case elu
  /// `h Φ(h)` with the normal distribution `Φ`.
  case gelu
  /// `h` above zero, `h/5` below.
  case leakyReLU = "leaky_relu"
  /// The identity.
  case linear
  /// `max(0, h)`; its derivative at 0 is 0.
  case relu
  /// `elu` with factors that preserve mean and variance: 1.0507 `h` above zero, 1.7581 `(eʰ − 1)` below.
  case selu
  /// `1 / (1 + e⁻ʰ)`.
  case sigmoid
  /// `h / (1 + e⁻ʰ)`, also called swish.
  case silu
  /// `eʰᵏ / Σⱼ eʰʲ` over a row: class probabilities.
  case softmax
  /// `ln(1 + eʰ)`.
  case softplus
  /// The hyperbolic tangent.
  case tanh

  /// Applies the activation to pre-activations, row by row.
  ///
  /// - Parameter sums: Rows × columns.
  /// - Returns: The same shape.
  public func callAsFunction(_ sums: Matrix) -> Matrix {
    switch self {
    case .elu: sums.mapped(Curve.elu.value)
    case .gelu: sums.mapped(Curve.gelu.value)
    case .leakyReLU: sums.mapped(Curve.leakyReLU.value)
    case .linear: sums
    case .relu: Self.rectified(sums)
    case .selu: sums.mapped(Curve.selu.value)
    case .sigmoid: sums.mapped(LinearAlgebra.sigmoid)
    case .silu: sums.mapped(Curve.silu.value)
    case .softmax: sums.softmaxOfRows
    case .softplus: sums.mapped(Curve.softplus.value)
    case .tanh: Self.tangents(sums)
    }
  }

  /// Returns the gradient with respect to the pre-activations.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂value.
  ///   - sums: The pre-activations, computed only for activations whose derivative does not follow from the output.
  ///   - output: The activations.
  /// - Returns: ∂F/∂sum, in the same shape.
  public func backward(
    _ gradient: Matrix, sums: @autoclosure () -> Matrix, output: Matrix
  ) -> Matrix {
    func bent(_ curve: Curve) -> Matrix {
      gradient.multipliedByEntries(of: sums().mapped(curve.slope))
    }
    var result = gradient
    switch self {
    case .elu: return bent(.elu)
    case .gelu: return bent(.gelu)
    case .leakyReLU: return bent(.leakyReLU)
    case .linear: break
    case .relu: return Self.rectifiedGradient(gradient, output: output)
    case .selu: return bent(.selu)
    case .sigmoid:
      for lane in result.lanes.indices {
        result.lanes[lane] *= output.lanes[lane] * (1 - output.lanes[lane])
      }
    case .silu: return bent(.silu)
    case .softmax: return Self.softmaxGradient(gradient, output: output)
    case .softplus: return bent(.softplus)
    case .tanh:
      for lane in result.lanes.indices {
        result.lanes[lane] *= 1 - output.lanes[lane] * output.lanes[lane]
      }
    }
    return result
  }

  /// Returns the gradient with respect to the input of a softmax over each row.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂p.
  ///   - output: The probabilities `p`.
  /// - Returns: `p ∘ (∂F/∂p − p · ∂F/∂p)`, in the same shape.
  package static func softmaxGradient(_ gradient: Matrix, output: Matrix) -> Matrix {
    var result = gradient
    let means = output.rowDots(gradient)
    for row in 0..<result.rows {
      for lane in result.lanes(ofRow: row) {
        result.lanes[lane] = output.lanes[lane] * (gradient.lanes[lane] - means[row])
      }
    }
    return result
  }

  /// Returns `max(0, h)`.
  package static func rectified(_ sums: Matrix) -> Matrix {
    var result = sums
    for lane in result.lanes.indices {
      result.lanes[lane] = pointwiseMax(result.lanes[lane], .zero)
    }
    return result
  }

  /// Returns the gradient with respect to the input of a rectifier.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂value.
  ///   - output: The values.
  /// - Returns: The gradient where values are positive, and zero elsewhere.
  package static func rectifiedGradient(_ gradient: Matrix, output: Matrix) -> Matrix {
    var result = gradient
    for lane in result.lanes.indices {
      result.lanes[lane].replace(with: 0, where: output.lanes[lane] .<= 0)
    }
    return result
  }

  private static func tangents(_ sums: Matrix) -> Matrix {
    var result = sums
    for lane in result.lanes.indices { result.lanes[lane] = LinearAlgebra.tanh(sums.lanes[lane]) }
    return result
  }
}
