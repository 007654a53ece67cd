import Classifier
import LinearAlgebra
public import SourceText

/// Integrated gradients averaged over all background reviews.
///
///     aₜ = (1/B) Σ_b (eₜ − bₜ) · ∫₀¹ ∂F/∂eₜ (b + α(e − b)) dα
///
/// Captum's `GradientShap` draws `b` and `α` at random; here every background review is used once and the integral is
/// that of ``IntegratedGradients``, so the result is deterministic. `bₜ` is the row of the background review at the same
/// position. The mask is that of the explained review: a mask of `b` is ignored. Without a background, the padding
/// baseline is its only member.
///
/// - Unit: the target's. `Σ aₜ = F(e) − (1/B) Σ_b F(b)`.
public struct ExpectedGradients: AttributionMethod {
  public static let card = MethodCard(
    name: "expected-gradients",
    title: "Expected gradients",
    summary: "Integrated gradients averaged over all background reviews.",
    formula:
      #"a_t = \frac{1}{B} \sum_b (\mathbf{e}_t - \mathbf{b}_t) \cdot \int_0^1 \frac{\partial F}{\partial \mathbf{e}_t}(\mathbf{b} + \alpha (\mathbf{e} - \mathbf{b}))\,d\alpha"#,
    cost: "integrated gradients once per background review",
    source: Source(
      "Erion, Janizek, Sturmfels, Lundberg and Lee, Axiomatic Attribution Priors and Expected Gradients, 2021, equation 3",
      url: "https://arxiv.org/abs/1906.10670"),
    axioms: [.completeness, .linearity, .targetSign],
    isSigned: true,
    needs: .gradientAnywhere,
    underAveragePooling:
      "Survives, and is exact: one vector G per background review, each token's own distance from it."
  )

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

  public init(options: inout Options, default standard: Self) {
    path = IntegratedPath(options: &options, default: standard.path)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    Attribution(averagedOver: review) { path.attributions(summedOver: $0, to: review) }
  }
}

extension Attribution {
  /// Creates the mean of the attributions over all background reviews.
  ///
  /// - Parameters:
  ///   - review: The explained review.
  ///   - sum: Returns one value per position, summed over the given path starts.
  init(averagedOver review: ReviewInput, _ sum: ([PathStart]) -> [Double]) {
    let starts = review.backgroundStarts
    let weight = 1 / Double(starts.count)
    self.init(
      positions: sum(starts).map { weight * $0 }, of: review,
      baselineValue: weight * starts.indices.reduce(0) { $0 + starts[$1].value(for: review) })
  }
}
