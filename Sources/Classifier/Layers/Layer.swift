public import LinearAlgebra
public import SourceText

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

  /// Which rows of the output count, as Keras' `compute_mask` says; by default those of the input.
  ///
  /// - Parameter mask: Which rows of the input count; nil when all do.
  /// - Returns: A mask for the output's rows; nil when all count or the layer forgets about it.
  func outputMask(of mask: [Bool]?) -> [Bool]?

  /// The output.
  ///
  /// - Parameters:
  ///   - input: A row for each position, or a single row behind a pooling layer.
  ///   - mask: Which rows count; nil when all do, and behind a pooling layer.
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
  ///   - mask: The mask that it was given.
  /// - Returns: ∂F/∂parameter, in the order of ``parameters``.
  func parameterGradients(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?)
    -> [Matrix]

  /// Both gradients at once, for layers that go back through the same steps for either.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂output.
  ///   - input: What ``forward(_:mask:)`` was given.
  ///   - output: What it returned.
  ///   - mask: The mask that it was given.
  /// - Returns: What ``backward(_:input:output:mask:)`` and ``parameterGradients(_:input:output:mask:)`` return.
  func gradients(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?)
    -> (input: Matrix, parameters: [Matrix])

  /// The same layer with new weights, drawn as Keras' default initialisers draw them.
  ///
  /// - Parameter random: The source of the numbers.
  /// - Returns: By default tables are kernels, drawn as Glorot says, and rows are biases, which are zero.
  func redrawn(random: inout SplitMix64) -> Self

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

  /// The gradients with respect to the parameters where all positions count.
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
  public func redrawn(random: inout SplitMix64) -> Self {
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

/// The layers that `config.json` may name.
public enum Layers {
  /// Every layer; a new one is added here.
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

/// The shape of what goes from layer to layer.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  /// The number of rows; nil stands for T, one for each position.
  public let rows: Int?
  /// The number of columns.
  public let columns: Int
  /// What T is, where it is known.
  public let positions: Int?

  /// Creates a shape.
  public init(rows: Int?, columns: Int, positions: Int? = nil) {
    self.rows = rows
    self.columns = columns
    self.positions = rows == nil ? positions : nil
  }

  /// The shape with another number of columns.
  func with(columns: Int) -> Shape { Shape(rows: rows, columns: columns, positions: positions) }

  /// The shape in words, such as "T × 16" or "256 × 16".
  public var description: String {
    "\((rows ?? positions).map(String.init) ?? "T") × \(columns)"
  }
}
