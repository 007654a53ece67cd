import Classifier
import LinearAlgebra

/// The mean and the variance, over all noise, of a logit's gradient after average pooling and at most one hidden layer.
///
/// Noise `N(0, σ²)` on n rows moves the mean by `N(0, σ²/n)` and the unit `hⱼ` before its activation by
/// `N(0, sⱼ²)` with `sⱼ = σ ‖W₁ⱼ‖ / √n`. The gradient is the sum of `w₂ⱼ W₁ⱼ` over the active units, so
///
///     E[∂z/∂m] = Σⱼ w₂ⱼ Φ(hⱼ/sⱼ) W₁ⱼ
///     Var[∂z/∂m] = Σⱼₖ w₂ⱼ w₂ₖ Cov[hⱼ on, hₖ on] W₁ⱼ ∘ W₁ₖ
///
/// Without a hidden layer the gradient is constant.
struct ExactNoise {
  /// `w₂ⱼ W₁ⱼ / n`, one row per unit: its contribution to each position's gradient when it is active.
  private let parts: Matrix
  /// The direction `W₁ⱼ` of each unit, and its length.
  private let directions: Matrix
  private let lengths: [Double]
  /// `hⱼ/sⱼ`; infinite if noise cannot switch the unit.
  private let distances: [Double]

  /// The mean, 1 × D.
  let mean: Matrix

  /// Creates the moments for a review; nil if there is no closed form.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - sigma: The standard deviation of the noise on each entry.
  init?(_ review: ReviewInput, sigma: Double) {
    guard let pooled = review.pooled, review.target == .logit else { return nil }
    let isLinear = pooled.layers.dropLast().allSatisfy { $0.activation == .linear }
    guard isLinear || pooled.layers.count == 2 else { return nil }
    guard !isLinear else {
      mean = review.share * review.sharedGradient
      parts = Matrix(rows: 0, columns: mean.columns)
      (directions, lengths, distances) = (parts, [], [])
      return
    }
    directions = pooled.layers[0].kernel.transposed
    lengths = Reduction.l2.reduce(directions)
    let states = pooled.states(atMean: review.mean)
    let deviation = sigma * review.share.squareRoot()
    distances = lengths.enumerated().map { unit, length in
      let (sum, spread) = (states[0][0, unit], deviation * length)
      return spread > 0 ? sum / spread : sum > 0 ? .infinity : -.infinity
    }
    let weights = pooled.backward(
      review.output.gradient(at: review.logits), through: states, layers: 1..<2,
      rectifying: false)
    var (parts, mean) = (directions, Matrix(rows: 1, columns: directions.columns))
    for (unit, distance) in distances.enumerated() {
      let isOn = normalDistribution(distance)
      for (column, lane) in parts.lanes(ofRow: unit).enumerated() {
        parts.lanes[lane] *= review.share * weights[0, unit]
        mean.lanes[column] += isOn * parts.lanes[lane]
      }
    }
    (self.parts, self.mean) = (parts, mean)
  }

  /// The variance of each entry, 1 × D.
  ///
  /// - Complexity: O(H²) covariances of two units each.
  var variance: Matrix {
    var result = Matrix(rows: 1, columns: parts.columns)
    // Units that noise cannot switch do not vary.
    let units = distances.indices.filter { distances[$0].isFinite }
    for j in units {
      for k in units where k <= j {
        let covariance = (j == k ? 1 : 2) * covariance(j, k)
        let (left, right) = (parts.lanes(ofRow: j), parts.lanes(ofRow: k))
        for column in result.lanes.indices {
          result.lanes[column] +=
            covariance * parts.lanes[left.lowerBound + column]
            * parts.lanes[right.lowerBound + column]
        }
      }
    }
    return result
  }

  /// Returns the covariance of the events that two units are active.
  private func covariance(_ j: Int, _ k: Int) -> Double {
    if j == k { return normalDistribution(distances[j]) * normalDistribution(-distances[j]) }
    let product = dot(
      directions.lanes.span.extracting(directions.lanes(ofRow: j)),
      directions.lanes.span.extracting(directions.lanes(ofRow: k)))
    return normalCovariance(
      distances[j], distances[k], correlation: product / (lengths[j] * lengths[k]))
  }
}
