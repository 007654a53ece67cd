import Attribution
import Faithfulness
import Reporting

/// The changes in one method's attributions for one review.
public struct MethodDrift: Sendable {
  /// A word that is in both runs.
  public struct Word: Sendable {
    /// The word.
    public let text: String
    /// The token index in the old and the new run.
    public let index: (old: Int, new: Int)
    /// The attribution in the old and the new run.
    public let score: (old: Double, new: Double)
    /// The rank among the words in both runs, 1 for the most positive; tied words share their mean rank.
    public let rank: (old: Double, new: Double)
    /// Whether the attribution changed by more than the threshold and by more than sampling noise.
    public let hasMoved: Bool

    /// The change of the attribution: new minus old.
    public var change: Double { score.new - score.old }
  }

  /// A word that is in one run only.
  public struct LoneWord: Sendable {
    /// The word.
    public let text: String
    /// The token index in its run.
    public let index: Int
    /// The attribution.
    public let score: Double
  }

  /// The decomposition of a change of the output, for a method whose attributions are shares of the output.
  ///
  /// The parts sum to the change of the output plus the change of the convergence delta.
  public struct Parts: Sendable {
    /// The changes of the words in both runs.
    public let kept: Double
    /// The negated attributions of the words in the old run only.
    public let removed: Double
    /// The attributions of the words in the new run only.
    public let added: Double
    /// The change of padding and special tokens.
    public let elsewhere: Double
    /// The change of the output for the baseline.
    public let baseline: Double
  }

  /// The measurements, if the two runs can be compared.
  public struct Comparison: Sendable {
    /// Spearman's ρ of the attributions of the common words; nil if one run has the same attribution for all of them.
    public let spearman: Double?
    /// Kendall's τ-b of the same attributions; nil under the same condition.
    public let kendall: Double?
    /// The common words, by decreasing change.
    public let words: [Word]
    /// The words in the old run only (`removed`) and in the new run only (`added`), in reading order.
    public let removed: [LoneWord]
    public let added: [LoneWord]
    /// The number of strongest words of the old run that are among the strongest of the new run, and the number of
    /// strongest words; nil if one run has the same attribution for all words.
    public let strongest: (kept: Int, of: Int)?
    /// The mean absolute change of a word; nil without common words, or if the attributions are not shares of the output.
    public let meanChange: Double?
    /// The convergence delta of each run; nil if the attributions are not shares of the output.
    public let convergenceDelta: (old: Double, new: Double)?
    /// The decomposition of the output change; nil if the attributions are not shares of the output.
    public let parts: Parts?

    /// The number of words that moved; nil if the attributions are not in units of the output.
    public var moved: Int? { parts == nil ? nil : words.count(where: \.hasMoved) }
    /// Whether the attributions of both runs satisfy completeness, with convergence deltas below 0.001.
    public var isComplete: Bool {
      convergenceDelta.map { max(abs($0.old), abs($0.new)) < 1e-3 } ?? false
    }
  }

  /// The method's name, with its options if the run contains it more than once.
  public let name: String
  /// The differences that prevent a comparison, such as "baseline: pad → zero"; empty if the runs can be compared.
  public let differences: [String]
  /// The measurements; nil if the two runs cannot be compared.
  public let comparison: Comparison?
  /// The attribution of each token.
  let scores: (old: [Double], new: [Double])

  /// The largest number of strongest words; in short reviews, half of the words.
  static let strongestWords = 10

  init(
    name: String, _ old: AttributionRun.Result, _ new: AttributionRun.Result,
    differences: [String], tokens: (old: [AttributionRun.Token], new: [AttributionRun.Token]),
    _ alignment: TokenAlignment,
    threshold: Double
  ) {
    self.name = name
    self.differences = differences
    scores = (old.scores, new.scores)
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
      // The 95 % limit of the difference between two samples of the same attribution.
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
    // The top ten of eleven words would almost always agree, so at most half of the words are compared.
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

  /// Returns the ranks, from 1 for the most positive number; ties share their mean rank.
  private static func ranks(_ scores: [Double]) -> [Double] {
    let levels = RankCorrelation.levels(scores) ?? []
    return RankCorrelation.ranks(levels).map { Double(scores.count + 1) - $0 }
  }

  /// Returns the indices of the numbers of largest magnitude; of equal ones, the earlier come first.
  private static func strongest(_ count: Int, _ scores: [Double]) -> Set<Int> {
    Set(scores.indices.sorted { (abs(scores[$0]), $1) > (abs(scores[$1]), $0) }.prefix(count))
  }
}
