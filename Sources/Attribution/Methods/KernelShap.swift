import Classifier
import LinearAlgebra
public import SourceText

/// Shapley values as the coefficients of a weighted least-squares fit to the outputs of coalitions.
///
///     a = argmin Σ_S w(|S|) (F(S) − F(∅) − Σ_{t∈S} aₜ)²   with   Σ aₜ = F(x) − F(∅)
///
/// The weights are those of `ShapleyKernel`; with all coalitions the fit equals the Shapley values. The constraint is
/// enforced by eliminating the last player. Players are the positions that do not hold the baseline; equal tokens
/// share their mean if order does not matter. With more than 1,024 players, neighbours are merged.
///
/// - Unit: the target's.
/// - Cost: after average pooling, a sum of H numbers per player and coalition; always a system of M equations.
public struct KernelShap: AttributionMethod {
  public static let card = MethodCard(
    name: "kernel-shap",
    title: "Kernel SHAP",
    summary: "Shapley values from a weighted linear fit of the output to the presence of tokens.",
    formula:
      #"a = \arg\min_a \sum_S \frac{M - 1}{\binom{M}{|S|} |S| (M - |S|)} (F(S) - F(\emptyset) - \sum_{t \in S} a_t)^2"#,
    cost: "one forward pass per coalition",
    source: Source(
      "Lundberg and Lee, A Unified Approach to Interpreting Model Predictions, 2017, theorem 2",
      url: "https://arxiv.org/abs/1705.07874"),
    axioms: [.completeness, .symmetry, .dummy, .linearity, .targetSign],
    isSigned: true,
    needs: .predictions,
    underAveragePooling: "Survives, with R²: a coalition's average is the sum of its members' rows."
  )

  public var baseline: Baseline? { missing.baseline }
  public var removal: Removal? { missing.removal }
  private let samples: Int
  private let missing: RemovalOptions
  private let seed: Int

  /// Creates the method.
  ///
  /// - Parameters:
  ///   - samples: The number of coalitions; 0 for `2M + 2048`, as in SHAP.
  ///   - baseline: The replacement for a missing word.
  ///   - removal: The treatment of missing words.
  ///   - seed: The seed of the coalitions.
  public init(
    samples: Int = 0, baseline: Baseline = .pad, removal: Removal = .replace, seed: Int = 1
  ) {
    self.samples = samples
    missing = RemovalOptions(baseline, removal)
    self.seed = seed
  }

  public init(options: inout Options, default standard: Self) {
    samples = options.take("samples", default: standard.samples, in: 0...10_000_000)
    missing = RemovalOptions(options: &options, default: standard.missing)
    seed = options.take("seed", default: standard.seed, in: 0...Int.max)
  }

  public func attribute(_ review: ReviewInput) -> Attribution {
    let players = Players(of: review, against: missing.baseline, most: Players.most)
    let game = missing.game(review, players.positions, isSampled: true)
    let empty = game.value(of: game.empty)
    let change = game.value(of: game.full) - empty
    let (values, explained): MaskRegression.Fit =
      switch players.count {
      case 0: ([], nil)
      case 1: ([change], nil)
      default: samples(of: review, game, countedFrom: empty).fit(sum: change)
      }
    return Attribution(
      positions: players.divided(players.symmetry.averaged(values), over: review.length),
      of: review, baselineValue: game.baselineValue, fit: explained)
  }

  private func samples(
    of review: ReviewInput, _ game: CoalitionGame, countedFrom empty: Double
  ) -> MaskRegression {
    let count = game.players.count
    let kernel = ShapleyKernel(players: count)
    var random = SplitMix64(seed: UInt64(seed), for: card.name + review.seedText)
    var drawn = CoalitionSamples(of: game, countedFrom: empty)
    kernel.forEach(samples == 0 ? 2 * count + 2048 : samples, &random) { order, present, weight in
      drawn.add(ofFirst: present, in: order, weight: weight)
    }
    return drawn.finished()
  }
}
