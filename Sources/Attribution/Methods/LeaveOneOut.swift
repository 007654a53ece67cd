import Classifier
public import SourceText

/// How much the output falls when one token is deleted.
///
///     aₜ = F(e) − F(e₁ … eₜ₋₁, eₜ₊₁ … e_L)
///
/// What remains is averaged again, so that taking a token away makes all others count for more; ``Occlusion`` puts the
/// baseline in its place instead. Each position is deleted alone, start mark and padding among them, so the
/// numbers need not add up to anything. Words that were cut off do not come in for those that are deleted.
///
/// - Unit: the target's.
/// - Cost: one forward pass a position; behind an average one sum of H numbers.
/// - Source: Li, Monroe and Jurafsky, *Understanding Neural Networks through Representation Erasure*, 2016, equation 1
///   without its division by F(e), <https://arxiv.org/abs/1612.08220>; deleting the token is what ferret's τ-LOO does.
public struct LeaveOneOut: AttributionMethod {
  public static let name = "leave-one-out"
  public static let title = "Leave one out"
  public static let summary = "How much the output falls when the token is deleted."
  public static let formula = #"a_t = F(\mathbf{e}) - F(\mathbf{e}_{\setminus t})"#
  public static let cost = "one forward pass a token"
  public static let source = Source(
    "Li, Monroe and Jurafsky, Understanding Neural Networks through Representation Erasure, 2016, equation 1",
    url: "https://arxiv.org/abs/1612.08220")
  public static let axioms: Set<Axiom> = [.symmetry, .linearity, .targetSign]
  public static let isSigned = true
  public static let needs = Demand.predictions
  public static let underAveragePooling =
    "Survives: without the token the average moves by the token's own distance from it."

  public var baseline: Baseline? { missing.baseline }
  public var removal: Removal? { missing.removal }
  private let missing: Missing

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - baseline: The replacement of a missing word.
  ///   - removal: Whether a missing word is replaced or taken out.
  public init(baseline: Baseline = .pad, removal: Removal = .remove) {
    missing = Missing(baseline, removal)
  }

  public init(options: inout Options) {
    missing = Missing(options: &options, default: Self().missing)
  }

  public func attribute(_ review: ExplainedReview) -> Attribution {
    let game = missing.game(review, PositionGroups(single: 0..<review.length))
    return Attribution(
      positions: game.falls(kinds: review.kinds), of: review,
      baselineValue: missing.start(of: review))
  }
}
