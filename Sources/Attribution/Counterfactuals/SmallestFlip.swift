public import Classifier

/// The smallest set of words whose removal changes the model's verdict.
///
/// Greedy removal, always of the word whose absence lowers the verdict's margin most, yields a set and so an upper bound
/// on the size. Smaller sizes are then ruled out: as many as possible at once by `MarginBound`, each further one by the same
/// bound for that size if it suffices, otherwise by branch and bound with a fixed budget. The result states what was proved:
/// the smallest set, a set with a gap, or that no set of words changes the verdict.
///
/// A verdict that survives the removal of all words proves nothing: in "not bad" either word alone may decide.
///
/// Without layers the search is shorter, in batches and with a limit, and proves sets of one or two words only.
///
/// - Cost: T² / 2 evaluations for the greedy set, and at most the budget for the proof; each is a sum of H numbers after
///   average pooling, otherwise a forward pass.
/// - Source: Martens and Provost, *Explaining Data-Driven Document Classifications*, 2014,
///   <https://doi.org/10.25300/MISQ/2014/38.1.04>, with a greedy search without proof.
public struct SmallestFlip: Sendable {
  /// The default number of branches and sets visited for a proof.
  public static let standardBudget = 3000

  /// The words of the set as indices of the words that are read, in reading order; nil if none was found.
  public let words: [Int]?
  /// For each of them the number of interchangeable words in the review, including itself.
  public let interchangeable: [Int]
  /// A lower bound on the size of a set that changes the verdict; more than ``wordCount`` if there is none.
  public let atLeast: Int
  /// The number of words that can be removed.
  public let wordCount: Int
  /// The output `F` without the words; nil if no set was found.
  public let value: Double?
  /// The predicted class without the words; nil if no set was found.
  public let verdict: Label?
  /// The number of branches and sets visited for the proof; without layers, of all sets evaluated.
  public let evaluations: Int

  /// Whether it is proved that no smaller set changes the verdict.
  public var isSmallest: Bool { words?.count == atLeast }
  /// Whether it is proved that no set of words changes the verdict.
  public var isImpossible: Bool { atLeast > wordCount }

  /// Searches for the set.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - removal: The treatment of missing words.
  ///   - baseline: The replacement for a missing word.
  ///   - budget: The maximum number of branches and sets visited for a proof.
  public init(
    _ review: ReviewInput, removal: Removal = .replace, baseline: Baseline = .pad,
    budget: Int = standardBudget
  ) {
    guard review.explainer.hasLayers else {
      self.init(querying: review, removal: removal)
      return
    }
    let removals = WordRemovals(review, baseline: baseline, removal: removal)
    var search = FlipSearch(removals, of: review.prediction, budget: budget)
    var found = search.greedy()
    let limit = found?.size ?? (removals.wordCount + 1)
    var size = search.sizeRuledOut(below: limit) + 1
    while size < found?.size ?? limit {
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
      verdict: logits.map { Prediction(logits: $0, classes: review.classes).label },
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
