import Classifier
public import SourceText

/// The gradient averaged along the straight line from a baseline to the review, times the difference.
///
///     aₜ = (eₜ − bₜ) · ∫₀¹ ∂F/∂eₜ (b + α(e − b)) dα
///
/// For a stack *embedding → average → dense…* the integral is exact: on each linear piece of the logit the gradient is
/// a constant `V`, and the target contributes its mean slope between the logits at the ends, so
///
///     aₜ = (eₜ − b) · G / L,   G = Σ_pieces V (αₖ₊₁ − αₖ) · (σ(zₖ₊₁) − σ(zₖ)) / (zₖ₊₁ − zₖ)
///
/// Otherwise, or on request, it is a quadrature whose steps are doubled until the convergence delta is within a
/// tolerance; a tolerance of 0 keeps the number of steps.
///
/// - Unit: the target's; with the exact rule, completeness holds up to rounding.
/// - Source of the pieces, of which there are at most units + 1: Sotoudeh and Thakur, 2019,
///   <https://arxiv.org/abs/1908.06214>.
public struct IntegratedGradients: AttributionMethod {
  public static let card = MethodCard(
    name: "integrated-gradients",
    title: "Integrated gradients",
    summary:
      "The gradient averaged along the path from a baseline to the review, times the difference.",
    formula:
      #"a_t = (\mathbf{e}_t - \mathbf{b}) \cdot \int_0^1 \frac{\partial F}{\partial \mathbf{e}_t}(\mathbf{b} + \alpha (\mathbf{e} - \mathbf{b}))\,d\alpha"#,
    cost: "exact: two forward passes per linear piece; otherwise one backward pass per step",
    source: Source(
      "Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks, 2017, equation 1",
      url: "https://arxiv.org/abs/1703.01365"),
    axioms: [.completeness, .symmetry, .dummy, .linearity, .targetSign],
    isSigned: true,
    needs: .gradientAnywhere,
    underAveragePooling:
      "Survives, and is exact: one vector G per review, each token's own distance from the baseline."
  )

  public var baseline: Baseline? { start }
  private let start: Baseline
  private let path: IntegratedPath

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - baseline: The start of the path.
  ///   - rule: The quadrature; `exact` is the closed form where the model has one.
  ///   - steps: The number of steps of a quadrature.
  ///   - tolerance: The convergence delta up to which the steps are doubled; 0 keeps them.
  public init(
    baseline: Baseline = .pad, rule: QuadratureRule = .exact, steps: Int = 50,
    tolerance: Double = 1e-4
  ) {
    start = baseline
    path = IntegratedPath(rule: rule, steps: steps, tolerance: tolerance)
  }

  public init(options: inout Options, default standard: Self) {
    start = options.take("baseline", default: standard.start)
    path = IntegratedPath(options: &options, default: standard.path)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let start = PathStart(start, of: review)
    return Attribution(
      positions: path.attributions(from: start, to: review), of: review,
      baselineValue: start.value(for: review))
  }
}
