import Classifier
import LinearAlgebra
public import SourceText

/// The exact mean effect of a token over all orders in which the tokens of the review join.
///
///     aₜ = Σ_{S ∌ t} |S|! (n − |S| − 1)! / n! · (F(S ∪ {t}) − F(S))
///
/// After average pooling, equal tokens are interchangeable, so a coalition is a count for each distinct token and
/// represents `Π C(nᵢ, cᵢ)` coalitions: `Π (nᵢ + 1)` values instead of `2ⁿ`. They are enumerated for at most `limit`
/// distinct tokens, 2²⁴ counts (2¹² for a program) and 1,000 tokens; without average pooling each position is its own
/// player, and there are at most `limit` of them. Beyond that, values are sampled as in ``ShapleyValueSampling``, with
/// `samples` orders, and have standard errors, which exact values lack.
///
/// - Unit: the target's.
/// - Cost after average pooling: one addition of H numbers per coalition. There are at most 2^`limit` coalitions.
public struct ShapleyValues: AttributionMethod {
  public static let card = MethodCard(
    name: "shapley-values",
    title: "Exact Shapley values",
    summary: "The mean effect of the token over all orders of adding the tokens to the baseline.",
    formula: #"a_t = \sum_{S \not\ni t} \frac{|S|! (n - |S| - 1)!}{n!} [ F(S \cup \{t\}) - F(S) ]"#,
    cost: "one forward pass per coalition, or a sample of them if there are too many",
    source: Source(
      "Shapley, A Value for n-Person Games, 1953, equation 13",
      url: "https://doi.org/10.1515/9781400881970-018"),
    axioms: [.completeness, .symmetry, .dummy, .linearity, .targetSign],
    isSigned: true,
    needs: .predictions,
    underAveragePooling:
      "Survives, and is exact for short reviews: only the number of occurrences of each word matters."
  )

  public var baseline: Baseline? { missing.baseline }
  public var removal: Removal? { missing.removal }
  private let missing: RemovalOptions
  private let limit: Int
  private let orders: AntitheticOrders
  private let seed: Int

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - baseline: The replacement for a missing word.
  ///   - removal: The treatment of missing words.
  ///   - limit: The largest number of players whose coalitions are all tried, up to 24.
  ///   - samples: The number of orders for longer reviews, at least 4.
  ///   - seed: The seed of the orders.
  public init(
    baseline: Baseline = .pad, removal: Removal = .replace, limit: Int = 20, samples: Int = 200,
    seed: Int = 1
  ) {
    missing = RemovalOptions(baseline, removal)
    self.limit = limit
    orders = AntitheticOrders(samples: samples)
    self.seed = seed
  }

  public init(options: inout Options, default standard: Self) {
    missing = RemovalOptions(options: &options, default: standard.missing)
    limit = options.take("limit", default: standard.limit, in: 0...24)
    // Two pairs are the least that have a standard error.
    let samples = 2 * standard.orders.pairs
    orders = AntitheticOrders(
      samples: options.take("samples", default: samples, in: 4...10_000_000))
    seed = options.take("seed", default: standard.seed, in: 0...Int.max)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let players = Players(of: review, against: missing.baseline)
    let game = missing.game(review, players.positions)
    let length = review.length
    let start = game.baselineValue
    if isSmall(players.symmetry, of: review) {
      let values = MultisetCoalitions(players.symmetry).shapleyValues(of: game)
      return Attribution(
        positions: players.divided(values, over: length), of: review, baselineValue: start)
    }
    var random = SplitMix64(seed: UInt64(seed), for: card.name + review.seedText)
    let (means, errors) = orders.play(game, players.symmetry, &random)
    return Attribution(
      positions: players.divided(means, over: length), of: review, baselineValue: start,
      standardErrors: players.divided(errors, over: length))
  }

  private func isSmall(_ symmetry: SymmetricPlayers, of review: ReviewInput) -> Bool {
    guard symmetry.members.count <= limit, symmetry.groups.count <= 1000 else { return false }
    // At most 24 factors of at most 1001 each: their product fits a floating-point number.
    let values = symmetry.members.reduce(1.0) { $0 * Double($1.count + 1) }
    return values <= (review.explainer.hasLayers ? 0x1p24 : 0x1p12)
  }
}
