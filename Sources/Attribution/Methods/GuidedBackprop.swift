import LinearAlgebra
public import SourceText

/// The norm of each token's gradient row, with rectifiers passing back only positive gradients, and only when active.
///
///     aₜ = ‖rₜ‖,   a unit h passes back [h > 0] max(0, r)
///
/// - Unit: the target's, per unit of embedding. Unsigned unless the reduction is `signed`.
/// - Cost: one forward and one backward pass.
/// - Source: Springenberg, Dosovitskiy, Brox and Riedmiller, *Striving for Simplicity: the All Convolutional Net*,
///   2015, section 3.4, <https://arxiv.org/abs/1412.6806>.
public struct GuidedBackprop: AttributionMethod {
  public static let name = "guided-backprop"
  public static let title = "Guided backpropagation"
  public static let summary =
    "The norm of the gradient, with each active ReLU passing back only positive gradients."
  public static let formula =
    #"a_t = \left\lVert \mathbf{r}_t \right\rVert, \quad r_h = [h > 0]\,\max(0, r_{\varphi(h)})"#
  public static let cost = "one forward and one backward pass"
  public static let source = Source(
    "Springenberg, Dosovitskiy, Brox and Riedmiller, Striving for Simplicity: the All Convolutional Net, 2015, section 3.4",
    url: "https://arxiv.org/abs/1412.6806")
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
    Backpropagation.rectified(review, reduction) { handed, step in
      step.backward(handed.mapped { max(0, $0) })
    }
  }
}
