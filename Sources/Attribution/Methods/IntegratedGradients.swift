import LinearAlgebra
public import SourceText

/// The gradient averaged along the straight line from a baseline to the review, times the distance.
///
///     aₜ = (eₜ − bₜ) · ∫₀¹ ∂F/∂eₜ (b + α(e − b)) dα
///
/// Where the stack is *embedding → average → dense…* the integral is exact: on each linear piece of the logit the
/// gradient is a constant `V`, and the target contributes its mean slope between the logits at the ends, so
///
///     aₜ = (eₜ − b) · G / L,   G = Σ_pieces V (αₖ₊₁ − αₖ) · (σ(zₖ₊₁) − σ(zₖ)) / (zₖ₊₁ − zₖ)
///
/// Elsewhere, or on request, it is a quadrature with a number of steps.
///
/// - Unit: the target's; completeness holds to rounding for the exact rule.
/// - Cost: exact: two forward passes a piece (at most units + 1); otherwise a backward pass a step.
/// - Source: Sundararajan, Taly and Yan, *Axiomatic Attribution for Deep Networks*, 2017, equation 1,
///   <https://arxiv.org/abs/1703.01365>; pieces after Sotoudeh and Thakur, 2019, <https://arxiv.org/abs/1908.06214>.
public struct IntegratedGradients: AttributionMethod {
  public static let name = "integrated-gradients"
  public static let title = "Integrated gradients"
  public static let summary =
    "The gradient averaged along the way from a baseline to the review, times the distance."
  public static let formula =
    #"a_t = (\mathbf{e}_t - \mathbf{b}) \cdot \int_0^1 \frac{\partial F}{\partial \mathbf{e}_t}\bigl(\mathbf{b} + \alpha (\mathbf{e} - \mathbf{b})\bigr)\,d\alpha"#
  public static let cost = "exact: two forward passes a linear piece; else a backward pass a step"
  public static let source = Source(
    "Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks, 2017, equation 1",
    url: "https://arxiv.org/abs/1703.01365")
  public static let axioms: Set<Axiom> = [.completeness, .symmetry, .dummy]
  public static let isSigned = true
  public static let underAveragePooling =
    "Survives, and is exact: one vector G for the review, each token's own distance from the baseline."

  /// Where the path starts.
  public let baseline: Baseline?
  private let start: Baseline
  private let rule: QuadratureRule
  private let steps: Int

  public init(options: inout Options) {
    start = options.take("baseline", default: .pad)
    rule = options.take("rule", default: .exact)
    steps = options.take("steps", default: 50, in: 1...100_000)
    baseline = start
  }

  public func attribute(_ review: ExplainedReview) -> Attribution {
    let base = start.matrix(for: review)
    let distance = review.embedded - base
    let positions: [Double]
    if rule == .exact, let pooled = review.pooled {
      positions = exact(distance, from: base, review, pooled)
    } else {
      positions = quadrature(distance, from: base, review)
    }
    return Attribution(
      positions: positions, of: review.review,
      outputChange: review.value - start.value(for: review))
  }

  private func exact(
    _ distance: Matrix, from base: Matrix, _ review: ExplainedReview, _ pooled: PooledNetwork
  ) -> [Double] {
    let pieces = pooled.linearPieces(
      from: start.row(for: review), to: review.embedded.rowMean)
    var shared = Matrix(rows: 1, columns: base.columns)
    for piece in pieces {
      let width = piece.range.upperBound - piece.range.lowerBound
      let slope = review.target.slope(piece.logits.start, piece.logits.end)
      shared += (width * slope) * piece.gradient
    }
    return (0..<distance.rows).map { position in
      dot(
        distance.lanes.span.extracting(distance.lanes(ofRow: position)), shared.lanes.span)
        / Double(pooled.length)
    }
  }

  private func quadrature(_ distance: Matrix, from base: Matrix, _ review: ExplainedReview)
    -> [Double]
  {
    var total = Matrix(rows: base.rows, columns: base.columns)
    for node in rule.nodes(steps: steps) {
      total += node.weight * review.gradient(at: base + node.position * distance)
    }
    return distance.rowDots(total)
  }
}
