import LinearAlgebra
public import SourceText

/// The gradient averaged over noisy copies of the review, then reduced to a length.
///
///     aₜ = ‖E_ε[∂F/∂eₜ (e + ε)]‖,   ε ~ N(0, σ²)
///
/// The noise is relative: `σ` is a share of the range (largest minus smallest entry) of the review's embeddings.
/// Behind an average, noise on L positions acts only through its mean, which is `N(0, σ²/L)`: D numbers are drawn
/// and not L × D.
///
/// - Unit: the target's, per unit of embedding.
/// - Cost: a backward pass a sample.
/// - Source: Smilkov, Thorat, Kim, Viégas and Wattenberg, *SmoothGrad*, 2017, section 3,
///   <https://arxiv.org/abs/1706.03825>.
public struct SmoothGrad: AttributionMethod {
  public static let name = "smoothgrad"
  public static let title = "SmoothGrad"
  public static let summary = "The gradient averaged over noisy copies of the review."
  public static let formula =
    #"a_t = \left\lVert \frac{1}{n} \sum_{i=1}^{n} \frac{\partial F}{\partial \mathbf{e}_t}(\mathbf{e} + \varepsilon_i) \right\rVert"#
  public static let cost = "one backward pass a sample"
  public static let source = Source(
    "Smilkov, Thorat, Kim, Viégas and Wattenberg, SmoothGrad: removing noise by adding noise, 2017, section 3",
    url: "https://arxiv.org/abs/1706.03825")
  public static let axioms: Set<Axiom> = []
  public static let isSigned = false
  public static let underAveragePooling =
    "Collapses: in each noisy copy, too, every row of the gradient is the same."

  /// The sum of a row has a sign, its length has none.
  public var isSigned: Bool { reduction == .signed }

  private let samples: Int
  private let noise: Double
  private let seed: Int
  private let reduction: Reduction

  public init(options: inout Options) {
    samples = options.take("samples", default: 50, in: 1...1_000_000)
    noise = options.take("noise", default: 0.15, in: 0...10)
    reduction = options.take("norm", default: .l2)
    seed = options.take("seed", default: 1, in: 0...Int.max)
  }

  public func attribute(_ review: ExplainedReview) -> Attribution {
    let entries = review.embedded.elements
    let range = (entries.max() ?? 0) - (entries.min() ?? 0)
    let sigma = noise * range
    var random = SplitMix64(seed: UInt64(seed), for: Self.name + review.seedText)
    let mean =
      review.pooled.map { pooledMean(review, $0, sigma, &random) }
      ?? generalMean(review, sigma, &random)
    return Attribution(positions: reduction.reduce(mean), of: review)
  }

  private func generalMean(_ review: ExplainedReview, _ sigma: Double, _ random: inout SplitMix64)
    -> Matrix
  {
    var total = Matrix(rows: review.embedded.rows, columns: review.embedded.columns)
    for _ in 0..<samples {
      var noisy = review.embedded
      for row in 0..<noisy.rows {
        for column in 0..<noisy.columns { noisy[row, column] += sigma * random.normal() }
      }
      total += review.gradient(at: noisy)
    }
    return (1 / Double(samples)) * total
  }

  private func pooledMean(
    _ review: ExplainedReview, _ pooled: PooledNetwork, _ sigma: Double,
    _ random: inout SplitMix64
  ) -> Matrix {
    let mean = review.mean
    let pooledSigma = sigma * review.share.squareRoot()
    var total = Matrix(rows: 1, columns: mean.columns)
    for _ in 0..<samples {
      var noisy = mean
      for column in 0..<noisy.columns { noisy[0, column] += pooledSigma * random.normal() }
      total += pooled.gradient(atMean: noisy, of: review.output.gradient(at:)).gradient
    }
    let row = (review.share / Double(samples)) * total
    var rows = Matrix(rows: review.embedded.rows, columns: row.columns)
    for position in 0..<rows.rows where review.counts(position) {
      rows.setRow(position, to: row, row: 0)
    }
    return rows
  }
}
