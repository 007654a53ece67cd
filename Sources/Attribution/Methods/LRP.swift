import Classifier
import LinearAlgebra
public import SourceText

/// Layer-wise relevance propagation: the logit, propagated back layer by layer and split at each sum among its terms.
///
///     R_i = Σⱼ xᵢ w⁺ᵢⱼ / (Σᵢ xᵢ w⁺ᵢⱼ + bⱼ ± ε) · Rⱼ
///
/// The rules differ in `w⁺` and `ε`: `w` and 0 (`zero`), `w` and `ε` (`epsilon`), `w + γ max(0, w)` (`gamma`) and
/// `max(0, w)` (`alpha1-beta0`), the last two with Captum's stabiliser of 10⁻⁹. `ε` has the sign of the sum.
///
/// Propagation starts at the logits. For a logit `z` the output relevance is `z` itself; for a probability each logit is
/// multiplied by its mean slope between the logits `z⁰` of all-zero embeddings and those of the review:
///
///     R_k = z_k G_k,   G_k = ∫₀¹ ∂F/∂z_k (z⁰ + α(z − z⁰)) dα
///
/// For one logit `G = (p − p⁰) / (z − z⁰)`, which is positive and at most ¼: a word that raises the logit raises the
/// probability. The relevance of one class against another is split between their logits. A hidden activation passes on
/// the share of its value above its value at zero: all of it if the latter is 0, as for a rectifier. The average is
/// treated as a sum. The rules that change `w` have no effect on layers that are neither dense nor convolutional. The
/// share of a bias is lost, so the attributions sum to the change of `F` from the zero embeddings only if the logit is
/// linear. A sum of zero propagates nothing.
///
/// With the rules that change `w`, a sum of changed weights may differ in sign from the sum itself, which inverts
/// everything that is split there: the sign of the attributions is not that of a word's effect.
///
/// - Unit: the target's.
/// - Source of the rule `gamma`: Montavon et al., *Layer-Wise Relevance Propagation: An Overview*, 2019, section 10.2.
public struct LRP: AttributionMethod {
  public static let card = MethodCard(
    name: "lrp",
    title: "Layer-wise relevance propagation",
    summary: "The logit, propagated back layer by layer and split at each sum among its terms.",
    formula: #"R_i = \sum_j \frac{x_i w_{ij}}{\sum_i x_i w_{ij} + b_j \pm \varepsilon} R_j"#,
    cost: "two forward passes and one backward pass",
    source: Source(
      "Bach et al., On Pixel-Wise Explanations by Layer-Wise Relevance Propagation, 2015, equations 56 to 60",
      url: "https://doi.org/10.1371/journal.pone.0130140"),
    axioms: [.symmetry, .targetSign],
    isSigned: true,
    underAveragePooling:
      "Survives: the average splits relevance by each token's own share of the mean.")

  /// The propagation rule of linear layers.
  public enum Rule: String, CaseIterable, Sendable {
    /// Each term's own share of the sum.
    case zero
    /// The same with a sum that is moved away from zero.
    case epsilon
    /// The same with larger positive weights.
    case gamma
    /// Positive terms alone.
    case alpha1Beta0 = "alpha1-beta0"
  }

  /// True unless the rule changes weights: only then is each sum divided by itself.
  public func hasSignOfEffect(for output: Output) -> Bool { !changesWeights }

  private let rule: Rule
  private let epsilon: Double
  private let gamma: Double

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - rule: The rule of linear steps.
  ///   - epsilon: The amount by which the rule `epsilon` moves a sum away from zero.
  ///   - gamma: The factor by which the rule `gamma` enlarges positive weights.
  public init(rule: Rule = .zero, epsilon: Double = 1e-9, gamma: Double = 0.25) {
    self.rule = rule
    self.epsilon = epsilon
    self.gamma = gamma
  }

  public init(options: inout Options, default standard: Self) {
    rule = options.take("rule", default: standard.rule)
    epsilon = options.take("epsilon", default: standard.epsilon, in: 0...1e6)
    gamma = options.take("gamma", default: standard.gamma, in: 0...1e6)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let pass = Backpropagation(of: review)
    let start = Baseline.zero.logits(for: review)
    let slopes = review.output.meanGradient(from: start, to: review.logits)
    let relevance = pass.backward(review.logits.multipliedByEntries(of: slopes)) { handed, index in
      propagate(handed, through: pass.steps[index])
    }
    let positions =
      review.pooled == nil
      ? Reduction.signed.reduce(relevance)
      : review.contributions(
        of: quotients(relevance, review.mean, stabilizer: averageStabilizer))
    return Attribution(
      positions: positions, of: review, baselineValue: review.output.value(at: start))
  }

  private func propagate(_ relevance: Matrix, through step: Backpropagation.Step) -> Matrix {
    switch step.layer {
    case let layer as ActivationLayer: return passed(relevance, by: layer.activation, step)
    case is Dropout: return relevance
    // It only reshapes.
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
      // Any other layer is treated as its linearization.
      return divided(relevance, step, stabilizer: stabilizer)
    }
  }

  /// Passes on the share `(φ(h) − φ(0)) / φ(h)` of a unit's relevance; the rest belongs to a bias.
  private func passed(
    _ relevance: Matrix, by activation: Activation, _ step: Backpropagation.Step
  ) -> Matrix {
    // A softmax distributes a total of one over its units, so it has no value at zero.
    guard activation != .softmax else { return relevance }
    let rest = activation(Matrix(rows: 1, columns: 1))[0, 0]
    guard rest != 0 else { return relevance }
    let change = step.output - step.output.mapped { _ in rest }
    return quotients(relevance.multipliedByEntries(of: change), step.output, stabilizer: 0)
  }

  /// Returns `x ∘ ∂y/∂x (R / (y ± ε))`.
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

  /// The stabilizer of the average, whose weights `1/n` are positive: `gamma` scales all of them, and thus the mean.
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
