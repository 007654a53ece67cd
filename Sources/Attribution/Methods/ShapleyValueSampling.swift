import Classifier
import LinearAlgebra
public import SourceText

/// The mean effect of a token over random orders in which the tokens of the review join.
///
///     aₜ = E_π[F(tokens before t in π, and t) − F(tokens before t in π)]
///
/// Orders come in antithetic pairs, and equal tokens share their mean (`AntitheticOrders`). Every order sums to
/// `F(x) − F(baseline)`, and so does the mean. Positions that hold the baseline are null players and have the value zero.
///
/// - Unit: the target's.
/// - Cost after average pooling: one sum of H numbers per token and order.
/// - Source of antithetic orders: Mitchell et al., 2022, <https://arxiv.org/abs/2104.12199>.
public struct ShapleyValueSampling: AttributionMethod {
  public static let card = MethodCard(
    name: "shapley-value-sampling",
    title: "Shapley values",
    summary:
      "The mean effect of the token over random orders of adding the tokens to the baseline.",
    formula: #"a_t = \frac{1}{n} \sum_{i=1}^{n} [ F(S_i \cup \{t\}) - F(S_i) ]"#,
    cost: "one forward pass per token and order",
    source: Source(
      "Strumbelj and Kononenko, An Efficient Explanation of Individual Classifications using Game Theory, 2010, algorithm 1",
      url: "https://www.jmlr.org/papers/v11/strumbelj10a.html"),
    axioms: [.completeness, .symmetry, .dummy, .linearity, .targetSign],
    isSigned: true,
    needs: .predictions,
    underAveragePooling:
      "Survives, with a standard error: the average is a sum, so an order costs one addition per token."
  )

  public var baseline: Baseline? { missing.baseline }
  public var removal: Removal? { missing.removal }
  private let missing: RemovalOptions
  private let orders: AntitheticOrders
  private let seed: Int

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - samples: The number of orders, rounded up to pairs.
  ///   - baseline: The replacement for a missing word.
  ///   - removal: The treatment of missing words.
  ///   - seed: The seed of the orders.
  public init(
    samples: Int = 200, baseline: Baseline = .pad, removal: Removal = .replace, seed: Int = 1
  ) {
    orders = AntitheticOrders(samples: samples)
    missing = RemovalOptions(baseline, removal)
    self.seed = seed
  }

  public init(options: inout Options, default standard: Self) {
    let samples = 2 * standard.orders.pairs
    orders = AntitheticOrders(
      samples: options.take("samples", default: samples, in: 1...10_000_000))
    missing = RemovalOptions(options: &options, default: standard.missing)
    seed = options.take("seed", default: standard.seed, in: 0...Int.max)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let players = Players(of: review, against: missing.baseline)
    let game = missing.game(review, players.positions, isSampled: true)
    var random = SplitMix64(seed: UInt64(seed), for: card.name + review.seedText)
    let (means, errors) = orders.play(game, players.symmetry, &random)
    let length = review.length
    return Attribution(
      positions: players.divided(means, over: length), of: review,
      baselineValue: game.baselineValue,
      standardErrors: orders.pairs > 1 ? players.divided(errors, over: length) : nil)
  }
}
