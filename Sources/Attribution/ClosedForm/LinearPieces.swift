import Classifier
public import LinearAlgebra

/// A part of the straight line between two means on which the logit is linear.
public struct LinearPiece: Sendable {
  /// The start and end of the piece on the line from 0 to 1.
  public let range: ClosedRange<Double>
  /// The gradients `∂z/∂m` on it, K × D: one row per logit.
  public let gradients: Matrix
  /// The pre-activations of every layer at its middle.
  let states: [Matrix]
  /// The logits at its two ends, each 1 × K.
  public let logits: (start: Matrix, end: Matrix)

  /// Its share of the whole line.
  public var width: Double { range.upperBound - range.lowerBound }
}

extension PooledNetwork {
  /// Returns the pieces of the line from one mean to another on which no hidden unit switches on or off.
  ///
  /// The line is cut layer by layer: where the pre-activations are linear in `α`, unit `j` is zero at
  /// `α = h(a) / (h(a) − h(b))` of its piece, and the piece is cut there. The active set of a piece is evaluated at
  /// its middle, not at its ends, where a unit is exactly zero.
  ///
  /// - Parameters:
  ///   - start: The mean at `α = 0`, 1 × D.
  ///   - end: The mean at `α = 1`, 1 × D.
  /// - Returns: The pieces in order; they cover the line.
  /// - Complexity: One forward pass per layer and cut.
  /// - Source: Sotoudeh and Thakur, *Computing Linear Restrictions of Neural Networks*, 2019, algorithm 1
  ///   (ExactLine), <https://arxiv.org/abs/1908.06214>.
  public func linearPieces(from start: Matrix, to end: Matrix) -> [LinearPiece] {
    let seeds = (0..<layers[layers.count - 1].units).map {
      Matrix(rows: 1, columns: layers[layers.count - 1].units, unit: $0)
    }
    return segments(from: start, to: end).map { segment in
      var gradients = Matrix(rows: seeds.count, columns: start.columns)
      for (row, seed) in seeds.enumerated() {
        gradients.setRow(row, to: gradient(of: seed, through: segment.states), row: 0)
      }
      return LinearPiece(
        range: segment.range, gradients: gradients, states: segment.states,
        logits: segment.logits)
    }
  }

  /// A piece without gradients.
  private struct Segment {
    let range: ClosedRange<Double>
    let states: [Matrix]
    let logits: (start: Matrix, end: Matrix)
  }

  private func segments(from start: Matrix, to end: Matrix) -> [Segment] {
    // The first layer is linear in the mean: values between the ends need no further multiplication.
    let (first, last) = (affine(0, start), affine(0, end))
    let direction = last - first
    func point(_ alpha: Double) -> Matrix { alpha == 1 ? last : first + alpha * direction }
    var cuts: [Double] = [0, 1]
    for depth in layers.indices.dropLast() where layers[depth].activation == .relu {
      let states = cuts.map { preactivation(of: depth, atFirst: point($0)) }
      var refined: [Double] = []
      for piece in 0..<cuts.count - 1 {
        let width = cuts[piece + 1] - cuts[piece]
        let inside = (0..<layers[depth].units).compactMap { unit -> Double? in
          let (a, b) = (states[piece][0, unit], states[piece + 1][0, unit])
          guard (a < 0 && b > 0) || (a > 0 && b < 0) else { return nil }
          return cuts[piece] + width * (a / (a - b))
        }
        refined += [cuts[piece]] + inside.sorted()
      }
      cuts = refined + [1]
    }
    var distinct: [Double] = []
    for cut in cuts where cut > distinct.last ?? -1 { distinct.append(cut) }
    let logits = distinct.map { self.logits(atFirst: point($0)) }
    return (0..<distinct.count - 1).map { piece in
      let middle = distinct[piece] + (distinct[piece + 1] - distinct[piece]) / 2
      return Segment(
        range: distinct[piece]...distinct[piece + 1], states: states(atFirst: point(middle)),
        logits: (logits[piece], logits[piece + 1]))
    }
  }

  /// Returns the exact integral `∫₀¹ ∂F/∂m dα` along the line from one mean to another.
  ///
  /// - Parameters:
  ///   - start: The mean at `α = 0`, 1 × D.
  ///   - end: The mean at `α = 1`, 1 × D.
  ///   - output: The output `F`.
  ///   - depth: The layer with respect to whose pre-activations the gradient is taken; nil for the mean. Its H units
  ///     replace the D entries of the mean.
  /// - Returns: 1 × D, or 1 × H; its product with the difference between the ends is the change of the output.
  func integratedGradient(
    from start: Matrix, to end: Matrix, of output: Output, behind depth: Int? = nil
  ) -> Matrix {
    // Below the first activation everything is linear, so the backward pass through it is done once, for the sum.
    if depth == nil, let sum = rectifiedIntegral(from: start, to: end, of: output) {
      return backward(sum, through: [], layers: 0..<1)
    }
    let behind = depth ?? 0
    var total = Matrix(rows: 1, columns: layers[behind].units)
    for segment in segments(from: start, to: end) {
      let slopes = output.meanGradient(from: segment.logits.start, to: segment.logits.end)
      total +=
        (segment.range.upperBound - segment.range.lowerBound)
        * backward(slopes, through: segment.states, layers: behind + 1..<layers.count)
    }
    return depth == nil ? backward(total, through: [], layers: 0..<1) : total
  }

  /// Returns the pre-activations of a layer.
  func preactivation(of depth: Int, atMean mean: Matrix) -> Matrix {
    preactivation(of: depth, atFirst: affine(0, mean))
  }

  private func preactivation(of depth: Int, atFirst first: Matrix) -> Matrix {
    var state = first
    for index in 0..<depth {
      rectify(&state, index)
      state = affine(index + 1, state)
    }
    return state
  }
}
