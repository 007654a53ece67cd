public import Classifier
import LinearAlgebra
public import SourceText

/// The norm of the variance of the gradient over noisy copies of the review.
///
///     aₜ = ‖Var_ε[∂F/∂eₜ (e + ε)]‖,   ε ~ N(0, σ²), the variance taken entry by entry
///
/// See ``SmoothGrad`` for the noise. The value is zero if the output is linear.
///
/// - Unit: the square of the target's, per squared unit of embedding. Unsigned.
/// - Cost: one backward pass per sample.
/// - Source: Adebayo, Gilmer, Goodfellow and Kim, *Local Explanation Methods for Deep Neural Networks Lack Sensitivity
///   to Parameter Values*, 2018, section 2, <https://arxiv.org/abs/1810.03307>.
public struct VarGrad: AttributionMethod {
  public static let name = "vargrad"
  public static let title = "VarGrad"
  public static let summary = "The variance of the gradient over noisy copies of the review."
  public static let formula =
    #"a_t = \left\lVert \mathrm{Var}_i \left[\frac{\partial F}{\partial \mathbf{e}_t}(\mathbf{e} + \varepsilon_i)\right] \right\rVert"#
  public static let cost = "one backward pass per sample"
  public static let source = Source(
    "Adebayo, Gilmer, Goodfellow and Kim, Local Explanation Methods Lack Sensitivity to Parameter Values, 2018, section 2",
    url: "https://arxiv.org/abs/1810.03307")
  public static let axioms: Set<Axiom> = [.symmetry]
  public static let isSigned = false
  public static let needs = ModelAccess.gradientAnywhere
  public static let underAveragePooling =
    "Collapses: in each noisy copy, all rows of the gradient are equal."

  private let tunnel: NoiseTunnel

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - samples: The number of noisy copies.
  ///   - noise: The standard deviation of the noise, as a share of the range of the embeddings.
  ///   - norm: The reduction of a gradient row to one number.
  ///   - seed: The seed of the noise.
  public init(samples: Int = 50, noise: Double = 0.15, norm: Reduction = .l2, seed: Int = 1) {
    tunnel = NoiseTunnel(samples: samples, noise: noise, norm: norm, seed: seed)
  }

  public init(options: inout Options) {
    tunnel = NoiseTunnel(options: &options, default: Self().tunnel)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let variance = tunnel.moments(of: review, for: Self.name).variance
    return Attribution(positions: tunnel.reduction.reduce(variance, of: review), of: review)
  }
}
