public import LinearAlgebra
public import SourceText

/// A layer of a ``Sequential`` model, named as in Keras.
///
/// Values are matrices: one row per position before pooling (T × D), a single row after it (1 × D).
public protocol Layer: Sendable {
  /// Keras's name of the class, as used in `config.json`.
  static var className: String { get }

  /// The layer's name, which is the prefix of its tensors' names.
  var name: String { get }

  /// Reads the layer from `config.json` and its weights; problems are collected in the source.
  init(reading source: inout LayerSource)

  /// The layer's keys in `config.json` besides its name.
  var configuration: [String: JSON] { get }

  /// The layer's weights under Keras's names, without the layer's prefix.
  var parameters: [Tensor] { get }

  /// Returns the layer with other weights, in the order of ``parameters``.
  func replacingParameters(with values: [Matrix]) -> Self

  /// Returns the shape of the output; nil if the layer does not accept the input.
  func outputShape(of input: Shape) -> Shape?

  /// The layer as steps that are either linear or only an activation; ``Activation/linear`` needs no step.
  ///
  /// Methods that modify how gradients propagate through activations operate on these.
  var steps: [any Layer] { get }

  /// The effect of the layer on the gradients of its positions.
  var positionRole: PositionRole { get }

  /// Returns the mask of the output, following Keras's `compute_mask`; by default that of the
  /// input.
  ///
  /// - Parameter mask: Which rows of the input are unmasked; nil if all are.
  /// - Returns: The mask of the output's rows; nil if all are unmasked or the layer drops the mask.
  func outputMask(of mask: [Bool]?) -> [Bool]?

  /// Returns the output.
  ///
  /// - Parameters:
  ///   - input: One row per position, or a single row after a pooling layer.
  ///   - mask: Which rows are unmasked; nil if all are, and after a pooling layer.
  /// - Returns: The output.
  func forward(_ input: Matrix, mask: [Bool]?) -> Matrix

  /// Returns the gradient with respect to the input.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂output.
  ///   - input: The input of ``forward(_:mask:)``.
  ///   - output: Its output.
  ///   - mask: Its mask.
  /// - Returns: ∂F/∂input, in the shape of `input`.
  func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix

  /// Returns the gradients with respect to the parameters, summed over the rows.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂output.
  ///   - input: The input of ``forward(_:mask:)``.
  ///   - output: Its output.
  ///   - mask: Its mask.
  /// - Returns: ∂F/∂parameter, in the order of ``parameters``.
  func parameterGradients(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?)
    -> [Matrix]

  /// Returns both gradients, for layers whose backward passes share steps.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂output.
  ///   - input: The input of ``forward(_:mask:)``.
  ///   - output: Its output.
  ///   - mask: Its mask.
  /// - Returns: The results of ``backward(_:input:output:mask:)`` and ``parameterGradients(_:input:output:mask:)``.
  func gradients(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?)
    -> (input: Matrix, parameters: [Matrix])

  /// Returns the layer with new weights from Keras's default initializers.
  ///
  /// - Parameter random: The random number generator.
  /// - Returns: The layer; by default matrices are kernels with Glorot initialization, and rows are biases set to zero.
  func reinitialized(random: inout SplitMix64) -> Self

  /// Returns the layer as it behaves in one training step.
  ///
  /// - Parameters:
  ///   - rows: The number of rows of its input.
  ///   - columns: The number of columns.
  ///   - random: The random number generator.
  /// - Returns: The layer itself, unless it behaves differently in training.
  func training(rows: Int, columns: Int, random: inout SplitMix64) -> Self
}

extension Layer {
  public var configuration: [String: JSON] { [:] }
  public var parameters: [Tensor] { [] }
  public var steps: [any Layer] { [self] }

  /// Returns the output without a mask.
  public func forward(_ input: Matrix) -> Matrix { forward(input, mask: nil) }

  /// Returns the gradient with respect to the input without a mask.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix) -> Matrix {
    backward(gradient, input: input, output: output, mask: nil)
  }

  /// Returns the gradients with respect to the parameters without a mask.
  public func parameterGradients(_ gradient: Matrix, input: Matrix, output: Matrix) -> [Matrix] {
    parameterGradients(gradient, input: input, output: output, mask: nil)
  }

  public func outputMask(of mask: [Bool]?) -> [Bool]? { mask }
  public func replacingParameters(with values: [Matrix]) -> Self { self }
  public func parameterGradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> [Matrix] { [] }
  public func gradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> (input: Matrix, parameters: [Matrix]) {
    (
      backward(gradient, input: input, output: output, mask: mask),
      parameterGradients(gradient, input: input, output: output, mask: mask)
    )
  }
  public func reinitialized(random: inout SplitMix64) -> Self {
    var values: [Matrix] = []
    for tensor in parameters {
      let (rows, columns) = (tensor.values.rows, tensor.values.columns)
      values.append(
        tensor.shape.count == 1
          ? Matrix(rows: rows, columns: columns)
          : Initialization.kernel(rows, columns, random: &random))
    }
    return replacingParameters(with: values)
  }
  public func training(rows: Int, columns: Int, random: inout SplitMix64) -> Self { self }
}

/// The layers supported in `config.json`.
public enum Layers {
  /// All layers; add new ones here.
  public static let all: [any Layer.Type] = [
    ActivationLayer.self,
    AttentionPooling.self,
    BatchNormalization.self,
    Bidirectional.self,
    Conv1D.self,
    Dense.self,
    Dropout.self,
    Flatten.self,
    GRU.self,
    GlobalAveragePooling1D.self,
    GlobalMaxPooling1D.self,
    HierarchicalSoftmax.self,
    LSTM.self,
    LayerNormalization.self,
  ]
}

/// The shape of the values passed between layers.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  /// The number of rows; nil denotes T, one per position.
  public let rows: Int?
  /// The number of columns.
  public let columns: Int
  /// The value of T, if known.
  public let positions: Int?

  /// Creates a shape.
  public init(rows: Int?, columns: Int, positions: Int? = nil) {
    self.rows = rows
    self.columns = columns
    self.positions = rows == nil ? positions : nil
  }

  /// Returns the shape with another number of columns.
  func with(columns: Int) -> Shape { Shape(rows: rows, columns: columns, positions: positions) }

  /// The shape as text, such as "T × 16" or "256 × 16".
  public var description: String {
    "\((rows ?? positions).map(String.init) ?? "T") × \(columns)"
  }
}
