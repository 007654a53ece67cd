public import SourceText

/// DeepLIFT averaged over all background reviews.
///
///     aₜ = (1/B) Σ_b (eₜ − bₜ) · Mₜ(b)
///
/// See ``DeepLift`` for `M`, and ``ExpectedGradients`` for the row of a background review at a position. Captum
/// differs for the probability of one of several classes, because it also averages the softmax's correction over
/// the background.
///
/// - Unit: the target's.
public struct DeepLiftShap: AttributionMethod {
  public static let card = MethodCard(
    name: "deeplift-shap",
    title: "DeepLIFT SHAP",
    summary: "DeepLIFT averaged over all background reviews.",
    formula:
      #"a_t = \frac{1}{B} \sum_b (\mathbf{e}_t - \mathbf{b}_t) \cdot \mathbf{M}_t(\mathbf{b})"#,
    cost: "one forward and one backward pass per background review",
    source: Source(
      "Lundberg and Lee, A Unified Approach to Interpreting Model Predictions, 2017, section 4.2",
      url: "https://arxiv.org/abs/1705.07874"),
    axioms: [.linearity, .targetSign],
    isSigned: true,
    underAveragePooling:
      "Survives: one vector M per background review, each token's own distance from it.")

  public var usesBackground: Bool { true }
  /// The same as for ``DeepLift``.
  public func hasSignOfEffect(for output: Output) -> Bool { !output.isSoftmax }

  /// Creates the method.
  public init() {}

  public init(options: inout Options, default standard: Self) {}

  public func attribute(_ review: ReviewInput) -> Attribution {
    let pass = Backpropagation(of: review)
    return Attribution(averagedOver: review) { starts in
      let multipliers = starts.indices.map {
        DeepLift.multipliers(of: pass, from: starts[$0], review)
      }
      return review.contributions(of: multipliers, fromEach: starts)
    }
  }
}
