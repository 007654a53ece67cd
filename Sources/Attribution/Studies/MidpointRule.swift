import LinearAlgebra

/// Integrated gradients by the midpoint rule, compared word by word with their closed form.
///
/// Completeness compares only sums, in which errors of single words may cancel. The midpoint rule knows nothing of linear
/// pieces: it takes the gradient at `n` points of the path, so its agreement with the closed form tests each word.
package struct MidpointRule: Sendable {
  /// The largest difference between a position's attribution by the rule and by the closed form, as a share of the largest
  /// attribution; 0 if all are 0.
  package let largestDifference: Double

  /// Compares the two; nil if the network has no closed form.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - steps: The number of points `n`.
  ///   - baseline: The start of the path.
  /// - Complexity: One backward pass through the layers after the average per point.
  package init?(_ review: ReviewInput, steps: Int, from baseline: Baseline) {
    guard let pooled = review.pooled else { return nil }
    let start = PathStart(baseline, of: review)
    let distance = review.mean - start.mean
    var sum = Matrix(rows: 1, columns: review.dimensions)
    for step in 0..<steps {
      let position = (Double(step) + 0.5) / Double(steps)
      let point = start.mean + position * distance
      sum += pooled.gradient(atMean: point, of: review.output.gradient(at:)).gradient
    }
    let exact = pooled.integratedGradient(from: start.mean, to: review.mean, of: review.output)
    let gap = (1 / Double(steps)) * sum - exact
    let largest = review.contributions(of: exact, from: start).map(abs).max() ?? 0
    let difference = review.contributions(of: gap, from: start).map(abs).max() ?? 0
    largestDifference = largest > 0 ? difference / largest : 0
  }
}
