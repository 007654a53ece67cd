public import Classifier
public import LinearAlgebra

/// The closed form of *embedding → average → dense…*: everything after the average depends on the mean `m` only.
///
/// `F(E) = f(m)` with `m = (1/n) Σₜ eₜ` over the unmasked positions, so that L × D inputs reduce to D. Hidden layers are
/// linear or rectified, which makes the logits piecewise linear in `m` and their integral along a line a short sum.
public struct PooledNetwork: Sendable {
  /// The dense layers after the average; the last computes the logits.
  public let layers: [Dense]
  /// The transposed kernel of each layer, for the backward pass.
  let transposedKernels: [Matrix]

  /// Creates the closed form of dense layers.
  ///
  /// - Parameter layers: At least one layer; each is linear or rectified, and the last computes the logits.
  package init(layers: [Dense]) {
    self.layers = layers
    transposedKernels = layers.map { $0.kernel.transposed }
  }

  /// Returns the logits at a mean.
  ///
  /// - Parameter mean: 1 × D.
  /// - Returns: 1 × K.
  public func logits(atMean mean: Matrix) -> Matrix {
    logits(atFirst: affine(0, mean))
  }

  /// Returns the logits for given pre-activations of the first layer.
  ///
  /// - Parameter first: 1 × H.
  /// - Returns: 1 × K.
  public func logits(atFirst first: Matrix) -> Matrix {
    var state = first
    for index in layers.indices.dropFirst() {
      rectify(&state, index - 1)
      state = affine(index, state)
    }
    return state
  }

  /// Returns the logits at a mean, and the gradient of a function of them.
  ///
  /// - Parameters:
  ///   - mean: 1 × D.
  ///   - seed: `∂F/∂z` at the logits, 1 × K; by default that of the first logit.
  /// - Returns: The logits, 1 × K, and `∂F/∂m`, 1 × D.
  public func gradient(
    atMean mean: Matrix,
    of seed: (Matrix) -> Matrix = { Matrix(rows: 1, columns: $0.columns, unit: 0) }
  ) -> (logits: Matrix, gradient: Matrix) {
    let states = states(atMean: mean)
    let logits = states[layers.count - 1]
    return (logits, gradient(of: seed(logits), through: states))
  }

  /// Returns the gradients of a function of the logits at several means.
  ///
  /// - Parameters:
  ///   - means: n × D.
  ///   - seed: `∂F/∂z` at logits, 1 × K.
  /// - Returns: `∂F/∂m`, n × D.
  func gradients(atMeans means: Matrix, of seed: (Matrix) -> Matrix) -> Matrix {
    let states = states(atMean: means)
    let logits = states[layers.count - 1]
    var seeds = Matrix(rows: means.rows, columns: logits.columns)
    for row in 0..<means.rows {
      var point = Matrix(rows: 1, columns: logits.columns)
      point.setRow(0, to: logits, row: row)
      seeds.setRow(row, to: seed(point), row: 0)
    }
    return gradient(of: seeds, through: states)
  }

  /// Returns the pre-activations of every layer.
  ///
  /// - Parameter mean: 1 × D, or one row per mean.
  /// - Returns: One matrix per layer, with as many rows; the last holds the logits.
  package func states(atMean mean: Matrix) -> [Matrix] { states(atFirst: affine(0, mean)) }

  /// Returns the pre-activations of every layer.
  ///
  /// - Parameter first: Those of the first, 1 × H.
  /// - Returns: One row per layer; the last holds the logits.
  func states(atFirst first: Matrix) -> [Matrix] {
    var states = [first]
    for index in layers.indices.dropFirst() {
      var input = states[index - 1]
      rectify(&input, index - 1)
      states.append(affine(index, input))
    }
    return states
  }

  /// Returns `∂F/∂m` for one `∂F/∂z`, with the active units of given states.
  func gradient(of seed: Matrix, through states: [Matrix]) -> Matrix {
    backward(seed, through: states, layers: layers.indices)
  }

  /// Propagates a gradient backward through some layers, with the active units of given states.
  ///
  /// - Parameters:
  ///   - seed: The gradient with respect to the pre-activations of the last of them.
  ///   - states: The pre-activations of every layer.
  ///   - range: The layers.
  ///   - rectifying: Whether to include the activation before the first of them.
  /// - Returns: The gradient with respect to the input of the first of them, before or after the preceding activation,
  ///   depending on `rectifying`.
  func backward(
    _ seed: Matrix, through states: [Matrix], layers range: Range<Int>, rectifying: Bool = true
  ) -> Matrix {
    var gradient = seed
    for index in range.reversed() {
      gradient = product(gradient, transposedKernels[index])
      if index > 0, rectifying || index > range.lowerBound, layers[index - 1].activation == .relu {
        for lane in gradient.lanes.indices {
          gradient.lanes[lane].replace(with: 0, where: states[index - 1].lanes[lane] .<= 0)
        }
      }
    }
    return gradient
  }

  /// Returns the pre-activations of a layer.
  package func affine(_ index: Int, _ input: Matrix) -> Matrix {
    var result = product(input, layers[index].kernel)
    let bias = layers[index].bias
    for lane in result.lanes.indices { result.lanes[lane] += bias.lanes[lane % bias.lanes.count] }
    return result
  }

  /// Applies a layer's activation, if it has one.
  func rectify(_ state: inout Matrix, _ index: Int) {
    guard layers[index].activation == .relu else { return }
    for lane in state.lanes.indices { state.lanes[lane] = pointwiseMax(state.lanes[lane], .zero) }
  }

  /// Returns `x W` for one row `x` or several.
  package func product(_ x: Matrix, _ kernel: Matrix) -> Matrix {
    var result = Matrix(rows: x.rows, columns: kernel.columns)
    guard x.rows == 1 else {
      result.addProduct(x, kernel)
      return result
    }
    var entries = result.lanes.mutableSpan
    multiply(x.lanes.span, kernel, into: &entries, from: 0)
    return result
  }
}
