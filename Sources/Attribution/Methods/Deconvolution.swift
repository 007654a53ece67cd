import LinearAlgebra
public import SourceText

/// The size of each row of a gradient of which rectifiers hand back what is positive, whether their units are on or off.
///
///     aₜ = ‖rₜ‖,   a unit h hands back max(0, r)
///
/// - Unit: the target's, per unit of embedding. No sign unless the reduction has one.
/// - Cost: one forward and one backward pass.
/// - Source: Zeiler and Fergus, *Visualizing and Understanding Convolutional Networks*, 2014, section 2.1,
///   <https://arxiv.org/abs/1311.2901>.
public struct Deconvolution: AttributionMethod {
  public static let name = "deconvolution"
  public static let title = "Deconvolution"
  public static let summary =
    "The gradient, of which rectifiers hand back whatever is positive."
  public static let formula =
    #"a_t = \left\lVert \mathbf{r}_t \right\rVert, \quad r_h = \max(0, r_{\varphi(h)})"#
  public static let cost = "one forward and one backward pass"
  public static let source = Source(
    "Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, 2014, section 2.1",
    url: "https://arxiv.org/abs/1311.2901")
  public static let axioms: Set<Axiom> = [.symmetry]
  public static let isSigned = false
  public static let underAveragePooling =
    "Collapses: rectifiers stand behind the average, which hands every token the same row."

  /// The sum of a row has a sign, its length has none.
  public var isSigned: Bool { reduction == .signed }
  /// The sum of a gradient row says nothing about the word that stands there.
  public func hasSignOfEffect(for output: Output) -> Bool { false }

  private let reduction: Reduction

  /// Creates the method.
  ///
  /// - Parameter norm: The reduction of a gradient row to one number.
  public init(norm: Reduction = .l2) {
    reduction = norm
  }

  public init(options: inout Options) {
    self.init(norm: options.take("norm", default: Self().reduction))
  }

  public func attribute(_ review: ExplainedReview) -> Attribution {
    Backpropagation.rectified(review, reduction) { handed, _ in handed.mapped { max(0, $0) } }
  }
}
