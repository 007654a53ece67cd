public import LinearAlgebra
public import SourceText

/// A classifier: an embedding, then one layer after the other, down to a logit for each class.
public struct Sequential: Sendable {
  /// The model's name.
  public let name: String
  /// The rows of the words.
  public let embedding: Embedding
  /// The layers behind the embedding.
  public let layers: [any Layer]
  /// The layers without the sigmoid or softmax at the end: they give the logits.
  public let logitLayers: [any Layer]
  /// The number of logits: one where two classes share it, otherwise one a class.
  public let outputs: Int

  /// Creates a classifier.
  ///
  /// - Parameters:
  ///   - name: The model's name.
  ///   - embedding: The rows of the words.
  ///   - layers: The layers behind it. The last one is a ``Dense`` layer with one unit and a sigmoid, or with a
  ///     unit for each of several classes and a softmax, or without an activation where the model was trained on
  ///     logits; or a ``HierarchicalSoftmax``, whose logarithms of probabilities are logits already; or an
  ///     ``ActivationLayer`` with a sigmoid or softmax, whose input is the logits.
  /// - Throws: A diagnostic when a layer can't take the output of the one in front, or the end is not such a layer.
  public init(name: String = "sequential", embedding: Embedding, layers: [any Layer])
    throws(Diagnostic)
  {
    let shape = try Self.shape(behind: layers, embedding, positions: nil)
    guard shape.rows == 1, let last = layers.last,
      let end = Self.logitLayer(last, outputs: shape.columns)
    else {
      throw Diagnostic(
        "the model doesn't end in a number for each class",
        hint: "the last layer must be Dense with 1 unit and the activation sigmoid, "
          + "or with a unit a class and softmax, or linear")
    }
    self.name = name
    self.embedding = embedding
    self.layers = layers
    outputs = shape.columns
    logitLayers = layers.dropLast() + [end]
  }

  /// The last layer without the sigmoid or softmax at its end; nil where it yields no logits.
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
  ) throws(Diagnostic) -> Shape {
    var shape = Shape(rows: nil, columns: embedding.table.columns, positions: positions)
    for layer in layers {
      guard let next = layer.outputShape(of: shape) else {
        throw Diagnostic("the layer '\(layer.name)' can't take an input of \(shape)")
      }
      shape = next
    }
    return shape
  }

  /// Checks that all layers can take what a number of positions gives.
  func check(positions: Int?) throws(Diagnostic) {
    _ = try Self.shape(behind: layers, embedding, positions: positions)
  }

  /// The smallest number of positions that all layers can take.
  ///
  /// - Throws: A diagnostic when there is none.
  func shortestLength() throws(Diagnostic) -> Int {
    let most = 100_000
    try check(positions: most)
    // What a number of positions is enough for, a larger one is too.
    var (low, high) = (0, most)
    while high - low > 1 {
      let middle = (low + high) / 2
      do throws(Diagnostic) {
        try check(positions: middle)
        high = middle
      } catch { low = middle }
    }
    return high
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

  /// The logits of embedded words.
  ///
  /// - Parameters:
  ///   - embedded: T × D.
  ///   - mask: Which positions count; nil when all do.
  /// - Returns: 1 × K; where K is 1, the sigmoid of the logit is the probability of "positive".
  public func logits(at embedded: Matrix, mask: [Bool]? = nil) -> Matrix {
    var (value, mask) = (embedded, mask)
    for layer in logitLayers {
      value = layer.forward(value, mask: mask)
      mask = layer.outputMask(of: mask)
    }
    return value
  }

  /// The only logit of a model with two classes; its sigmoid is the probability that the review is positive.
  ///
  /// - Parameter embedded: T × D, all positions of which count.
  /// - Returns: The first logit.
  public func logit(at embedded: Matrix) -> Double { logits(at: embedded)[0, 0] }

  /// The logits and the gradient of a function of them, by the backward pass of every layer.
  ///
  /// - Parameters:
  ///   - embedded: T × D.
  ///   - mask: Which positions count; nil when all do.
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

  /// The first logit with its gradient.
  ///
  /// - Parameter embedded: T × D, all positions of which count.
  /// - Returns: The logit `z`, and `∂z/∂e` as T × D.
  public func logitGradient(at embedded: Matrix) -> (logit: Double, gradient: Matrix) {
    let (logits, gradient) = gradient(at: embedded)
    return (logits[0, 0], gradient)
  }
}
