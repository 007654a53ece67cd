import LinearAlgebra
public import SourceText

/// The norm of each token's gradient row, with rectifiers passing back only positive gradients, active or not.
///
///     aₜ = ‖rₜ‖,   a unit h passes back max(0, r)
///
/// - Unit: the target's, per unit of embedding. Unsigned unless the reduction is `signed`.
/// - Cost: one forward and one backward pass.
/// - Source: Zeiler and Fergus, *Visualizing and Understanding Convolutional Networks*, 2014, section 2.1,
///   <https://arxiv.org/abs/1311.2901>.
public struct Deconvolution: AttributionMethod {
  public static let name = "deconvolution"
  public static let title = "Deconvolution"
  public static let summary =
    "The norm of the gradient, with each ReLU passing back only positive gradients, active or not."
  public static let formula =
    #"a_t = \left\lVert \mathbf{r}_t \right\rVert, \quad r_h = \max(0, r_{\varphi(h)})"#
  public static let cost = "one forward and one backward pass"
  public static let source = Source(
    "Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, 2014, section 2.1",
    url: "https://arxiv.org/abs/1311.2901")
  public static let axioms: Set<Axiom> = [.symmetry]
  public static let isSigned = false
  public static let underAveragePooling =
    "Collapses: all rectifiers come after the average, which passes the same row back to every token."

  /// True for the reduction `signed` only: a norm is unsigned.
  public var isSigned: Bool { reduction == .signed }
  /// False: the sum of a gradient row does not give the direction of the word's effect.
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

  public func attribute(_ review: ReviewInput) -> Attribution {
    Backpropagation.rectified(review, reduction) { handed, _ in handed.mapped { max(0, $0) } }
  }
}
