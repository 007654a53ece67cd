public import LinearAlgebra
public import SourceText

/// An activation as a separate layer.
///
/// - Shapes: any; the output's is the input's.
/// - Source: Keras's layer `Activation`.
public struct ActivationLayer: Layer {
  public static let className = "Activation"

  public let name: String
  /// The activation function.
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
    activation.backward(gradient, sums: input, output: output)
  }
}
