public import Classifier
public import SourceText

/// The decrease of the output when one token is deleted.
///
///     aₜ = F(e) − F(e₁ … eₜ₋₁, eₜ₊₁ … e_L)
///
/// The remaining tokens are averaged again, so deleting a token increases the weight of all others; ``Occlusion``
/// replaces it with the baseline instead. Each position is deleted alone, including the start token and padding, so
/// completeness does not hold. Truncated words do not move up into the place of deleted ones.
///
/// - Unit: the target's.
/// - Cost: one forward pass per position; after average pooling one sum of H numbers.
/// - Source: Li, Monroe and Jurafsky, *Understanding Neural Networks through Representation Erasure*, 2016, equation 1
///   without its division by F(e), <https://arxiv.org/abs/1612.08220>; deleting the token is what ferret's τ-LOO does.
public struct LeaveOneOut: AttributionMethod {
  public static let name = "leave-one-out"
  public static let title = "Leave one out"
  public static let summary = "The decrease of the output when the token is deleted."
  public static let formula = #"a_t = F(\mathbf{e}) - F(\mathbf{e}_{\setminus t})"#
  public static let cost = "one forward pass per token"
  public static let source = Source(
    "Li, Monroe and Jurafsky, Understanding Neural Networks through Representation Erasure, 2016, equation 1",
    url: "https://arxiv.org/abs/1612.08220")
  public static let axioms: Set<Axiom> = [.symmetry, .linearity, .targetSign]
  public static let isSigned = true
  public static let needs = ModelAccess.predictions
  public static let underAveragePooling =
    "Survives: without the token the average moves by the token's own distance from it."

  public var baseline: Baseline? { missing.baseline }
  public var removal: Removal? { missing.removal }
  private let missing: Missing

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - baseline: The replacement for a missing word.
  ///   - removal: The treatment of missing words.
  public init(baseline: Baseline = .pad, removal: Removal = .remove) {
    missing = Missing(baseline, removal)
  }

  public init(options: inout Options) {
    missing = Missing(options: &options, default: Self().missing)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let game = missing.game(review, PositionGroups(single: 0..<review.length))
    return Attribution(
      positions: game.falls(kinds: review.kinds), of: review,
      baselineValue: missing.start(of: review))
  }
}
