import Attribution

/// What changed in what one method says of one review.
public struct MethodDrift: Sendable {
  /// A word that both runs read.
  public struct Word: Sendable {
    /// The word.
    public let text: String
    /// Its index among the tokens of the old run and of the new one.
    public let index: (old: Int, new: Int)
    /// Its attribution in the old run and in the new one.
    public let score: (old: Double, new: Double)
    /// Its rank among the words that both runs read, 1 for the most positive; words of one attribution share the
    /// mean of their ranks.
    public let rank: (old: Double, new: Double)
    /// Whether it moved by more than the threshold, and by more than sampling explains.
    public let hasMoved: Bool

    /// New minus old.
    public var change: Double { score.new - score.old }
  }

  /// A word that only one run reads.
  public struct LoneWord: Sendable {
    /// The word.
    public let text: String
    /// Its index among the tokens of its run.
    public let index: Int
    /// Its attribution.
    public let score: Double
  }

  /// The parts that a change of the output is made of, for a method whose numbers are shares of it.
  ///
  /// They add up to the change of the output plus the change of the convergence delta.
  public struct Parts: Sendable {
    /// The words that both runs read.
    public let kept: Double
    /// What the words that only the old run reads no longer add.
    public let removed: Double
    /// What the words that only the new run reads add.
    public let added: Double
    /// Padding and special tokens.
    public let elsewhere: Double
    /// What the numbers are counted from.
    public let baseline: Double
  }

  /// What was measured, where the two runs can be compared.
  public struct Comparison: Sendable {
    /// Spearman's ρ of the attributions of the common words; nil where one run gives all of them the same.
    public let spearman: Double?
    /// Kendall's τ-b of the same.
    public let kendall: Double?
    /// The common words, the one that moved most first.
    public let words: [Word]
    /// The words that only the old run reads, and only the new one, in reading order.
    public let removed: [LoneWord]
    public let added: [LoneWord]
    /// Of the strongest words of the old run, how many are among the strongest of the new one, and of how many; nil
    /// where one run gives all of them the same.
    public let strongest: (kept: Int, of: Int)?
    /// The mean size of a word's change; nil without a common word, or where the numbers are no shares of the output.
    public let meanChange: Double?
    /// How far the numbers are from adding up in each run; nil where they are no shares of the output.
    public let convergenceDelta: (old: Double, new: Double)?
    /// What the change of the output is made of; nil where the numbers are no shares of the output.
    public let parts: Parts?

    /// How many words moved by more than the threshold; nil where the numbers are not in the output's unit.
    public var moved: Int? { parts == nil ? nil : words.count(where: \.hasMoved) }
    /// Whether the numbers of both runs add up to the output.
    public var isComplete: Bool {
      convergenceDelta.map { max(abs($0.old), abs($0.new)) < 1e-3 } ?? false
    }
  }

  /// The method's name, with its options where the run has it more than once.
  public let name: String
  /// Why the numbers of the two runs can't be compared, such as "baseline: pad → zero"; empty where they can.
  public let differences: [String]
  /// What was measured; nil where the two runs can't be compared.
  public let comparison: Comparison?

  /// How many words count as the strongest at most; of short reviews, half of the words.
  static let strongestWords = 10

  init(
    name: String, _ old: AttributionRun.Result, _ new: AttributionRun.Result,
    differences: [String], tokens: (old: [AttributionRun.Token], new: [AttributionRun.Token]),
    _ alignment: TokenAlignment,
    threshold: Double
  ) {
    self.name = name
    self.differences = differences
    comparison =
      differences.isEmpty
      ? Comparison(old, new, tokens: tokens, alignment, threshold: threshold) : nil
  }
}

extension MethodDrift.Comparison {
  init(
    _ old: AttributionRun.Result, _ new: AttributionRun.Result,
    tokens: (old: [AttributionRun.Token], new: [AttributionRun.Token]),
    _ alignment: TokenAlignment, threshold: Double
  ) {
    let scores = (
      alignment.pairs.map { old.scores[$0.old] }, alignment.pairs.map { new.scores[$0.new] }
    )
    let ranks = (Self.ranks(scores.0), Self.ranks(scores.1))
    let isShare = old.baselineValue != nil && new.baselineValue != nil
    spearman = RankCorrelation.spearman(scores.0, scores.1)
    kendall = RankCorrelation.kendall(scores.0, scores.1)
    let words = alignment.pairs.enumerated().map { place, pair in
      let errors = (old.standardErrors?[pair.old] ?? 0, new.standardErrors?[pair.new] ?? 0)
      // Two draws of one number differ by less than this in 19 of 20 cases.
      let noise = 1.96 * (errors.0 * errors.0 + errors.1 * errors.1).squareRoot()
      return MethodDrift.Word(
        text: tokens.new[pair.new].text, index: pair, score: (scores.0[place], scores.1[place]),
        rank: (ranks.0[place], ranks.1[place]),
        hasMoved: isShare && abs(scores.1[place] - scores.0[place]) > max(threshold, noise))
    }
    self.words = words.sorted { (abs($0.change), $1.index.new) > (abs($1.change), $0.index.new) }
    removed = alignment.removed.map {
      MethodDrift.LoneWord(text: tokens.old[$0].text, index: $0, score: old.scores[$0])
    }
    added = alignment.added.map {
      MethodDrift.LoneWord(text: tokens.new[$0].text, index: $0, score: new.scores[$0])
    }
    // Ten words of eleven would always be the same.
    let count = min(MethodDrift.strongestWords, max(1, words.count / 2))
    let strongest = (Self.strongest(count, scores.0), Self.strongest(count, scores.1))
    self.strongest =
      spearman == nil ? nil : (strongest.0.intersection(strongest.1).count, count)
    meanChange =
      words.isEmpty || !isShare
      ? nil : words.reduce(0) { $0 + abs($1.change) / Double(words.count) }
    convergenceDelta = old.convergenceDelta.flatMap { delta in
      new.convergenceDelta.map { (delta, $0) }
    }
    parts =
      if let start = old.baselineValue, let end = new.baselineValue {
        MethodDrift.Parts(
          kept: words.reduce(0) { $0 + $1.change },
          removed: removed.reduce(0) { $0 - $1.score },
          added: added.reduce(0) { $0 + $1.score },
          elsewhere: new.elsewhere - old.elsewhere, baseline: end - start)
      } else {
        nil
      }
  }

  /// Ranks from 1 for the most positive number on; equal numbers share the mean.
  private static func ranks(_ scores: [Double]) -> [Double] {
    let levels = RankCorrelation.levels(scores) ?? []
    return RankCorrelation.ranks(levels).map { Double(scores.count + 1) - $0 }
  }

  /// The places of the strongest numbers of either sign, of equal ones the earlier.
  private static func strongest(_ count: Int, _ scores: [Double]) -> Set<Int> {
    Set(scores.indices.sorted { (abs(scores[$0]), $1) > (abs(scores[$1]), $0) }.prefix(count))
  }
}
