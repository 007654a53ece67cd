import LinearAlgebra
public import SourceText

/// The norm of each token's gradient row, with rectifiers passing back only positive gradients.
///
///     aₜ = ‖rₜ‖,   a unit h passes back [h > 0] max(0, r); under deconvolution max(0, r)
///
/// Guided backpropagation and deconvolution differ in units that are not active, which pass back nothing in the former and
/// the positive gradient in the latter.
///
/// - Unit: the target's, per unit of embedding. Unsigned unless the reduction is `signed`.
public struct GuidedBackprop: AttributionMethod {
  public static let card = MethodCard(
    name: "guided-backprop",
    title: "Guided backpropagation",
    summary:
      "The norm of the gradient, with each active ReLU passing back only positive gradients.",
    formula:
      #"a_t = \left\lVert \mathbf{r}_t \right\rVert, \quad r_h = [h > 0]\,\max(0, r_{\varphi(h)})"#,
    cost: "one forward and one backward pass",
    source: Source(
      "Springenberg, Dosovitskiy, Brox and Riedmiller, Striving for Simplicity: the All Convolutional Net, 2015, section 3.4",
      url: "https://arxiv.org/abs/1412.6806"),
    axioms: [.symmetry],
    isSigned: false,
    underAveragePooling:
      "Collapses: all rectifiers come after the average, which passes the same row back to every token."
  )

  private static let deconvolutionCard = MethodCard(
    name: "deconvolution",
    title: "Deconvolution",
    summary:
      "The norm of the gradient, with each ReLU passing back only positive gradients, active or not.",
    formula:
      #"a_t = \left\lVert \mathbf{r}_t \right\rVert, \quad r_h = \max(0, r_{\varphi(h)})"#,
    cost: card.cost,
    source: Source(
      "Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, 2014, section 2.1",
      url: "https://arxiv.org/abs/1311.2901"),
    axioms: card.axioms,
    isSigned: false,
    underAveragePooling: card.underAveragePooling)

  /// The backward rule of a rectifier.
  public enum Rule: String, CaseIterable, Sendable {
    /// Positive gradients pass through active units.
    case guidedBackprop = "guided-backprop"
    /// Positive gradients pass through all units.
    case deconvolution
  }

  public var card: MethodCard { rule == .deconvolution ? Self.deconvolutionCard : Self.card }

  /// True for the reduction `signed` only: a norm is unsigned.
  public var isSigned: Bool { reduction == .signed }
  /// False: the sum of a gradient row does not give the direction of the word's effect.
  public func hasSignOfEffect(for output: Output) -> Bool { false }

  private let rule: Rule
  private let reduction: Reduction

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - rule: The backward rule of a rectifier.
  ///   - norm: The reduction of a gradient row to one number.
  public init(rule: Rule = .guidedBackprop, norm: Reduction = .l2) {
    self.rule = rule
    reduction = norm
  }

  public init(options: inout Options, default standard: Self) {
    rule = options.takeVariant("rule", default: standard.rule, ifNamed: .guidedBackprop)
    reduction = options.take("norm", default: standard.reduction)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    Backpropagation.rectified(review, reduction) { handed, step in
      let positive = handed.mapped { max(0, $0) }
      return rule == .deconvolution ? positive : step.backward(positive)
    }
  }
}
