import Classifier
import LinearAlgebra
public import SourceText

/// The dot product of each token's embedding with its gradient row.
///
///     aₜ = eₜ · ∂F/∂eₜ
///
/// The sum is `E · ∂F/∂E`, which equals the change of the output only if the output is linear down to zero.
///
/// - Unit: the target's.
public struct InputXGradient: AttributionMethod {
  public static let card = MethodCard(
    name: "input-x-gradient",
    title: "Input × gradient",
    summary: "The dot product of each token's embedding with its gradient row.",
    formula: #"a_t = \mathbf{e}_t \cdot \frac{\partial F}{\partial \mathbf{e}_t}"#,
    cost: "one backward pass",
    source: Source(
      "Shrikumar, Greenside, Shcherbina and Kundaje, Not Just a Black Box, 2016, section 2",
      url: "https://arxiv.org/abs/1605.01713"),
    axioms: [.symmetry, .linearity, .targetSign],
    isSigned: true,
    needs: .gradientAtInput,
    underAveragePooling: "Survives: the gradient is shared, the embedding is the token's own.",
    cautionWithoutLayers: """
      The gradient at the review is the slope at one point: for a transformer, its product with the embedding often has \
      the opposite sign of the word’s Shapley value.
      """)

  /// Creates the method.
  public init() {}

  public init(options: inout Options, default standard: Self) {}

  public func attribute(_ review: ReviewInput) -> Attribution {
    // A program's output at zero embeddings is available only if it accepts other embeddings.
    let baselineValue = review.hasOtherEmbeddings ? Baseline.zero.value(for: review) : nil
    return Attribution(
      positions: review.contributions(of: review.sharedGradient), of: review,
      baselineValue: baselineValue, isInUnitOfOutput: true)
  }
}
