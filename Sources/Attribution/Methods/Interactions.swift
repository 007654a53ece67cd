import LinearAlgebra
public import SourceText

/// The sum of each token's pairwise interactions with all other positions.
///
///     a_s = Σ_{t ≠ s} e_sᵀ H_st e_t,   or   Σ_{t ≠ s} [F(x) − F(x∖s) − F(x∖t) + F(x∖s∖t)]
///
/// ``PairwiseInteractions`` has the individual pairs and describes what average pooling leaves of them.
///
/// - Unit: the target's. Positive if the token adds more to the class together with the others than alone.
/// - Cost after average pooling: one product of a few numbers, or one sum of H numbers, per pair.
public struct Interactions: AttributionMethod {
  public static let card = MethodCard(
    name: "interactions",
    title: "Pairwise interactions",
    summary: "The sum of the token's pairwise interactions with all other tokens.",
    formula:
      #"a_s = \sum_{t \ne s} \mathbf{e}_s^\top \frac{\partial^2 F}{\partial \mathbf{e}_s \partial \mathbf{e}_t} \mathbf{e}_t"#,
    cost: "four backward passes per token, or one forward pass per pair",
    source: Source(
      "Janizek, Sturmfels and Lee, Explaining Explanations: Axiomatic Feature Interactions for Deep Networks, 2021",
      url: "https://arxiv.org/abs/2002.04138"),
    axioms: [.symmetry, .linearity, .targetSign],
    isSigned: true,
    underAveragePooling:
      "Survives in part: one Hessian block for all pairs, each token's own embedding; zero for the logit."
  )

  public var baseline: Baseline? { kind == .removal ? missing.baseline : nil }
  public var removal: Removal? { kind == .removal ? missing.removal : nil }
  /// False: the joint effect of a word with others may have the opposite sign of its effect alone.
  public func hasSignOfEffect(for output: Output) -> Bool { false }
  private let kind: PairwiseInteractions.Kind
  private let missing: RemovalOptions

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - kind: The measure of an interaction: second derivatives, or joint removals.
  ///   - baseline: The replacement for a missing word.
  ///   - removal: The treatment of missing words.
  public init(
    kind: PairwiseInteractions.Kind = .hessian, baseline: Baseline = .pad,
    removal: Removal = .replace
  ) {
    self.kind = kind
    missing = RemovalOptions(baseline, removal)
  }

  public init(options: inout Options, default standard: Self) {
    kind = options.take("kind", default: standard.kind)
    missing = RemovalOptions(options: &options, default: standard.missing)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let interactions = PairwiseInteractions(
      review, kind: kind, baseline: missing.baseline, removal: missing.removal)
    return Attribution(positions: interactions.sums, of: review)
  }
}
