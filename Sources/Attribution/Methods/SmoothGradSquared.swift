public import Classifier
import LinearAlgebra
public import SourceText

/// The norm of the mean squared gradient over noisy copies of the review.
///
///     aₜ = ‖E_ε[(∂F/∂eₜ (e + ε))²]‖,   ε ~ N(0, σ²), the square taken entry by entry
///
/// See ``SmoothGrad`` for the noise.
///
/// - Unit: the square of the target's, per squared unit of embedding. Unsigned.
/// - Cost: one backward pass per sample.
/// - Source: Hooker, Erhan, Kindermans and Kim, *A Benchmark for Interpretability Methods in Deep Neural Networks*,
///   2019, section 4.1.2, <https://arxiv.org/abs/1806.10758>.
public struct SmoothGradSquared: AttributionMethod {
  public static let name = "smoothgrad-squared"
  public static let title = "SmoothGrad²"
  public static let summary = "The mean squared gradient over noisy copies of the review."
  public static let formula =
    #"a_t = \left\lVert \frac{1}{n} \sum_{i=1}^{n} \left(\frac{\partial F}{\partial \mathbf{e}_t}(\mathbf{e} + \varepsilon_i)\right)^2 \right\rVert"#
  public static let cost = "one backward pass per sample"
  public static let source = Source(
    "Hooker, Erhan, Kindermans and Kim, A Benchmark for Interpretability Methods in Deep Neural Networks, 2019, section 4.1.2",
    url: "https://arxiv.org/abs/1806.10758")
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
    let (mean, variance) = tunnel.moments(of: review, for: Self.name)
    let squares = variance + mean.multipliedByEntries(of: mean)
    return Attribution(positions: tunnel.reduction.reduce(squares, of: review), of: review)
  }
}
