import LinearAlgebra
public import SourceText

/// The difference from a baseline, propagated back through the network with the average slope of each activation.
///
///     aₜ = (eₜ − b) · Mₜ,   M = the gradient with φ'(h) replaced by (φ(h) − φ(h′)) / (h − h′)
///
/// This is the rescale rule; `h′` are the units at the baseline. If the two differ by less than 10⁻¹⁰, the slope is the
/// derivative. A maximum over positions follows Captum's rule: above the reference's maximum, the change belongs to the
/// position that is largest in the review, and below it to the position that is largest in the reference. Other layers
/// without a rule, such as recurrent layers and attention, propagate their gradient, so completeness need not hold.
/// The output's sigmoid is treated like any activation; the softmax of several classes follows Captum's rule, under
/// which the attributions do *not* sum to the change of a probability. For a logit, and for the probability of one of two
/// classes, they do.
///
/// - Unit: the target's.
public struct DeepLift: AttributionMethod {
  public static let card = MethodCard(
    name: "deeplift",
    title: "DeepLIFT",
    summary:
      "The difference from a baseline, propagated back with the average slope of each activation.",
    formula:
      #"a_t = (\mathbf{e}_t - \mathbf{b}) \cdot \mathbf{M}_t, \quad \varphi'(h) \to \frac{\varphi(h) - \varphi(h')}{h - h'}"#,
    cost: "two forward passes and one backward pass",
    source: Source(
      "Shrikumar, Greenside and Kundaje, Learning Important Features Through Propagating Activation Differences, 2017, section 3.5.1",
      url: "https://arxiv.org/abs/1704.02685"),
    axioms: [.symmetry, .dummy, .linearity, .targetSign],
    isSigned: true,
    underAveragePooling:
      "Survives: one vector M per review, each token's own distance from the baseline.")

  /// False for a softmax: Captum's rule uses the explained logit alone, so the sign may be wrong if another one rises more.
  public func hasSignOfEffect(for output: Output) -> Bool { !output.isSoftmax }

  public var baseline: Baseline? { reference }
  private let reference: Baseline

  /// Creates the method.
  ///
  /// - Parameter baseline: The input that differences are taken from.
  public init(baseline: Baseline = .pad) {
    reference = baseline
  }

  public init(options: inout Options, default standard: Self) {
    self.init(baseline: options.take("baseline", default: standard.reference))
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let start = PathStart(reference, of: review)
    let multipliers = Self.multipliers(of: Backpropagation(of: review), from: start, review)
    return Attribution(
      positions: review.contributions(of: multipliers, from: start), of: review,
      baselineValue: start.value(for: review))
  }

  /// Returns the multipliers `M` of a review for one reference.
  ///
  /// - Parameters:
  ///   - pass: The forward pass of the review.
  ///   - start: The reference.
  ///   - review: The review.
  /// - Returns: A 1 × D matrix with a closed form, otherwise L × D.
  static func multipliers(
    of pass: Backpropagation, from start: PathStart, _ review: ReviewInput
  ) -> Matrix {
    let reference = start.pass ?? Backpropagation(of: review, from: start)
    let seed = RescaleRule.seed(review.output, (reference.logits, pass.logits))
    return pass.backward(seed) { handed, index in
      RescaleRule.backward(handed, through: (reference.steps[index], pass.steps[index]))
    }
  }
}
