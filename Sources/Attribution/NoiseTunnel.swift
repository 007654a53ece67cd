import Classifier
import LinearAlgebra
import SourceText

/// The gradient at noisy copies of a review, for methods that average over them.
///
/// The noise is relative: `σ` is a share of the range (largest minus smallest entry) of the review's embeddings.
/// After average pooling, noise at the n unmasked positions acts only through its mean, which is `N(0, σ²/n)`: D numbers
/// are drawn instead of L × D, and the gradient is one row.
///
/// - Source: Captum's class of this name.
struct NoiseTunnel {
  /// The number of noisy copies.
  let samples: Int
  /// The reduction of each position's row to one number.
  let reduction: Reduction
  private let noise: Double
  private let seed: Int

  /// Creates a tunnel.
  init(samples: Int, noise: Double, norm: Reduction, seed: Int) {
    self.samples = samples
    self.noise = noise
    reduction = norm
    self.seed = seed
  }

  /// Takes its options.
  ///
  /// - Parameters:
  ///   - options: The options of a method.
  ///   - standard: The defaults.
  init(options: inout Options, default standard: NoiseTunnel) {
    samples = options.take("samples", default: standard.samples, in: 1...1_000_000)
    noise = options.take("noise", default: standard.noise, in: 0...10)
    reduction = options.take("norm", default: standard.reduction)
    seed = options.take("seed", default: standard.seed, in: 0...Int.max)
  }

  /// Returns the standard deviation of the noise on each entry.
  func sigma(for review: ReviewInput) -> Double {
    let bounds = review.embedded.bounds
    return noise * (bounds.highest - bounds.lowest)
  }

  /// Returns the mean and the variance of each entry of the gradient over all copies.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - method: The name of the method, which seeds its random numbers.
  /// - Returns: With a closed form one row each, the share of each unmasked position in `∂F/∂m`; otherwise L × D.
  func moments(of review: ReviewInput, for method: String) -> (mean: Matrix, variance: Matrix) {
    var random = SplitMix64(seed: UInt64(seed), for: method + review.seedText)
    let share = review.positionWeight
    let center = review.pooled == nil ? review.embedded : review.mean
    let deviation = sigma(for: review) * (review.pooled == nil ? 1 : share.squareRoot())
    func noisy() -> Matrix {
      var point = center
      for row in 0..<point.rows {
        for column in 0..<point.columns { point[row, column] += deviation * random.normal() }
      }
      return point
    }
    // Relative to the gradient of the review itself, entries unaffected by noise have a variance of exactly zero.
    let origin = review.pooled == nil ? review.gradient(at: center) : share * review.sharedGradient
    var sum = Matrix(rows: origin.rows, columns: origin.columns)
    var squares = sum
    func add(_ gradient: Matrix) {
      let difference = gradient - origin
      sum += difference
      squares += difference.multipliedByEntries(of: difference)
    }
    if let pooled = review.pooled {
      // In one batch, limited by memory.
      for start in stride(from: 0, to: samples, by: 512) {
        var points = Matrix(rows: min(512, samples - start), columns: center.columns)
        for row in 0..<points.rows { points.setRow(row, to: noisy(), row: 0) }
        let gradients = share * pooled.gradients(atMeans: points, of: review.output.gradient(at:))
        var gradient = center
        for row in 0..<points.rows {
          gradient.setRow(0, to: gradients, row: row)
          add(gradient)
        }
      }
    } else {
      for start in stride(from: 0, to: samples, by: review.pointsPerBatch) {
        let points = (start..<min(start + review.pointsPerBatch, samples)).map { _ in noisy() }
        for gradient in review.gradients(at: points) { add(gradient) }
      }
    }
    let mean = (1 / Double(samples)) * sum
    let variance = (1 / Double(samples)) * squares - mean.multipliedByEntries(of: mean)
    return (origin + mean, variance)
  }
}
