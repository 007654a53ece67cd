public import Attribution
import Classifier
public import LinearAlgebra

/// A review prepared for metrics: a game in which words are removed, with the effect on the output.
///
/// The words are the players; a start token and padding are always present. `F` is the probability of the explained class;
/// by default a study explains the class that the model predicts.
public struct MetricInput: Sendable {
  /// The review as methods see it.
  public let explained: ReviewInput
  /// The treatment of missing words.
  public let removal: Removal
  /// The replacement for a missing word.
  public let baseline: Baseline
  /// The positions of the words.
  public let words: Range<Int>
  /// The probability of the class, as a game of the words.
  public let probability: CoalitionGame
  /// The explained output, a probability or a logit, as a game of the words.
  public let output: CoalitionGame
  /// The decrease of the probability when each word is removed alone.
  public let drops: [Double]
  /// One number per word, shared by interchangeable ones.
  let kinds: [Int]
  /// The curves of random orders, used for uninformative attributions.
  let chance: [RemovalCurve]
  private let seed: Int

  /// Prepares a review; nil if it has no word.
  ///
  /// - Parameters:
  ///   - explained: The review as methods see it.
  ///   - probability: The same review with the probability of the same class as its output; nil if that is the explained
  ///     output.
  ///   - removal: The treatment of missing words.
  ///   - baseline: The replacement for a missing word.
  ///   - seed: The seed of all random choices.
  public init?(
    _ explained: ReviewInput, probability: ReviewInput? = nil, removal: Removal,
    baseline: Baseline, seed: Int = 1
  ) {
    let first = explained.review.firstPosition
    words = first..<first + explained.review.read.count
    guard !words.isEmpty else { return nil }
    self.explained = explained
    self.removal = removal
    self.baseline = baseline
    self.seed = seed
    let players = PositionGroups(single: words)
    output = CoalitionGame(explained, players: players, baseline: baseline, removal: removal)
    self.probability =
      probability.map {
        CoalitionGame($0, players: players, baseline: baseline, removal: removal)
      } ?? output
    kinds = Array(explained.interchangeableGroups[words])
    var random = SplitMix64(seed: UInt64(seed), for: "chance" + explained.seedText)
    var order = Array(players.indices)
    var chance: [RemovalCurve] = []
    for _ in 0..<Ranking.orders {
      random.shuffle(&order)
      chance.append(RemovalCurve(order, in: self.probability))
    }
    self.chance = chance
    let game = self.probability
    let value = chance[0].deletion[0]
    drops = game.values(withoutEach: order.indices.map { [$0] }).map { value - $0 }
  }

  /// The number of words.
  public var count: Int { words.count }
  /// The probability of the class.
  public var value: Double { chance[0].deletion[0] }

  /// Whether the class is the predicted one.
  var explainsVerdict: Bool {
    explained.prediction.classIndex == explained.output.classIndex
  }

  /// Returns a source of random numbers that depends only on the seed, the review and their use.
  ///
  /// - Parameter use: The use of the numbers.
  /// - Returns: The source.
  public func random(for use: String) -> SplitMix64 {
    SplitMix64(seed: UInt64(seed), for: use + explained.seedText)
  }

  /// Returns the curves as words are removed in the order of some scores, one for each order that ties allow.
  ///
  /// - Parameter scores: One number per word.
  /// - Returns: The curves; none if a number is not finite.
  /// - Complexity: A sort, and two values of the game per word.
  func curves(of scores: [Double]) -> [RemovalCurve] {
    guard let levels = RankCorrelation.levels(scores) else { return [] }
    return curves(ofLevels: levels)
  }

  /// Returns the curves for numbers whose levels are known.
  func curves(ofLevels levels: [Int]) -> [RemovalCurve] {
    guard levels.contains(where: { $0 > 0 }) else { return chance }
    var random = random(for: "ties")
    return Ranking(levels: levels, kinds: kinds).orders(using: &random)
      .map { RemovalCurve($0, in: probability) }
  }
}

extension Explainer {
  /// Runs metrics on a review.
  ///
  /// - Parameters:
  ///   - text: The review.
  ///   - removal: The treatment of missing words.
  ///   - baseline: The replacement for a missing word.
  ///   - seed: The seed of all random choices.
  ///   - body: Evaluates the review; without layers it runs several times, so that predictions are requested in batches.
  /// - Returns: The result of the body; nil if the review has no word.
  func judge<Result>(
    _ text: String, removal: Removal, baseline: Baseline, seed: Int,
    _ body: (MetricInput) -> Result
  ) -> Result? {
    explain(text).inBatches { explained in
      let probability = explained.explainer.explaining(explained.output.with(.probability))
      return MetricInput(
        explained,
        probability: explained.target == .probability
          ? nil : explained.explained(by: probability),
        removal: removal, baseline: baseline, seed: seed
      ).map(body)
    }
  }
}
