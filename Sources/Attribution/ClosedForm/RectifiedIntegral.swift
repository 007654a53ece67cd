import Classifier
import LinearAlgebra

extension PooledNetwork {
  /// Returns the integral `∫₀¹ ∂F/∂h dα` along a line for the most common network: one logit after one rectified layer.
  ///
  /// The cuts are those of ``linearPieces(from:to:)``; each piece needs two sums over the units, which stay in registers,
  /// so that a line costs no more than a pass through the network.
  ///
  /// - Parameters:
  ///   - start: The mean at `α = 0`, 1 × D.
  ///   - end: The mean at `α = 1`, 1 × D.
  ///   - output: The output `F`.
  /// - Returns: The integral with respect to the pre-activations `h`, 1 × H; nil for another network.
  func rectifiedIntegral(from start: Matrix, to end: Matrix, of output: Output) -> Matrix? {
    guard layers.count == 2, output.logits == 1, layers[0].activation == .relu else { return nil }
    let (first, last) = (affine(0, start), affine(0, end))
    let (units, weights) = (first.lanes.indices, transposedKernels[1].lanes)
    let bias = layers[1].bias[0, 0]
    func state(_ alpha: Double, _ lane: Int) -> SIMD8<Double> {
      alpha == 1
        ? last.lanes[lane] : first.lanes[lane] + alpha * (last.lanes[lane] - first.lanes[lane])
    }
    func logit(_ alpha: Double) -> Double {
      var sums = SIMD8<Double>.zero
      for lane in units { sums += pointwiseMax(state(alpha, lane), .zero) * weights[lane] }
      return sums.sum() + bias
    }
    var cuts: [Double] = []
    for unit in 0..<first.columns {
      let (a, b) = (first[0, unit], last[0, unit])
      if (a < 0 && b > 0) || (a > 0 && b < 0) { cuts.append(a / (a - b)) }
    }
    cuts.sort()
    cuts.append(1)
    var total = Matrix(rows: 1, columns: first.columns)
    var (from, value) = (0.0, logit(0))
    for cut in cuts where cut > from {
      let next = logit(cut)
      let scale = (cut - from) * output.meanSlope(from: value, to: next)
      // The active set is evaluated in the middle, not at the ends, where a unit is exactly zero.
      let middle = from + (cut - from) / 2
      for lane in units {
        total.lanes[lane] +=
          scale * weights[lane].replacing(with: 0, where: state(middle, lane) .<= 0)
      }
      (from, value) = (cut, next)
    }
    return total
  }
}
