import Classifier
import LinearAlgebra
public import SourceText

/// The norm of a moment of the gradient over noisy copies of the review: its mean, its mean square or its variance.
///
///     aₜ = ‖E_ε[∂F/∂eₜ (e + ε)]‖,   ‖E_ε[(∂F/∂eₜ (e + ε))²]‖   or   ‖Var_ε[∂F/∂eₜ (e + ε)]‖,   ε ~ N(0, σ²)
///
/// Squares and variances are taken entry by entry. The noise is relative: `σ` is a share of the range (largest minus
/// smallest entry) of the review's embeddings. After average pooling, noise at the n unmasked positions acts only through
/// its mean, which is `N(0, σ²/n)`: D numbers are drawn instead of L × D. The variance is zero if the output is linear.
///
/// Captum's `NoiseTunnel` has the three as its option `nt_type`. They also have names of their own: SmoothGrad, SmoothGrad²
/// and VarGrad.
///
/// - Unit: the target's, per unit of embedding; the square of that for the mean square and the variance. Unsigned, unless the
///   mean is reduced by `signed`.
public struct SmoothGrad: AttributionMethod {
  public static let card = MethodCard(
    name: "smoothgrad",
    title: "SmoothGrad",
    summary: "The gradient averaged over noisy copies of the review.",
    formula:
      #"a_t = \left\lVert \frac{1}{n} \sum_{i=1}^{n} \frac{\partial F}{\partial \mathbf{e}_t}(\mathbf{e} + \varepsilon_i) \right\rVert"#,
    cost: "one backward pass per sample",
    source: Source(
      "Smilkov, Thorat, Kim, Viégas and Wattenberg, SmoothGrad: removing noise by adding noise, 2017, section 3",
      url: "https://arxiv.org/abs/1706.03825"),
    axioms: [.symmetry],
    isSigned: false,
    needs: .gradientAnywhere,
    underAveragePooling: "Collapses: in each noisy copy, too, all rows of the gradient are equal.")

  /// The moment of the gradient over the noisy copies.
  public enum Kind: String, CaseIterable, Sendable {
    /// The mean.
    case smoothgrad
    /// The mean square.
    case smoothgradSquared = "smoothgrad-squared"
    /// The variance.
    case vargrad
  }

  public var card: MethodCard {
    switch type {
    case .smoothgrad: Self.card
    case .smoothgradSquared: Self.squaredCard
    case .vargrad: Self.varianceCard
    }
  }

  /// True for the mean with the reduction `signed` only: a norm is unsigned.
  public var isSigned: Bool { type == .smoothgrad && tunnel.reduction == .signed }
  /// False: the sum of a gradient row does not give the direction of the word's effect.
  public func hasSignOfEffect(for output: Output) -> Bool { false }

  private let type: Kind
  private let tunnel: NoiseTunnel

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - type: The moment of the gradient over the noisy copies.
  ///   - samples: The number of noisy copies.
  ///   - noise: The standard deviation of the noise, as a share of the range of the embeddings.
  ///   - norm: The reduction of a gradient row to one number.
  ///   - seed: The seed of the noise.
  public init(
    type: Kind = .smoothgrad, samples: Int = 50, noise: Double = 0.15, norm: Reduction = .l2,
    seed: Int = 1
  ) {
    self.type = type
    tunnel = NoiseTunnel(samples: samples, noise: noise, norm: norm, seed: seed)
  }

  public init(options: inout Options, default standard: Self) {
    type = options.takeVariant("type", default: standard.type, ifNamed: .smoothgrad)
    tunnel = NoiseTunnel(options: &options, default: standard.tunnel)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let (mean, variance) = tunnel.moments(of: review, for: name)
    let moment =
      switch type {
      case .smoothgrad: mean
      case .smoothgradSquared: variance + mean.multipliedByEntries(of: mean)
      case .vargrad: variance
      }
    return Attribution(positions: tunnel.reduction.reduce(moment, of: review), of: review)
  }
}

extension SmoothGrad {
  private static let squaredCard = MethodCard(
    name: "smoothgrad-squared",
    title: "SmoothGrad²",
    summary: "The mean squared gradient over noisy copies of the review.",
    formula:
      #"a_t = \left\lVert \frac{1}{n} \sum_{i=1}^{n} \left(\frac{\partial F}{\partial \mathbf{e}_t}(\mathbf{e} + \varepsilon_i)\right)^2 \right\rVert"#,
    cost: card.cost,
    source: Source(
      "Hooker, Erhan, Kindermans and Kim, A Benchmark for Interpretability Methods in Deep Neural Networks, 2019, section 4.1.2",
      url: "https://arxiv.org/abs/1806.10758"),
    axioms: card.axioms,
    isSigned: false,
    needs: card.needs,
    underAveragePooling: "Collapses: in each noisy copy, all rows of the gradient are equal.")

  private static let varianceCard = MethodCard(
    name: "vargrad",
    title: "VarGrad",
    summary: "The variance of the gradient over noisy copies of the review.",
    formula:
      #"a_t = \left\lVert \mathrm{Var}_i \left[\frac{\partial F}{\partial \mathbf{e}_t}(\mathbf{e} + \varepsilon_i)\right] \right\rVert"#,
    cost: card.cost,
    source: Source(
      "Adebayo, Gilmer, Goodfellow and Kim, Local Explanation Methods Lack Sensitivity to Parameter Values, 2018, section 2",
      url: "https://arxiv.org/abs/1810.03307"),
    axioms: card.axioms,
    isSigned: false,
    needs: card.needs,
    underAveragePooling: squaredCard.underAveragePooling)
}
