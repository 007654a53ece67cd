public import LinearAlgebra

/// A step of a ``Sequential`` model, named as Keras names it.
///
/// Values are matrices: a row for each position before pooling (T × D), a single row after it (1 × D).
public protocol Layer: Sendable {
  /// Keras' name of the class, as `config.json` gives it.
  static var className: String { get }

  /// The layer's own name, which begins the names of its tensors.
  var name: String { get }

  /// Reads the layer from `config.json` and its weights; problems are collected in the source.
  init(reading source: inout LayerSource)

  /// The layer's keys in `config.json` besides its name.
  var configuration: [String: JSON] { get }

  /// The layer's weights under Keras' names, without the layer's name in front.
  var parameters: [Tensor] { get }

  /// The same layer with other weights, given in the order of ``parameters``.
  func replacingParameters(with values: [Matrix]) -> Self

  /// The shape of the output; nil when the layer can't take such an input.
  func outputShape(of input: Shape) -> Shape?

  /// The layer as steps that are either linear or nothing but an activation; ``Activation/linear`` needs no step.
  ///
  /// Rules that change how a gradient goes back through activations work on these.
  var steps: [any Layer] { get }

  /// What the layer does to the positions of its input, as far as gradients are concerned.
  var positionRole: PositionRole { get }

  /// The output.
  ///
  /// - Parameters:
  ///   - input: A row for each position, or a single row behind a pooling layer.
  ///   - mask: Which positions count; nil when all do, and behind a pooling layer.
  /// - Returns: The output.
  func forward(_ input: Matrix, mask: [Bool]?) -> Matrix

  /// The gradient with respect to the input.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂output.
  ///   - input: What ``forward(_:mask:)`` was given.
  ///   - output: What it returned.
  ///   - mask: The mask that it was given.
  /// - Returns: ∂F/∂input, in the shape of `input`.
  func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix

  /// The gradients with respect to the parameters, summed over the rows.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂output.
  ///   - input: What ``forward(_:mask:)`` was given.
  ///   - output: What it returned.
  /// - Returns: ∂F/∂parameter, in the order of ``parameters``.
  func parameterGradients(_ gradient: Matrix, input: Matrix, output: Matrix) -> [Matrix]

  /// The layer as it works in one step of training.
  ///
  /// - Parameters:
  ///   - rows: The number of rows that it will be given.
  ///   - columns: The number of columns.
  ///   - random: The source of what is left to chance.
  /// - Returns: Itself, unless the layer does something else in training.
  func training(rows: Int, columns: Int, random: inout SplitMix64) -> Self
}

extension Layer {
  public var configuration: [String: JSON] { [:] }
  public var parameters: [Tensor] { [] }
  public var steps: [any Layer] { [self] }

  /// The output where all positions count.
  public func forward(_ input: Matrix) -> Matrix { forward(input, mask: nil) }

  /// The gradient with respect to the input where all positions count.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix) -> Matrix {
    backward(gradient, input: input, output: output, mask: nil)
  }

  public func replacingParameters(with values: [Matrix]) -> Self { self }
  public func parameterGradients(_ gradient: Matrix, input: Matrix, output: Matrix) -> [Matrix] {
    []
  }
  public func training(rows: Int, columns: Int, random: inout SplitMix64) -> Self { self }
}

/// The layers that `config.json` may name.
public enum Layers {
  /// Every layer; a new one is added here.
  public static let all: [any Layer.Type] = [
    ActivationLayer.self,
    Dense.self,
    Dropout.self,
    GlobalAveragePooling1D.self,
  ]
}

/// The shape of what goes from layer to layer.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  /// The number of rows; nil stands for T, one for each position.
  public let rows: Int?
  /// The number of columns.
  public let columns: Int

  /// Creates a shape.
  public init(rows: Int?, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// The shape in words, such as "T × 16".
  public var description: String { "\(rows.map(String.init) ?? "T") × \(columns)" }
}
