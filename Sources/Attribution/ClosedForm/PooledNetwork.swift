public import Classifier
public import LinearAlgebra

/// The closed form of *embedding → average → dense…*: all that follows the average sees only the mean `m`.
///
/// `F(E) = f(m)` with `m = (1/L) Σₜ eₜ`, so that L × D inputs become D. Hidden layers are linear or rectified,
/// which makes the logit piecewise linear in `m` and its integral along a line a short sum.
public struct PooledNetwork: Sendable {
  /// The number of positions that are averaged, `L`.
  public let length: Int
  /// The dense layers behind the average; the last has one unit and yields the logit.
  public let layers: [Dense]
  /// The kernel of each layer with its rows and columns exchanged, for the way back.
  private let transposedKernels: [Matrix]

  /// Recognises the closed form of a stack; nil when the stack is another one, for nothing here is assumed.
  ///
  /// - Parameters:
  ///   - sequential: The stack.
  ///   - length: The number of positions of its input.
  public init?(_ sequential: Sequential, length: Int) {
    let active = sequential.layers.filter { !($0 is Dropout) }
    guard active.first is GlobalAveragePooling1D else { return nil }
    let dense = active.dropFirst().compactMap { $0 as? Dense }
    guard let last = dense.last, dense.count == active.count - 1, last.kernel.columns == 1,
      last.activation != .relu, dense.dropLast().allSatisfy({ $0.activation != .sigmoid })
    else { return nil }
    self.length = length
    layers = dense
    transposedKernels = dense.map(\.kernel.transposed)
  }

  /// The logit at a mean.
  ///
  /// - Parameter mean: 1 × D.
  /// - Returns: The logit.
  public func logit(atMean mean: Matrix) -> Double {
    logit(atFirst: affine(0, mean))
  }

  /// The logit where the first layer's units stand at given values before their activation.
  ///
  /// - Parameter first: 1 × H.
  /// - Returns: The logit.
  public func logit(atFirst first: Matrix) -> Double {
    let last = layers.count - 1
    if last == 0 { return first[0, 0] }
    var state = first
    for index in 1..<last {
      rectify(&state, layers[index - 1])
      state = affine(index, state)
    }
    // The last layer has one unit, and this is the innermost loop of sampling methods: no matrix is made for it.
    let isRectified = layers[last - 1].activation == .relu
    var sums = SIMD8<Double>.zero
    for lane in state.lanes.indices {
      let units = isRectified ? pointwiseMax(state.lanes[lane], .zero) : state.lanes[lane]
      sums += units * transposedKernels[last].lanes[lane]
    }
    return sums.sum() + layers[last].bias[0, 0]
  }

  /// The logit and its gradient `∂z/∂m` at a mean.
  ///
  /// - Parameter mean: 1 × D.
  /// - Returns: The logit and 1 × D.
  public func logitGradient(atMean mean: Matrix) -> (logit: Double, gradient: Matrix) {
    var states = [affine(0, mean)]
    for index in layers.indices.dropFirst() {
      var input = states[index - 1]
      rectify(&input, layers[index - 1])
      states.append(affine(index, input))
    }
    var gradient = Matrix(rows: 1, columns: 1, [1])
    for index in layers.indices.reversed() {
      gradient = product(gradient, transposedKernels[index])
      if index > 0, layers[index - 1].activation == .relu {
        for lane in gradient.lanes.indices {
          gradient.lanes[lane].replace(with: 0, where: states[index - 1].lanes[lane] .<= 0)
        }
      }
    }
    return (states[layers.count - 1][0, 0], gradient)
  }

  /// The value of a layer's units before their activation.
  func affine(_ index: Int, _ input: Matrix) -> Matrix {
    product(input, layers[index].kernel) + layers[index].bias
  }

  /// Applies a layer's activation, if it has one.
  func rectify(_ state: inout Matrix, _ layer: Dense) {
    guard layer.activation == .relu else { return }
    for lane in state.lanes.indices { state.lanes[lane] = pointwiseMax(state.lanes[lane], .zero) }
  }

  /// `x W` for a row `x`.
  func product(_ x: Matrix, _ kernel: Matrix) -> Matrix {
    var result = Matrix(rows: 1, columns: kernel.columns)
    for row in 0..<kernel.rows {
      let factor = x[0, row]
      for lane in 0..<kernel.lanesPerRow {
        result.lanes[lane] += factor * kernel.lanes[row * kernel.lanesPerRow + lane]
      }
    }
    return result
  }
}
