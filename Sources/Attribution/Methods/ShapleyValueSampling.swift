import LinearAlgebra
public import SourceText

/// The mean effect of a token over random orders in which the tokens of the review replace the baseline.
///
///     aₜ = E_π[F(tokens before t in π, and t) − F(tokens before t in π)]
///
/// Orders come in pairs, each with its reverse, which cancels most of the sampling error. Every order adds up to
/// `F(x) − F(baseline)`, and so does the mean. Positions that hold the baseline itself are null players and get
/// zero; equal tokens at different positions are symmetric players where order does not matter (behind an
/// average), and share their mean.
///
/// - Unit: the target's.
/// - Cost: one forward pass a token and order; behind an average, one sum of H numbers.
/// - Source: Strumbelj and Kononenko, *An Efficient Explanation of Individual Classifications using Game
///   Theory*, 2010, algorithm 1; antithetic orders after Mitchell et al., 2022, <https://arxiv.org/abs/2104.12199>.
public struct ShapleyValueSampling: AttributionMethod {
  public static let name = "shapley-value-sampling"
  public static let title = "Shapley values"
  public static let summary =
    "The mean effect of the token over random orders of adding the tokens to the baseline."
  public static let formula =
    #"a_t = \frac{1}{n} \sum_{i=1}^{n} [ F(S_i \cup \{t\}) - F(S_i) ]"#
  public static let cost = "one forward pass a token and order"
  public static let source = Source(
    "Strumbelj and Kononenko, An Efficient Explanation of Individual Classifications using Game Theory, 2010, algorithm 1",
    url: "https://www.jmlr.org/papers/v11/strumbelj10a.html")
  public static let axioms: Set<Axiom> = [
    .completeness, .dummy, .linearity, .targetSign,
  ]
  public static let isSigned = true
  public static let underAveragePooling =
    "Survives, with a standard error: the average is a sum, so an order costs one addition a token."

  /// What the tokens replace.
  public let baseline: Baseline?
  private let start: Baseline
  private let pairs: Int
  private let seed: Int

  public init(options: inout Options) {
    start = options.take("baseline", default: .pad)
    pairs = (options.take("samples", default: 200, in: 1...10_000_000) + 1) / 2
    seed = options.take("seed", default: 1, in: 0...Int.max)
    baseline = start
  }

  public func attribute(_ review: ExplainedReview) -> Attribution {
    let row = start.row(for: review)
    let players = (0..<review.embedded.rows).filter { position in
      review.counts(position)
        && !row.lanes.elementsEqual(review.embedded.lanes[review.embedded.lanes(ofRow: position)])
    }
    let game = CoalitionGame(
      review, players: players.map { [$0] }, baseline: start, removal: .replace)
    let symmetry = SymmetricPlayers(players.map { review.kinds[$0] })
    var random = SplitMix64(seed: UInt64(seed), for: Self.name + review.seedText)
    var order = Array(players.indices)
    var sums = [Double](repeating: 0, count: symmetry.sizes.count)
    var squares = sums
    for _ in 0..<pairs {
      random.shuffle(&order)
      var effects = [Double](repeating: 0, count: symmetry.sizes.count)
      Self.play(game, order, symmetry, addingEffectsTo: &effects)
      Self.play(game, order.reversed(), symmetry, addingEffectsTo: &effects)
      for group in effects.indices {
        let effect = effects[group] / (2 * Double(symmetry.sizes[group]))
        sums[group] += effect
        squares[group] += effect * effect
      }
    }
    return result(review, players, symmetry, sums, squares)
  }

  /// Lets the players join one after the other and adds each one's effect to its group's.
  private static func play(
    _ game: CoalitionGame, _ order: some Sequence<Int>, _ symmetry: SymmetricPlayers,
    addingEffectsTo effects: inout [Double]
  ) {
    var coalition = game.empty
    var value = game.value(of: coalition)
    for player in order {
      game.add(player, to: &coalition)
      let next = game.value(of: coalition)
      effects[symmetry.groups[player]] += next - value
      value = next
    }
  }

  private func result(
    _ review: ExplainedReview, _ players: [Int], _ symmetry: SymmetricPlayers, _ sums: [Double],
    _ squares: [Double]
  ) -> Attribution {
    var positions = [Double](repeating: 0, count: review.embedded.rows)
    var errors = positions
    let count = Double(pairs)
    for (player, position) in players.enumerated() {
      let group = symmetry.groups[player]
      let mean = sums[group] / count
      positions[position] = mean
      let variance = max(0, squares[group] / count - mean * mean) / max(1, count - 1)
      errors[position] = variance.squareRoot()
    }
    return Attribution(
      positions: positions, of: review, baselineValue: start.value(for: review),
      standardErrors: pairs > 1 ? errors : nil)
  }
}
