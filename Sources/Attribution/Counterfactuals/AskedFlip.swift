import Classifier
import LinearAlgebra

extension SmallestFlip {
  /// How many predictions a program is asked for at most.
  static let mostQuestions = 2000

  /// Looks for a small set in front of a program, of which only answers are known.
  ///
  /// Each word is taken out alone. If none of them changes the verdict, they go one after the other in the order of what
  /// that did, until it changes; then words of the set come back as long as it stays changed. So one word, or two, are
  /// proved to be the fewest; a larger set is one that was found.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - removal: What it means that a word is missing.
  ///   - limit: How many sets are asked for at most.
  init(asking review: ExplainedReview, removal: Removal, limit: Int = mostQuestions) {
    let removals = WordRemovals(review, baseline: .pad, removal: removal)
    let search = FlipSearch(removals, of: review.prediction, budget: 0)
    var asked = 0
    func logits(of sets: [WordRemovals.Missing]) -> [Matrix] {
      asked += sets.count
      return review.inBatches { review in
        sets.map(WordRemovals(review, baseline: .pad, removal: removal).logits)
      }
    }
    /// The set with the smallest margin, if it changes the verdict.
    func best(_ sets: [WordRemovals.Missing], _ logits: [Matrix]) -> WordRemovals.Missing? {
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
      while let set = found, set.size > 2, asked + set.size <= limit {
        let smaller = groups.filter { set.counts[$0] > 0 }.map {
          removals.adding(-1, of: $0, to: set)
        }
        guard let next = best(smaller, logits(of: smaller)) else { break }
        found = next
      }
    }

    /// The first words of an order without which the verdict changes, asked for in pieces.
    func first(of order: ArraySlice<Int>) -> WordRemovals.Missing? {
      var missing = removals.none
      var rest = order
      while !rest.isEmpty, asked < limit {
        var sets: [WordRemovals.Missing] = []
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
      verdict: last.map { Prediction(logits: $0, classes: review.model.classes).label },
      evaluations: asked)
  }
}
