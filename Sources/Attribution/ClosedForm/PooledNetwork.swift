public import Classifier
public import LinearAlgebra

/// The closed form of *embedding → average → dense…*: all that follows the average sees only the mean `m`.
///
/// `F(E) = f(m)` with `m = (1/n) Σₜ eₜ` over the positions that count, so that L × D inputs become D. Hidden layers are
/// linear or rectified, which makes the logits piecewise linear in `m` and their integral along a line a short sum.
public struct PooledNetwork: Sendable {
  /// The dense layers behind the average; the last yields the logits.
  public let layers: [Dense]
  /// The layers as steps that are either linear or nothing but an activation.
  let steps: [any Layer]
  /// The kernel of each layer with its rows and columns exchanged, for the way back.
  let transposedKernels: [Matrix]

  /// Recognises the closed form of a stack; nil when the stack is another one, for nothing here is assumed.
  ///
  /// - Parameter sequential: The stack.
  public init?(_ sequential: Sequential) {
    let active = sequential.logitLayers.filter { !($0 is Dropout) }
    guard active.first is GlobalAveragePooling1D else { return nil }
    let dense = active.dropFirst().compactMap { $0 as? Dense }
    guard !dense.isEmpty, dense.count == active.count - 1,
      dense.allSatisfy({ $0.activation == .linear || $0.activation == .relu })
    else { return nil }
    layers = dense
    steps = dense.flatMap(\.steps)
    transposedKernels = dense.map(\.kernel.transposed)
  }

  /// The logits at a mean.
  ///
  /// - Parameter mean: 1 × D.
  /// - Returns: 1 × K.
  public func logits(atMean mean: Matrix) -> Matrix {
    logits(atFirst: affine(0, mean))
  }

  /// The logits where the first layer's units stand at given values before their activation.
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

  /// The logits and the gradient of a function of them at a mean.
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

  /// The gradient of a function of the logits at each of several means.
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

  /// The units of every layer before their activation.
  ///
  /// - Parameter mean: 1 × D, or a row for each of several means.
  /// - Returns: A matrix for each layer, with as many rows; the last holds the logits.
  func states(atMean mean: Matrix) -> [Matrix] { states(atFirst: affine(0, mean)) }

  /// The units of every layer before their activation.
  ///
  /// - Parameter first: Those of the first, 1 × H.
  /// - Returns: A row for each layer; the last holds the logits.
  func states(atFirst first: Matrix) -> [Matrix] {
    var states = [first]
    for index in layers.indices.dropFirst() {
      var input = states[index - 1]
      rectify(&input, index - 1)
      states.append(affine(index, input))
    }
    return states
  }

  /// `∂F/∂m` for one `∂F/∂z`, with the units on that are on at given states.
  func gradient(of seed: Matrix, through states: [Matrix]) -> Matrix {
    backward(seed, through: states, layers: layers.indices)
  }

  /// Goes back through some layers, with the units on that are on at given states.
  ///
  /// - Parameters:
  ///   - seed: The gradient with respect to what the last of them yields, before its activation.
  ///   - states: The units of every layer before their activation.
  ///   - range: Which layers.
  ///   - rectifying: Whether it goes back through the activation in front of them, too.
  /// - Returns: The gradient with respect to what goes into the first of them, before the activation in front of it
  ///   or behind.
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

  /// The value of a layer's units before their activation.
  func affine(_ index: Int, _ input: Matrix) -> Matrix {
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

  /// `x W` for a row `x`, or for each of several.
  func product(_ x: Matrix, _ kernel: Matrix) -> Matrix {
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
