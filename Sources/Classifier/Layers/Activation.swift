public import LinearAlgebra

/// What a layer does to its sums.
public enum Activation: String, CaseIterable, Sendable {
  /// Nothing.
  case linear
  /// `max(0, h)`; its derivative at 0 is 0.
  case relu
  /// `1 / (1 + e⁻ʰ)`.
  case sigmoid
  /// `eʰᵏ / Σⱼ eʰʲ` over a row: probabilities of several classes.
  case softmax
  /// The hyperbolic tangent.
  case tanh

  /// The values of sums, row by row.
  ///
  /// - Parameter sums: Rows × columns.
  /// - Returns: The same shape.
  public func callAsFunction(_ sums: Matrix) -> Matrix {
    switch self {
    case .linear: sums
    case .relu: Self.rectified(sums)
    case .sigmoid: sums.mapped(LinearAlgebra.sigmoid)
    case .softmax: sums.softmaxOfRows
    case .tanh: Self.tangents(sums)
    }
  }

  /// The gradient with respect to the sums.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂value.
  ///   - output: The values.
  /// - Returns: ∂F/∂sum, in the same shape.
  public func backward(_ gradient: Matrix, output: Matrix) -> Matrix {
    var result = gradient
    switch self {
    case .linear: break
    case .relu:
      for lane in result.lanes.indices {
        result.lanes[lane].replace(with: 0, where: output.lanes[lane] .<= 0)
      }
    case .sigmoid:
      for lane in result.lanes.indices {
        result.lanes[lane] *= output.lanes[lane] * (1 - output.lanes[lane])
      }
    case .softmax:
      let means = output.rowDots(gradient)
      for row in 0..<result.rows {
        for lane in result.lanes(ofRow: row) {
          result.lanes[lane] = output.lanes[lane] * (gradient.lanes[lane] - means[row])
        }
      }
    case .tanh:
      for lane in result.lanes.indices {
        result.lanes[lane] *= 1 - output.lanes[lane] * output.lanes[lane]
      }
    }
    return result
  }

  private static func tangents(_ sums: Matrix) -> Matrix {
    var result = sums
    for lane in result.lanes.indices { result.lanes[lane] = LinearAlgebra.tanh(sums.lanes[lane]) }
    return result
  }

  private static func rectified(_ sums: Matrix) -> Matrix {
    var result = sums
    for lane in result.lanes.indices {
      result.lanes[lane] = pointwiseMax(result.lanes[lane], .zero)
    }
    return result
  }
}

/// An activation as a layer of its own.
///
/// - Shapes: any; the output's is the input's.
/// - Source: Keras' layer `Activation`.
public struct ActivationLayer: Layer {
  public static let className = "Activation"

  public let name: String
  /// What the layer does.
  public let activation: Activation

  /// Creates the layer.
  public init(name: String = "activation", activation: Activation) {
    self.name = name
    self.activation = activation
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    activation = source.choice("activation", default: .linear)
  }

  public var configuration: [String: JSON] { ["activation": .string(activation.rawValue)] }

  public func outputShape(of input: Shape) -> Shape? { input }

  public var positionRole: PositionRole { activation.positionRole }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix { activation(input) }

  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    activation.backward(gradient, output: output)
  }
}
