import LinearAlgebra

/// The straight line from a baseline to a review, along which a gradient is averaged.
struct IntegratedPath {
  /// The largest number of steps that doubling leads to.
  static let mostSteps = 4096

  let rule: QuadratureRule
  let steps: Int
  let tolerance: Double

  /// `(eₜ − bₜ) · ∫₀¹ ∂F/∂eₜ (b + α(e − b)) dα` for each position.
  ///
  /// - Parameters:
  ///   - base: The baseline, L × D.
  ///   - mean: The mean of its positions that count, 1 × D.
  ///   - review: The review.
  /// - Returns: One number a position.
  func attributions(from base: Matrix, mean: Matrix, to review: ExplainedReview) -> [Double] {
    if rule == .exact, let pooled = review.pooled {
      let shared = pooled.integratedGradient(from: mean, to: review.mean, of: review.output)
      return (0..<base.rows).map { position in
        guard review.counts(position) else { return 0 }
        let row = review.embedded.lanes.span.extracting(review.embedded.lanes(ofRow: position))
        let start = base.lanes.span.extracting(base.lanes(ofRow: position))
        // Each product by itself: a row that holds the baseline gives exactly zero.
        return (dot(row, shared.lanes.span) - dot(start, shared.lanes.span)) * review.share
      }
    }
    let distance = review.embedded - base
    let change = review.value - review.value(at: base)
    var count = steps
    while true {
      let found = quadrature(distance, from: base, review, steps: count)
      if abs(found.reduce(0, +) - change) <= tolerance || tolerance == 0
        || 2 * count > Self.mostSteps
      {
        return found
      }
      count *= 2
    }
  }

  private func quadrature(
    _ distance: Matrix, from base: Matrix, _ review: ExplainedReview, steps: Int
  ) -> [Double] {
    var total = Matrix(rows: base.rows, columns: base.columns)
    for node in rule.nodes(steps: steps) {
      total += node.weight * review.gradient(at: base + node.position * distance)
    }
    return distance.rowDots(total)
  }
}
