public import SourceText

/// DeepLIFT from every review of the background, averaged.
///
///     aₜ = (1/B) Σ_b (eₜ − bₜ) · Mₜ(b)
///
/// See ``DeepLift`` for `M`, and ``ExpectedGradients`` for what a review of the background is at a position. Captum
/// gets other numbers for the probability of one of several classes: there it averages the softmax's correction over
/// the background as well.
///
/// - Unit: the target's.
/// - Cost: that of DeepLIFT for each review of the background.
/// - Source: Lundberg and Lee, *A Unified Approach to Interpreting Model Predictions*, 2017, section 4.2 (Deep
///   SHAP), <https://arxiv.org/abs/1705.07874>.
public struct DeepLiftShap: AttributionMethod {
  public static let name = "deeplift-shap"
  public static let title = "DeepLIFT SHAP"
  public static let summary = "DeepLIFT from every review of the background, averaged."
  public static let formula =
    #"a_t = \frac{1}{B} \sum_b (\mathbf{e}_t - \mathbf{b}_t) \cdot \mathbf{M}_t(\mathbf{b})"#
  public static let cost = "a forward and a backward pass for each review of the background"
  public static let source = Source(
    "Lundberg and Lee, A Unified Approach to Interpreting Model Predictions, 2017, section 4.2",
    url: "https://arxiv.org/abs/1705.07874")
  public static let axioms: Set<Axiom> = [.linearity, .targetSign]
  public static let isSigned = true
  public static let underAveragePooling =
    "Survives: one vector M for each review of the background, each token's own distance from it."

  public var usesBackground: Bool { true }
  /// As ``DeepLift``.
  public func hasSignOfEffect(for output: Output) -> Bool { !output.isSoftmax }

  /// Creates the method.
  public init() {}

  public init(options: inout Options) {}

  public func attribute(_ review: ExplainedReview) -> Attribution {
    let pass = Backpropagation(of: review)
    return Attribution(averagedOver: review) { starts in
      let multipliers = starts.indices.map {
        DeepLift.multipliers(of: pass, from: starts[$0], review)
      }
      return review.contributions(of: multipliers, fromEach: starts)
    }
  }
}
