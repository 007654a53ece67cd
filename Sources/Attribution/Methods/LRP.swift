import Classifier
import LinearAlgebra
public import SourceText

/// Layer-wise relevance propagation: the output is handed back and divided, at each sum, among its terms.
///
///     R_i = Σⱼ xᵢ w⁺ᵢⱼ / (Σᵢ xᵢ w⁺ᵢⱼ + bⱼ ± ε) · Rⱼ
///
/// The rules differ in `w⁺` and `ε`: `w` and 0 (`zero`), `w` and `ε` (`epsilon`), `w + γ max(0, w)` (`gamma`) and
/// `max(0, w)` (`alpha1-beta0`), the last two with Captum's stabiliser of 10⁻⁹. `ε` has the sign of the sum. The
/// relevance at the end is the output `F`, for one class against another divided between their logits; activations, those
/// of the output among them, hand it on unchanged, and the average is a sum like others. Of a layer that is neither dense
/// nor a convolution the rules that change `w` change nothing. What goes to a bias is lost, so the numbers, which are
/// counted from 0, add up to less or more than `F`. Where a sum is zero nothing is divided.
///
/// - Unit: the target's.
/// - Cost: one forward and one backward pass.
/// - Source: Bach et al., *On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance
///   Propagation*, 2015, equations 56 to 60, <https://doi.org/10.1371/journal.pone.0130140>; `gamma` after Montavon et
///   al., *Layer-Wise Relevance Propagation: An Overview*, 2019, section 10.2.
public struct LRP: AttributionMethod {
  public static let name = "lrp"
  public static let title = "Layer-wise relevance propagation"
  public static let summary = "The output handed back, and divided at each sum among its terms."
  public static let formula =
    #"R_i = \sum_j \frac{x_i w_{ij}}{\sum_i x_i w_{ij} + b_j \pm \varepsilon} R_j"#
  public static let cost = "one forward and one backward pass"
  public static let source = Source(
    "Bach et al., On Pixel-Wise Explanations by Layer-Wise Relevance Propagation, 2015, equations 56 to 60",
    url: "https://doi.org/10.1371/journal.pone.0130140")
  public static let axioms: Set<Axiom> = [.symmetry]
  public static let isSigned = true
  public static let underAveragePooling =
    "Survives: the average divides relevance by each token's own share of the mean."

  /// What goes back through a linear step.
  enum Rule: String, CaseIterable {
    case zero, epsilon, gamma
    case alpha1Beta0 = "alpha1-beta0"
  }

  private let rule: Rule
  private let epsilon: Double
  private let gamma: Double

  public init(options: inout Options) {
    rule = options.take("rule", default: .zero)
    epsilon = options.take("epsilon", default: 1e-9, in: 0...1e6)
    gamma = options.take("gamma", default: 0.25, in: 0...1e6)
  }

  public func attribute(_ review: ExplainedReview) -> Attribution {
    let pass = Backpropagation(of: review)
    let relevance = pass.backward(review.output.relevance(at: review.logits)) { handed, index in
      propagate(handed, through: pass.steps[index])
    }
    guard review.pooled != nil else {
      return Attribution(
        positions: Reduction.signed.reduce(relevance), of: review, baselineValue: 0)
    }
    let shares = quotients(relevance, review.mean, stabilizer: averageStabilizer)
    return Attribution(
      positions: review.contributions(of: shares), of: review, baselineValue: 0)
  }

  private func propagate(_ relevance: Matrix, through step: Backpropagation.Step) -> Matrix {
    switch step.layer {
    case is ActivationLayer, is Dropout: return relevance
    // It moves numbers and adds nothing up.
    case is Flatten: return step.backward(relevance)
    case var layer as Dense where changesWeights:
      change(&layer.kernel)
      return divided(relevance, step.with(layer), stabilizer: stabilizer)
    case var layer as Conv1D where changesWeights:
      change(&layer.kernel)
      return divided(relevance, step.with(layer), stabilizer: stabilizer)
    case is GlobalAveragePooling1D:
      return divided(relevance, step, stabilizer: averageStabilizer)
    default:
      // Another layer is taken for the linear one that its gradient makes of it.
      return divided(relevance, step, stabilizer: stabilizer)
    }
  }

  /// `x ∘ ∂y/∂x (R / (y ± ε))`.
  private func divided(
    _ relevance: Matrix, _ step: Backpropagation.Step, stabilizer: Double
  ) -> Matrix {
    step.backward(quotients(relevance, step.output, stabilizer: stabilizer))
      .multipliedByEntries(of: step.input)
  }

  private func quotients(_ relevance: Matrix, _ sums: Matrix, stabilizer: Double) -> Matrix {
    var result = relevance
    for lane in result.lanes.indices {
      let sum = sums.lanes[lane]
      let sign = SIMD8<Double>(repeating: stabilizer).replacing(with: -stabilizer, where: sum .< 0)
      let quotient = relevance.lanes[lane] / (sum + sign)
      let isFinite = pointwiseMax(quotient, -quotient) .<= .greatestFiniteMagnitude
      result.lanes[lane] = SIMD8.zero.replacing(with: quotient, where: isFinite)
    }
    return result
  }

  private var stabilizer: Double {
    switch rule {
    case .zero: 0
    case .epsilon: epsilon
    case .gamma, .alpha1Beta0: 1e-9
    }
  }

  /// The weights `1/n` of the average are positive: `gamma` multiplies all of them, and with them the mean.
  private var averageStabilizer: Double { rule == .gamma ? stabilizer / (1 + gamma) : stabilizer }

  private var changesWeights: Bool { rule == .gamma || rule == .alpha1Beta0 }

  private func change(_ kernel: inout Matrix) {
    for lane in kernel.lanes.indices {
      let positive = pointwiseMax(kernel.lanes[lane], .zero)
      if rule == .gamma {
        kernel.lanes[lane] += gamma * positive
      } else {
        kernel.lanes[lane] = positive
      }
    }
  }
}

extension Output {
  /// What propagation begins with: numbers whose sum is the output, 1 × K.
  ///
  /// A difference of two logits is a sum like others, at which relevance is divided among its terms.
  fileprivate func relevance(at logits: Matrix) -> Matrix {
    guard rival != nil else {
      return value(at: logits)
        * Matrix(rows: 1, columns: self.logits, unit: self.logits == 1 ? 0 : classIndex)
    }
    let quotient = value(at: logits) / margin(at: logits)
    return (quotient.isFinite ? quotient : 0) * logits.multipliedByEntries(of: direction)
  }
}
