public import Classifier

/// The smallest set of words without which the model's verdict is another one.
///
/// Greedy removal, always of the word whose absence lowers the verdict's margin most, gives a set and so an upper bound
/// on the size. Sizes below it are then ruled out one after the other, from 1 on: by `MarginBound` where that
/// suffices, else by branch and bound with a fixed budget. What is left is said as it is: the smallest set, a set with a
/// gap, or that no set of words does it.
///
/// That the verdict survives without any word proves nothing: in "not bad" either word alone may decide.
///
/// In front of a program the search is a shorter one, by batches and with a limit, and proves one word or two only.
///
/// - Cost: T² / 2 evaluations for the greedy set, and at most the budget for the proof; behind an average each is a sum
///   of H numbers, elsewhere a forward pass.
/// - Source: Martens and Provost, *Explaining Data-Driven Document Classifications*, 2014,
///   <https://doi.org/10.25300/MISQ/2014/38.1.04>, who search greedily and don't prove.
public struct SmallestFlip: Sendable {
  /// How many branches and sets are looked at for a proof.
  public static let standardBudget = 3000

  /// The words of the set as indices of the words that are read, in reading order; nil where none was found.
  public let words: [Int]?
  /// For each of them the number of words in the review that could stand for it, itself included.
  public let interchangeable: [Int]
  /// No smaller set changes the verdict; more than ``wordCount`` where no set does.
  public let atLeast: Int
  /// The number of words that can be taken away.
  public let wordCount: Int
  /// The output `F` without the words; nil where no set was found.
  public let value: Double?
  /// What the review is taken for without the words; nil where no set was found.
  public let verdict: Label?
  /// The number of branches and sets that were looked at for the proof; of a program all sets that were asked for.
  public let evaluations: Int

  /// Whether it is proved that no smaller set changes the verdict.
  public var isSmallest: Bool { words?.count == atLeast }
  /// Whether it is proved that no set of words changes the verdict.
  public var isImpossible: Bool { atLeast > wordCount }

  /// Looks for the set.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - removal: What it means that a word is missing.
  ///   - baseline: What replaces it.
  ///   - budget: How many branches and sets are looked at for a proof.
  public init(
    _ review: ExplainedReview, removal: Removal = .replace, baseline: Baseline = .pad,
    budget: Int = standardBudget
  ) {
    guard review.explainer.hasLayers else {
      self.init(asking: review, removal: removal)
      return
    }
    let removals = WordRemovals(review, baseline: baseline, removal: removal)
    var search = FlipSearch(removals, of: review.prediction, budget: budget)
    var found = search.greedy()
    var size = 1
    while size < found?.size ?? (removals.wordCount + 1) {
      let outcome = search.set(of: size)
      if case .found(let set) = outcome { found = set }
      guard case .none = outcome else { break }
      size += 1
    }
    let words = found.map(removals.words)
    let logits = found.map(removals.layerLogits)
    self.init(
      words: words,
      interchangeable: (words ?? []).map { word in
        removals.groups.first { $0.contains(word) }?.count ?? 1
      },
      atLeast: size, wordCount: removals.wordCount, value: logits.map(review.output.value(at:)),
      verdict: logits.map { Prediction(logits: $0, classes: review.model.classes).label },
      evaluations: budget - search.budget)
  }

  init(
    words: [Int]?, interchangeable: [Int], atLeast: Int, wordCount: Int, value: Double?,
    verdict: Label?, evaluations: Int
  ) {
    self.words = words
    self.interchangeable = interchangeable
    self.atLeast = atLeast
    self.wordCount = wordCount
    self.value = value
    self.verdict = verdict
    self.evaluations = evaluations
  }
}
