import Classifier
import LinearAlgebra

extension SmallestFlip {
  /// The maximum number of predictions requested without layers.
  static let maxQueries = 2000

  /// Searches for a small set using only predictions.
  ///
  /// Each word is removed alone. If none of them changes the verdict, words are removed one after the other in the order of
  /// their individual effects, until it changes; then words of the set are restored while it stays changed. One word, or
  /// two, are therefore proved to be the minimum; a larger set is only an upper bound.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - removal: The treatment of missing words.
  ///   - limit: The maximum number of sets to evaluate.
  init(querying review: ReviewInput, removal: Removal, limit: Int = maxQueries) {
    let removals = WordRemovals(review, baseline: .pad, removal: removal)
    let search = FlipSearch(removals, of: review.prediction, budget: 0)
    var queries = 0
    func logits(of sets: [WordRemovals.RemovedWords]) -> [Matrix] {
      queries += sets.count
      return review.inBatches { review in
        sets.map(WordRemovals(review, baseline: .pad, removal: removal).logits)
      }
    }
    /// Returns the set with the smallest margin, if it changes the verdict.
    func best(_ sets: [WordRemovals.RemovedWords], _ logits: [Matrix]) -> WordRemovals.RemovedWords?
    {
      let margins = logits.map(search.margin)
      guard let best = margins.indices.min(by: { margins[$0] < margins[$1] }),
        search.flips(logits[best])
      else { return nil }
      return sets[best]
    }

    let groups = Array(removals.groups.indices)
    let singles = groups.map { removals.adding(1, of: $0, to: removals.none) }
    let isTooLong = singles.count > limit
    let effects = isTooLong ? [] : logits(of: singles)
    var found = best(singles, effects)
    if found == nil, !isTooLong {
      let margins = effects.map(search.margin)
      let order = groups.sorted { (margins[$0], $0) < (margins[$1], $1) }
      found = first(of: order[...])
      while let set = found, set.size > 2, queries + set.size <= limit {
        let smaller = groups.filter { set.counts[$0] > 0 }.map {
          removals.adding(-1, of: $0, to: set)
        }
        guard let next = best(smaller, logits(of: smaller)) else { break }
        found = next
      }
    }

    /// Returns the first words of an order without which the verdict changes, evaluated in batches.
    func first(of order: ArraySlice<Int>) -> WordRemovals.RemovedWords? {
      var missing = removals.none
      var rest = order
      while !rest.isEmpty, queries < limit {
        var sets: [WordRemovals.RemovedWords] = []
        for group in rest.prefix(32) {
          missing = removals.adding(1, of: group, to: missing)
          sets.append(missing)
        }
        if let index = logits(of: sets).firstIndex(where: search.flips) { return sets[index] }
        rest = rest.dropFirst(32)
      }
      return nil
    }

    let last = found.map { logits(of: [$0])[0] }
    self.init(
      words: found.map(removals.words),
      interchangeable: Array(repeating: 1, count: found?.size ?? 0),
      atLeast: isTooLong || found?.size == 1 ? 1 : 2, wordCount: removals.wordCount,
      value: last.map(review.output.value(at:)),
      verdict: last.map { Prediction(logits: $0, classes: review.classes).label },
      evaluations: queries)
  }
}
