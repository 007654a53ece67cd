import LinearAlgebra
import Processes

/// The rows of an embedding in training, divided so that workers can update them concurrently.
///
/// Each row belongs to one stripe, and gradients are summed per stripe in the order of the reviews. The result is therefore the
/// same for any number of workers.
struct StripedTable {
  /// The number of stripes, a power of two; a row belongs to the stripe of its index modulo this number.
  static let count = PooledReviews.stripes

  private struct Stripe: Sendable {
    var weights: Adam.Weights
    var gradient: [SIMD8<Double>]
  }

  /// The rows after the last step.
  private(set) var table: Matrix
  private var stripes: [Stripe]

  init(_ table: Matrix) {
    self.table = table
    stripes = (0..<PooledReviews.stripes).map { stripe in
      let lanes = stride(from: stripe, to: table.rows, by: PooledReviews.stripes)
        .flatMap { table.lanes[table.lanes(ofRow: $0)] }
      return Stripe(
        weights: Adam.Weights(lanes), gradient: Array(repeating: .zero, count: lanes.count))
    }
  }

  /// Updates the rows.
  ///
  /// - Parameters:
  ///   - stepSize: Adam's α.
  ///   - jobs: The number of workers.
  ///   - addGradients: Adds to the zeros of a stripe the gradients of its rows `stripe`, `stripe + count`, …, always in the
  ///     same order.
  mutating func step(
    _ stepSize: Double, jobs: Int,
    addGradients: @Sendable (_ stripe: Int, _ sums: inout [SIMD8<Double>]) -> Void
  ) {
    Parallel.update(&stripes, jobs: jobs) { index, stripe in
      for lane in stripe.gradient.indices { stripe.gradient[lane] = .zero }
      addGradients(index, &stripe.gradient)
      stripe.weights.step(stepSize, against: stripe.gradient)
    }
    let width = table.lanesPerRow
    for (index, stripe) in stripes.enumerated() {
      for lane in stripe.weights.values.indices {
        let row = lane / width * PooledReviews.stripes + index
        table.lanes[row * width + lane % width] = stripe.weights.values[lane]
      }
    }
  }
}
