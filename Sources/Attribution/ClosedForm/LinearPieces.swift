import Classifier
public import LinearAlgebra

/// A part of the straight line between two means on which the logit is linear.
public struct LinearPiece: Sendable {
  /// Where on the line it begins and ends; the whole line is from 0 to 1.
  public let range: ClosedRange<Double>
  /// The gradients `∂z/∂m` on it, K × D: a row for each logit.
  public let gradients: Matrix
  /// The units of every layer before their activation, in the middle.
  let states: [Matrix]
  /// The logits at its two ends, each 1 × K.
  public let logits: (start: Matrix, end: Matrix)

  /// Its share of the whole line.
  public var width: Double { range.upperBound - range.lowerBound }
}

extension PooledNetwork {
  /// The pieces of the line from one mean to another on which no hidden unit switches on or off.
  ///
  /// Layer by layer: where the units before their activation are linear in `α`, unit `j` is zero at
  /// `α = h(a) / (h(a) − h(b))` of its piece, and the piece is cut there. The active set of a piece is taken at
  /// its middle, never at its ends, where a unit is exactly zero.
  ///
  /// - Parameters:
  ///   - start: The mean at `α = 0`, 1 × D.
  ///   - end: The mean at `α = 1`, 1 × D.
  /// - Returns: The pieces in order; they cover the line.
  /// - Complexity: One forward pass a layer and cut.
  /// - Source: Sotoudeh and Thakur, *Computing Linear Restrictions of Neural Networks*, 2019, algorithm 1
  ///   (ExactLine), <https://arxiv.org/abs/1908.06214>.
  public func linearPieces(from start: Matrix, to end: Matrix) -> [LinearPiece] {
    let direction = end - start
    func point(_ alpha: Double) -> Matrix { start + alpha * direction }
    var cuts: [Double] = [0, 1]
    for depth in layers.indices.dropLast() where layers[depth].activation == .relu {
      let states = cuts.map { preactivation(of: depth, atMean: point($0)) }
      var refined: [Double] = []
      for piece in 0..<cuts.count - 1 {
        let width = cuts[piece + 1] - cuts[piece]
        let inside = (0..<layers[depth].kernel.columns).compactMap { unit -> Double? in
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
    let logits = distinct.map { self.logits(atMean: point($0)) }
    return (0..<distinct.count - 1).map { piece in
      let middle = distinct[piece] + (distinct[piece + 1] - distinct[piece]) / 2
      let states = states(atMean: point(middle))
      let classes = logits[piece].columns
      var gradients = Matrix(rows: classes, columns: start.columns)
      for row in 0..<classes {
        let seed = Matrix(rows: 1, columns: classes, unit: row)
        gradients.setRow(row, to: gradient(of: seed, through: states), row: 0)
      }
      return LinearPiece(
        range: distinct[piece]...distinct[piece + 1], gradients: gradients, states: states,
        logits: (logits[piece], logits[piece + 1]))
    }
  }

  /// The integral `∫₀¹ ∂F/∂m dα` along the line from one mean to another, exact.
  ///
  /// - Parameters:
  ///   - start: The mean at `α = 0`, 1 × D.
  ///   - end: The mean at `α = 1`, 1 × D.
  ///   - output: The output `F`.
  ///   - depth: The layer before whose activation the gradient is taken, instead of at the mean; its H units then
  ///     stand for the D entries of the mean.
  /// - Returns: 1 × D, or 1 × H; its product with what changes between the ends is the change of the output.
  public func integratedGradient(
    from start: Matrix, to end: Matrix, of output: Output, behind depth: Int? = nil
  ) -> Matrix {
    let columns = depth.map { layers[$0].kernel.columns } ?? start.columns
    var total = Matrix(rows: 1, columns: columns)
    for piece in linearPieces(from: start, to: end) {
      let slopes = output.meanGradient(from: piece.logits.start, to: piece.logits.end)
      total +=
        piece.width
        * (depth.map { backward(slopes, through: piece.states, layers: $0 + 1..<layers.count) }
          ?? product(slopes, piece.gradients))
    }
    return total
  }

  /// The units of a layer before their activation.
  func preactivation(of depth: Int, atMean mean: Matrix) -> Matrix {
    var state = affine(0, mean)
    for index in 0..<depth {
      rectify(&state, layers[index])
      state = affine(index + 1, state)
    }
    return state
  }
}
