import LinearAlgebra
public import SourceText

/// What the embeddings have in common with the mean gradient row, where it is positive.
///
///     aₜ = max(0, eₜ · w),   w = (1/L) Σₜ ∂F/∂eₜ
///
/// Grad-CAM with the embedding for its layer: the dimensions are the channels, the positions are the places. Behind
/// an average over all positions it is the positive part of input × gradient. `L` is the number of all positions, and
/// a position that a mask leaves out gets a number too, as it does in Captum's `LayerGradCam`.
///
/// - Unit: the target's. No sign: what speaks against the class is zero.
/// - Cost: nothing beyond the gradient that is there already.
/// - Source: Selvaraju et al., *Grad-CAM*, 2017, equations 1 and 2, <https://arxiv.org/abs/1610.02391>.
public struct GradCam: AttributionMethod {
  public static let name = "grad-cam"
  public static let title = "Grad-CAM"
  public static let summary = "Each token's embedding times the mean gradient row, where positive."
  public static let formula =
    #"a_t = \max\left(0, \mathbf{e}_t \cdot \frac{1}{L} \sum_s \frac{\partial F}{\partial \mathbf{e}_s}\right)"#
  public static let cost = "one backward pass"
  public static let source = Source(
    "Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks, 2017, equations 1 and 2",
    url: "https://arxiv.org/abs/1610.02391")
  public static let axioms: Set<Axiom> = [.symmetry]
  public static let isSigned = false
  public static let underAveragePooling =
    "Survives: it is the positive part of input × gradient."

  /// Creates the method.
  public init() {}

  public init(options: inout Options) {}

  public func attribute(_ review: ExplainedReview) -> Attribution {
    // The mean over all positions, of which those that don't count have no gradient.
    let counted = Double((0..<review.length).count(where: review.counts))
    let weights =
      review.pooled == nil
      ? review.gradient.rowMean
      : (review.share * counted / Double(review.length)) * review.sharedGradient
    return Attribution(
      positions: review.dots(withRow: weights).map { max(0, $0) }, of: review)
  }
}
