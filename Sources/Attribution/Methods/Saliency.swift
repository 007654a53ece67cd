import Classifier
import LinearAlgebra
public import SourceText

/// The reduction of a gradient row of D numbers to one number.
public enum Reduction: String, CaseIterable, Sendable {
  /// The norm `‖r‖₂` (as in LIT and inseq).
  case l2
  /// The sum of absolute values `‖r‖₁` (as in ferret).
  case l1
  /// The sum of the entries.
  case signed
  /// The absolute value of that sum.
  case absolute

  /// Reduces each row of a matrix to one number.
  func reduce(_ rows: Matrix) -> [Double] {
    (0..<rows.rows).map { row in
      var sums = SIMD8<Double>.zero
      for lane in rows.lanes(ofRow: row) {
        let entries = rows.lanes[lane]
        switch self {
        case .l2: sums += entries * entries
        case .l1: sums += pointwiseMax(entries, -entries)
        case .signed, .absolute: sums += entries
        }
      }
      switch self {
      case .l2: return sums.sum().squareRoot()
      case .l1, .signed: return sums.sum()
      case .absolute: return abs(sums.sum())
      }
    }
  }
}

/// The norm of each token's gradient row.
///
///     aₜ = ‖∂F/∂eₜ‖
///
/// - Unit: the target's, per unit of embedding. Unsigned unless the reduction is `signed`.
public struct Saliency: AttributionMethod {
  public static let card = MethodCard(
    name: "saliency",
    title: "Saliency",
    summary: "The norm of each token's gradient row.",
    formula: #"a_t = \left\lVert \frac{\partial F}{\partial \mathbf{e}_t} \right\rVert"#,
    cost: "one backward pass",
    source: Source(
      "Simonyan, Vedaldi and Zisserman, Deep Inside Convolutional Networks, 2013, section 3.1",
      url: "https://arxiv.org/abs/1312.6034"),
    axioms: [.symmetry],
    isSigned: false,
    needs: .gradientAtInput,
    underAveragePooling: "Collapses: every row is g/L, so all tokens have the same value.")

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

  public init(options: inout Options, default standard: Self) {
    self.init(norm: options.take("norm", default: standard.reduction))
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let gradient = review.sharedGradient
    return Attribution(
      positions: reduction.reduce(
        review.pooled == nil ? gradient : review.positionWeight * gradient, of: review), of: review)
  }
}
