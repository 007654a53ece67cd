public import LinearAlgebra
public import SourceText

/// A classifier: an embedding followed by a sequence of layers that ends in one logit per class.
public struct Sequential: Sendable {
  /// The model's name.
  public let name: String
  /// The embedding.
  public let embedding: Embedding
  /// The layers after the embedding.
  public let layers: [any Layer]
  /// The layers without the final sigmoid or softmax: their output is the logits.
  public let logitLayers: [any Layer]
  /// The number of logits: one if two classes share it, otherwise one per class.
  public let outputs: Int

  /// Creates a classifier.
  ///
  /// - Parameters:
  ///   - name: The model's name.
  ///   - embedding: The embedding.
  ///   - layers: The layers after the embedding. The last one is a ``Dense`` layer with one unit and a sigmoid, or with one
  ///     unit per class and a softmax, or without an activation if the model was trained on logits; or a
  ///     ``HierarchicalSoftmax``, whose log probabilities serve as logits; or an ``ActivationLayer`` with a sigmoid or softmax,
  ///     whose input is the logits.
  /// - Throws: A diagnostic if a layer does not accept the output of the preceding one, or if the last layer is not supported.
  public init(name: String = "sequential", embedding: Embedding, layers: [any Layer])
    throws(Diagnostics)
  {
    let shape = try Self.shape(behind: layers, embedding, positions: nil)
    guard shape.rows == 1, let last = layers.last,
      let end = Self.logitLayer(last, outputs: shape.columns)
    else {
      throw Diagnostics(
        "the model does not end in one number per class",
        hint: "the last layer must be Dense with 1 unit and the activation sigmoid, "
          + "or with one unit per class and softmax, or linear")
    }
    self.name = name
    self.embedding = embedding
    self.layers = layers
    outputs = shape.columns
    logitLayers = layers.dropLast() + [end]
  }

  /// Returns the last layer without its sigmoid or softmax; nil if it does not produce logits.
  private static func logitLayer(_ last: any Layer, outputs: Int) -> (any Layer)? {
    if last is HierarchicalSoftmax { return last }
    let probabilities: Activation = outputs == 1 ? .sigmoid : .softmax
    if let layer = last as? ActivationLayer {
      let end = ActivationLayer(name: layer.name, activation: .linear)
      return layer.activation == probabilities ? end : nil
    }
    guard var dense = last as? Dense,
      dense.activation == .linear || dense.activation == probabilities
    else { return nil }
    dense.activation = .linear
    return dense
  }

  private static func shape(
    behind layers: [any Layer], _ embedding: Embedding, positions: Int?
  ) throws(Diagnostics) -> Shape {
    var shape = Shape(rows: nil, columns: embedding.table.columns, positions: positions)
    for layer in layers {
      guard let next = layer.outputShape(of: shape) else {
        throw Diagnostics("the layer '\(layer.name)' does not accept an input of \(shape)")
      }
      shape = next
    }
    return shape
  }

  /// Checks that all layers accept a number of positions.
  func check(positions: Int?) throws(Diagnostics) {
    _ = try Self.shape(behind: layers, embedding, positions: positions)
  }

  /// Returns the smallest number of positions that all layers accept.
  ///
  /// - Throws: A diagnostic if there is none.
  func shortestLength() throws(Diagnostics) -> Int {
    let most = 100_000
    try check(positions: most)
    // If a number of positions is accepted, all larger ones are too.
    var (low, high) = (0, most)
    while high - low > 1 {
      let middle = (low + high) / 2
      do {
        try check(positions: middle)
        high = middle
      } catch { low = middle }
    }
    return high
  }

  /// All weights under Keras's names, such as `dense/kernel`.
  public var tensors: [Tensor] {
    [Tensor("embeddings", embedding.table).prefixed(by: embedding.name)]
      + layers.flatMap { layer in layer.parameters.map { $0.prefixed(by: layer.name) } }
  }

  /// Looks up the embeddings of a review.
  ///
  /// - Parameter indices: T vocabulary indices.
  /// - Returns: T × D.
  public func embed(_ indices: [Int]) -> Matrix {
    embedding.forward(indices)
  }

  /// Returns the logits for embedded words.
  ///
  /// - Parameters:
  ///   - embedded: T × D.
  ///   - mask: Which positions are unmasked; nil if all are.
  /// - Returns: 1 × K; if K is 1, the sigmoid of the logit is the probability of "positive".
  public func logits(at embedded: Matrix, mask: [Bool]? = nil) -> Matrix {
    var (value, mask) = (embedded, mask)
    for layer in logitLayers {
      value = layer.forward(value, mask: mask)
      mask = layer.outputMask(of: mask)
    }
    return value
  }

  /// Returns the logits and the gradient of a function of them, computed by backpropagation.
  ///
  /// - Parameters:
  ///   - embedded: T × D.
  ///   - mask: Which positions are unmasked; nil if all are.
  ///   - seed: `∂F/∂z` at the logits, 1 × K; by default that of the first logit.
  /// - Returns: The logits `z`, 1 × K, and `∂F/∂e`, T × D.
  public func gradient(
    at embedded: Matrix, mask: [Bool]? = nil,
    of seed: (Matrix) -> Matrix = { Matrix(rows: 1, columns: $0.columns, unit: 0) }
  ) -> (logits: Matrix, gradient: Matrix) {
    var values = [embedded]
    var masks = [mask]
    for (index, layer) in logitLayers.enumerated() {
      values.append(layer.forward(values[index], mask: masks[index]))
      masks.append(layer.outputMask(of: masks[index]))
    }
    let logits = values[values.count - 1]
    var gradient = seed(logits)
    for (index, layer) in logitLayers.enumerated().reversed() {
      gradient = layer.backward(
        gradient, input: values[index], output: values[index + 1], mask: masks[index])
    }
    return (logits, gradient)
  }
}
