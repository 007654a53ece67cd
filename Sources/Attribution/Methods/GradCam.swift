import LinearAlgebra
public import SourceText

/// The positive part of the dot product of each token's embedding with the mean gradient row.
///
///     aₜ = max(0, eₜ · w),   w = (1/L) Σₜ ∂F/∂eₜ
///
/// Grad-CAM with the embedding as its layer: dimensions are channels, and positions are spatial locations. After
/// average pooling it is the positive part of input × gradient. `L` is the number of all positions, and a masked
/// position also has a value, as in Captum's `LayerGradCam`.
///
/// - Unit: the target's. Unsigned: evidence against the class is zero.
public struct GradCam: AttributionMethod {
  public static let card = MethodCard(
    name: "grad-cam",
    title: "Grad-CAM",
    summary: "The positive part of each token's embedding times the mean gradient row.",
    formula:
      #"a_t = \max\left(0, \mathbf{e}_t \cdot \frac{1}{L} \sum_s \frac{\partial F}{\partial \mathbf{e}_s}\right)"#,
    cost: "one backward pass",
    source: Source(
      "Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks, 2017, equations 1 and 2",
      url: "https://arxiv.org/abs/1610.02391"),
    axioms: [.symmetry],
    isSigned: false,
    underAveragePooling: "Survives: it is the positive part of input × gradient.")

  /// Creates the method.
  public init() {}

  public init(options: inout Options, default standard: Self) {}

  public func attribute(_ review: ReviewInput) -> Attribution {
    // The mean is over all positions; masked ones have no gradient.
    let counted = Double((0..<review.length).count(where: review.isUnmasked))
    let weights =
      review.pooled == nil
      ? review.gradient.rowMean
      : (review.positionWeight * counted / Double(review.length)) * review.sharedGradient
    return Attribution(
      positions: review.dots(withRow: weights).map { max(0, $0) }, of: review)
  }
}
