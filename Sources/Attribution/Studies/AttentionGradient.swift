import Classifier
import LinearAlgebra

/// The gradient of a network that begins with attention pooling, compared with its formula.
///
/// For weights `αₜ = eˢᵗ / Σᵤ eˢᵘ` with scores `sₜ = eₜ · q`, their mean `m = Σₜ αₜ eₜ` and `g = ∂F/∂m`,
///
///     ∂F/∂eₜ = αₜ [g + ((eₜ − m) · g) q]
///
/// Every row is a combination of `g` and `q`, so the rank of the gradient is at most 2.
package struct AttentionGradient: Sendable {
  /// The rank of the gradient of the general backward pass.
  package let rank: Int
  /// The largest difference between an entry of that gradient and the formula, as a share of its largest entry; 0 if all
  /// entries are 0.
  package let formulaDifference: Double

  /// Measures the gradient; nil if the first layer, dropout aside, is not attention pooling.
  ///
  /// - Parameter review: The review as input of a network.
  package init?(_ review: ReviewInput) {
    let layers = review.network.sequential.logitLayers.filter { !($0 is Dropout) }
    guard let pooling = layers.first as? AttentionPooling else { return nil }
    let (embedded, gradient) = (review.embedded, review.gradient)
    rank = GradientSpectrum(review, gradient: gradient).rank
    let shares = pooling.shares(embedded, mask: review.mask)
    let mean = pooling.forward(embedded, mask: review.mask)
    let behind = Self.gradient(of: Array(layers.dropFirst()), at: mean, review.output)
    let middle = mean.rowDots(behind)[0]
    let products = embedded.dots(withRow: behind)
    let (g, q) = (behind.row(0), pooling.query.transposed.row(0))
    var (difference, largest) = (0.0, 0.0)
    for position in 0..<embedded.rows {
      let row = gradient.row(position)
      for column in row.indices {
        let entry = shares[position] * (g[column] + (products[position] - middle) * q[column])
        difference = max(difference, abs(entry - row[column]))
        largest = max(largest, abs(row[column]))
      }
    }
    formulaDifference = largest > 0 ? difference / largest : 0
  }

  /// Returns the gradient of the output with respect to the input of some layers, 1 × D.
  private static func gradient(
    of layers: [any Layer], at input: Matrix, _ output: Output
  ) -> Matrix {
    let pass = Backpropagation(through: layers, at: input, mask: nil)
    return pass.steps.reversed().reduce(output.gradient(at: pass.logits)) { gradient, step in
      step.backward(gradient)
    }
  }
}
