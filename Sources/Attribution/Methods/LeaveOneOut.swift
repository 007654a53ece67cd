import Classifier
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
/// - Cost after average pooling: one sum of H numbers per position.
/// - Peers: the paper divides by F(e); ferret's τ-LOO also deletes the token.
public struct LeaveOneOut: AttributionMethod {
  public static let card = MethodCard(
    name: "leave-one-out",
    title: "Leave one out",
    summary: "The decrease of the output when the token is deleted.",
    formula: #"a_t = F(\mathbf{e}) - F(\mathbf{e}_{\setminus t})"#,
    cost: "one forward pass per token",
    source: Source(
      "Li, Monroe and Jurafsky, Understanding Neural Networks through Representation Erasure, 2016, equation 1",
      url: "https://arxiv.org/abs/1612.08220"),
    axioms: [.symmetry, .linearity, .targetSign],
    isSigned: true,
    needs: .predictions,
    underAveragePooling:
      "Survives: without the token the average moves by the token's own distance from it.")

  public var baseline: Baseline? { missing.baseline }
  public var removal: Removal? { missing.removal }
  private let missing: RemovalOptions

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - baseline: The replacement for a missing word.
  ///   - removal: The treatment of missing words.
  public init(baseline: Baseline = .pad, removal: Removal = .remove) {
    missing = RemovalOptions(baseline, removal)
  }

  public init(options: inout Options, default standard: Self) {
    missing = RemovalOptions(options: &options, default: standard.missing)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let game = missing.game(review, PositionGroups(single: 0..<review.length))
    return Attribution(
      positions: game.falls(kinds: review.interchangeableGroups), of: review,
      baselineValue: game.baselineValue)
  }
}
