public import Classifier
import LinearAlgebra
public import SourceText

/// The norm of the gradient averaged over noisy copies of the review.
///
///     aₜ = ‖E_ε[∂F/∂eₜ (e + ε)]‖,   ε ~ N(0, σ²)
///
/// The noise is relative: `σ` is a share of the range (largest minus smallest entry) of the review's embeddings.
/// After average pooling, noise at the n unmasked positions acts only through its mean, which is `N(0, σ²/n)`: D
/// numbers are drawn instead of L × D.
///
/// - Unit: the target's, per unit of embedding.
/// - Cost: one backward pass per sample.
/// - Source: Smilkov, Thorat, Kim, Viégas and Wattenberg, *SmoothGrad*, 2017, section 3,
///   <https://arxiv.org/abs/1706.03825>.
public struct SmoothGrad: AttributionMethod {
  public static let name = "smoothgrad"
  public static let title = "SmoothGrad"
  public static let summary = "The gradient averaged over noisy copies of the review."
  public static let formula =
    #"a_t = \left\lVert \frac{1}{n} \sum_{i=1}^{n} \frac{\partial F}{\partial \mathbf{e}_t}(\mathbf{e} + \varepsilon_i) \right\rVert"#
  public static let cost = "one backward pass per sample"
  public static let source = Source(
    "Smilkov, Thorat, Kim, Viégas and Wattenberg, SmoothGrad: removing noise by adding noise, 2017, section 3",
    url: "https://arxiv.org/abs/1706.03825")
  public static let axioms: Set<Axiom> = [.symmetry]
  public static let isSigned = false
  public static let needs = ModelAccess.gradientAnywhere
  public static let underAveragePooling =
    "Collapses: in each noisy copy, too, all rows of the gradient are equal."

  /// True for the reduction `signed` only: a norm is unsigned.
  public var isSigned: Bool { tunnel.reduction == .signed }
  /// False: the sum of a gradient row does not give the direction of the word's effect.
  public func hasSignOfEffect(for output: Output) -> Bool { false }

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
    let mean = tunnel.moments(of: review, for: Self.name).mean
    return Attribution(positions: tunnel.reduction.reduce(mean, of: review), of: review)
  }
}
