import LinearAlgebra
public import SourceText

/// Integrated gradients from every review of the background, averaged.
///
///     aₜ = (1/B) Σ_b (eₜ − bₜ) · ∫₀¹ ∂F/∂eₜ (b + α(e − b)) dα
///
/// Captum's `GradientShap` draws `b` and `α` at random; here every review of the background counts once and the
/// integral is that of ``IntegratedGradients``, so that nothing is left to chance. `bₜ` is the row of the background
/// review at the same position. What counts is what counts in the review that is explained: a mask of `b` plays no
/// part. Without a background, the baseline of padding is its only member.
///
/// - Unit: the target's. `Σ aₜ = F(e) − (1/B) Σ_b F(b)`.
/// - Cost: that of integrated gradients for each review of the background.
/// - Source: Erion, Janizek, Sturmfels, Lundberg and Lee, *Improving Performance of Deep Learning Models with
///   Axiomatic Attribution Priors and Expected Gradients*, 2021, equation 3, <https://arxiv.org/abs/1906.10670>.
public struct ExpectedGradients: AttributionMethod {
  public static let name = "expected-gradients"
  public static let title = "Expected gradients"
  public static let summary = "Integrated gradients from every review of the background, averaged."
  public static let formula =
    #"a_t = \frac{1}{B} \sum_b (\mathbf{e}_t - \mathbf{b}_t) \cdot \int_0^1 \frac{\partial F}{\partial \mathbf{e}_t}(\mathbf{b} + \alpha (\mathbf{e} - \mathbf{b}))\,d\alpha"#
  public static let cost = "integrated gradients for each review of the background"
  public static let source = Source(
    "Erion, Janizek, Sturmfels, Lundberg and Lee, Axiomatic Attribution Priors and Expected Gradients, 2021, equation 3",
    url: "https://arxiv.org/abs/1906.10670")
  public static let axioms: Set<Axiom> = [.completeness, .linearity, .targetSign]
  public static let isSigned = true
  public static let needs = Demand.gradients
  public static let underAveragePooling =
    "Survives, and is exact: one vector G for each review of the background, each token's own distance from it."

  public var usesBackground: Bool { true }

  private let path: IntegratedPath

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - rule: The quadrature; `exact` is the closed form where the model has one.
  ///   - steps: The number of steps of a quadrature.
  ///   - tolerance: The convergence delta up to which the steps are doubled; 0 keeps them.
  public init(rule: QuadratureRule = .exact, steps: Int = 50, tolerance: Double = 1e-4) {
    path = IntegratedPath(rule: rule, steps: steps, tolerance: tolerance)
  }

  public init(options: inout Options) {
    path = IntegratedPath(options: &options, default: Self().path)
  }

  public func attribute(_ review: ExplainedReview) -> Attribution {
    Attribution(averagedOver: review) { path.attributions(summedOver: $0, to: review) }
  }
}

extension Attribution {
  /// The mean of attributions from every review of the background.
  ///
  /// - Parameters:
  ///   - review: The review that is explained.
  ///   - sum: One number a position, the sum of what is counted from where each path starts.
  init(averagedOver review: ExplainedReview, _ sum: ([PathStart]) -> [Double]) {
    let starts = PathStart.background(of: review)
    let weight = 1 / Double(starts.count)
    self.init(
      positions: sum(starts).map { weight * $0 }, of: review,
      baselineValue: weight * starts.indices.reduce(0) { $0 + starts[$1].value(for: review) })
  }
}
