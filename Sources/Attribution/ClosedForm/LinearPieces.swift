import Classifier
public import LinearAlgebra

/// A part of the straight line between two means on which the logit is linear.
public struct LinearPiece: Sendable {
  /// Where on the line it begins and ends; the whole line is from 0 to 1.
  public let range: ClosedRange<Double>
  /// The gradient `∂z/∂m` on it, 1 × D.
  public let gradient: Matrix
  /// The logits at its two ends.
  public let logits: (start: Double, end: Double)
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
    let logits = distinct.map { logit(atMean: point($0)) }
    return (0..<distinct.count - 1).map { piece in
      let middle = distinct[piece] + (distinct[piece + 1] - distinct[piece]) / 2
      return LinearPiece(
        range: distinct[piece]...distinct[piece + 1],
        gradient: logitGradient(atMean: point(middle)).gradient,
        logits: (logits[piece], logits[piece + 1]))
    }
  }

  /// The units of a layer before their activation.
  private func preactivation(of depth: Int, atMean mean: Matrix) -> Matrix {
    var state = affine(0, mean)
    for index in 0..<depth {
      rectify(&state, layers[index])
      state = affine(index + 1, state)
    }
    return state
  }
}
