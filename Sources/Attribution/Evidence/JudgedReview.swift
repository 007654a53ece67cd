import Classifier
public import LinearAlgebra

/// A review in front of metrics: its words can be taken away, and what that does to the output is known.
///
/// The words are the players; a start token and padding are always there. `F` is the probability of the class that is
/// explained; a study explains the class that the model predicts, if it is asked for no other.
public struct JudgedReview: Sendable {
  /// The review as methods see it.
  public let explained: ExplainedReview
  /// What it means that a word is missing.
  public let removal: Removal
  /// What stands for a missing word.
  public let baseline: Baseline
  /// The positions of the words.
  public let words: Range<Int>
  /// The probability of the class, as a game of the words.
  public let probability: CoalitionGame
  /// The output that is explained, a probability or a logit, as a game of the words.
  public let output: CoalitionGame
  /// How much the probability falls when a word is taken away alone, for each word.
  public let drops: [Double]
  /// For each word a number that interchangeable ones share.
  let kinds: [Int]
  /// The curves of random orders: those of attributions that say nothing.
  let chance: [RemovalCurve]
  private let seed: Int

  /// Prepares a review; nil where there is no word to judge.
  ///
  /// - Parameters:
  ///   - explained: The review as methods see it.
  ///   - probability: The same review with the probability of the same class as its output; nil where that is what is
  ///     explained.
  ///   - removal: What it means that a word is missing.
  ///   - baseline: What stands for a missing word.
  ///   - seed: The seed of all that is left to chance.
  public init?(
    _ explained: ExplainedReview, probability: ExplainedReview? = nil, removal: Removal,
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
    kinds = Array(explained.kinds[words])
    var random = SplitMix64(seed: UInt64(seed), for: "chance" + explained.seedText)
    var order = Array(players.indices)
    var chance: [RemovalCurve] = []
    for _ in 0..<Ranking.orders {
      random.shuffle(&order)
      chance.append(RemovalCurve(order, in: self.probability))
    }
    self.chance = chance
    let game = self.probability
    let value = chance[0].without[0]
    drops = order.indices.map { word in
      var rest = game.full
      game.remove(word, from: &rest)
      return value - game.value(of: rest)
    }
  }

  /// The number of words.
  public var count: Int { words.count }
  /// The probability of the class.
  public var value: Double { chance[0].without[0] }

  /// Whether the class is the predicted one.
  var explainsVerdict: Bool {
    explained.prediction.classIndex == explained.output.classIndex
  }

  /// A source of random numbers that depends on nothing but the seed, the review and what they are for.
  ///
  /// - Parameter use: What they are for.
  /// - Returns: The source.
  public func random(for use: String) -> SplitMix64 {
    SplitMix64(seed: UInt64(seed), for: use + explained.seedText)
  }

  /// What happens while the words go in the order of some scores, for each order that ties allow.
  ///
  /// - Parameter scores: A number for each word.
  /// - Returns: The curves; none where a number is not finite.
  /// - Complexity: A sort, and two values of the game a word.
  func curves(of scores: [Double]) -> [RemovalCurve] {
    guard let levels = RankCorrelation.levels(scores) else { return [] }
    return curves(ofLevels: levels)
  }

  /// The same for numbers whose levels are known.
  func curves(ofLevels levels: [Int]) -> [RemovalCurve] {
    guard levels.contains(where: { $0 > 0 }) else { return chance }
    var random = random(for: "ties")
    return Ranking(levels: levels, kinds: kinds).orders(using: &random)
      .map { RemovalCurve($0, in: probability) }
  }
}

extension Explainer {
  /// Puts a review in front of metrics.
  ///
  /// - Parameters:
  ///   - text: The review.
  ///   - removal: What it means that a word is missing.
  ///   - baseline: What stands for a missing word.
  ///   - seed: The seed of all that is left to chance.
  ///   - body: Judges; in front of a program it runs several times, so that the program is asked for many values at a time.
  /// - Returns: What the body returns; nil where there is no word to judge.
  func judge<Result>(
    _ text: String, removal: Removal, baseline: Baseline, seed: Int,
    _ body: (JudgedReview) -> Result
  ) -> Result? {
    explain(text).inBatches { explained in
      let probability = explained.explainer.explaining(explained.output.with(.probability))
      return JudgedReview(
        explained,
        probability: explained.target == .probability
          ? nil : explained.explained(by: probability),
        removal: removal, baseline: baseline, seed: seed
      ).map(body)
    }
  }
}
