import LinearAlgebra
public import SourceText

/// For each token, the sum of its interactions with all other positions.
///
///     a_s = Σ_{t ≠ s} e_sᵀ H_st e_t,   or   Σ_{t ≠ s} [F(x) − F(x∖s) − F(x∖t) + F(x∖s∖t)]
///
/// ``PairwiseInteractions`` has the single pairs and says what average pooling leaves of them.
///
/// - Unit: the target's. Positive where the token does more for the class together with the others than alone.
/// - Cost: behind an average a product of a few numbers a pair, or a sum of H numbers; elsewhere four backward passes a
///   position, or a forward pass a pair.
/// - Source: Janizek, Sturmfels and Lee, *Explaining Explanations*, 2021, <https://arxiv.org/abs/2002.04138>.
public struct Interactions: AttributionMethod {
  public static let name = "interactions"
  public static let title = "Pairwise interactions"
  public static let summary =
    "What the token does together with each other one beyond what both do alone, added up."
  public static let formula =
    #"a_s = \sum_{t \ne s} \mathbf{e}_s^\top \frac{\partial^2 F}{\partial \mathbf{e}_s \partial \mathbf{e}_t} \mathbf{e}_t"#
  public static let cost = "four backward passes a token, or one forward pass a pair"
  public static let source = Source(
    "Janizek, Sturmfels and Lee, Explaining Explanations: Axiomatic Feature Interactions for Deep Networks, 2021",
    url: "https://arxiv.org/abs/2002.04138")
  public static let axioms: Set<Axiom> = [.symmetry, .linearity, .targetSign]
  public static let isSigned = true
  public static let underAveragePooling =
    "Survives in part: one block of the Hessian for all pairs, each token's own embedding; zero on the logit."

  public var baseline: Baseline? { kind == .removal ? missing.baseline : nil }
  public var removal: Removal? { kind == .removal ? missing.removal : nil }
  /// The joint effect of a word with others may have the opposite sign of its effect alone.
  public func hasSignOfEffect(for output: Output) -> Bool { false }
  private let kind: PairwiseInteractions.Kind
  private let missing: Missing

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - kind: The measure of an interaction: second derivatives, or joint removals.
  ///   - baseline: The replacement of a missing word.
  ///   - removal: Whether a missing word is replaced or taken out.
  public init(
    kind: PairwiseInteractions.Kind = .hessian, baseline: Baseline = .pad,
    removal: Removal = .replace
  ) {
    self.kind = kind
    missing = Missing(baseline, removal)
  }

  public init(options: inout Options) {
    let standard = Self()
    kind = options.take("kind", default: standard.kind)
    missing = Missing(options: &options, default: standard.missing)
  }

  public func attribute(_ review: ExplainedReview) -> Attribution {
    let interactions = PairwiseInteractions(
      review, kind: kind, baseline: missing.baseline, removal: missing.removal)
    return Attribution(positions: interactions.sums, of: review)
  }
}
