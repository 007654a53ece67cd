public import LinearAlgebra
public import SourceText

/// A classifier: an embedding, then one layer after the other, down to one number.
public struct Sequential: Sendable {
  /// The model's name.
  public let name: String
  /// The rows of the words.
  public let embedding: Embedding
  /// The layers behind the embedding.
  public let layers: [any Layer]
  /// The layers without the sigmoid at the end: they give the logit.
  private let logitLayers: [any Layer]

  /// Creates a classifier.
  ///
  /// - Parameters:
  ///   - name: The model's name.
  ///   - embedding: The rows of the words.
  ///   - layers: The layers behind it. The last one is a ``Dense`` layer with one unit and a sigmoid, or
  ///     without an activation where the model was trained on logits.
  /// - Throws: A diagnostic when a layer can't take the output of the one in front, or the end is not such a layer.
  public init(name: String = "sequential", embedding: Embedding, layers: [any Layer])
    throws(Diagnostic)
  {
    var shape = Shape(rows: nil, columns: embedding.table.columns)
    for layer in layers {
      guard let next = layer.outputShape(of: shape) else {
        throw Diagnostic("the layer '\(layer.name)' can't take an input of \(shape)")
      }
      shape = next
    }
    guard var last = layers.last as? Dense, shape == Shape(rows: 1, columns: 1),
      last.activation != .relu
    else {
      throw Diagnostic(
        "the model doesn't end in one number",
        hint: "the last layer must be Dense with 1 unit and the activation sigmoid or linear")
    }
    self.name = name
    self.embedding = embedding
    self.layers = layers
    last.activation = .linear
    logitLayers = layers.dropLast() + [last]
  }

  /// All weights under Keras' names, such as `dense/kernel`.
  public var tensors: [Tensor] {
    [Tensor("embeddings", embedding.table).prefixed(by: embedding.name)]
      + layers.flatMap { layer in layer.parameters.map { $0.prefixed(by: layer.name) } }
  }

  /// Looks up the rows of a review.
  ///
  /// - Parameter indices: T vocabulary indices.
  /// - Returns: T × D.
  public func embed(_ indices: [Int]) -> Matrix {
    embedding.forward(indices)
  }

  /// The logit of embedded words; its sigmoid is the probability that the review is positive.
  ///
  /// - Parameter embedded: T × D.
  /// - Returns: The logit.
  public func logit(at embedded: Matrix) -> Double {
    logitLayers.reduce(embedded) { $1.forward($0) }[0, 0]
  }

  /// The logit with its gradient, by the backward pass of every layer.
  ///
  /// - Parameter embedded: T × D.
  /// - Returns: The logit `z`, and `∂z/∂e` as T × D.
  public func logitGradient(at embedded: Matrix) -> (logit: Double, gradient: Matrix) {
    var values = [embedded]
    for layer in logitLayers { values.append(layer.forward(values[values.count - 1])) }
    var gradient = Matrix(rows: 1, columns: 1, [1])
    for (index, layer) in logitLayers.enumerated().reversed() {
      gradient = layer.backward(gradient, input: values[index], output: values[index + 1])
    }
    return (values[values.count - 1][0, 0], gradient)
  }
}
