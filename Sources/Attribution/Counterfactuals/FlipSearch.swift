import Classifier
import LinearAlgebra

/// A search for a set of words whose removal changes the verdict.
struct FlipSearch {
  /// The result of a search among the sets of one size.
  enum Outcome {
    /// This set changes the verdict.
    case found(WordRemovals.RemovedWords)
    /// None does.
    case none
    /// The budget is exhausted.
    case open
  }

  /// The remaining number of branches and sets to visit.
  private(set) var budget: Int
  private let removals: WordRemovals
  private let verdict: Int
  private let classes: [Label]
  private let margins: [[Double]]
  private let bounds: [MarginBound]

  init(_ removals: WordRemovals, of prediction: Prediction, budget: Int) {
    self.removals = removals
    self.budget = budget
    let (verdict, count) = (prediction.classIndex, prediction.logits.count)
    self.verdict = verdict
    classes = prediction.classes
    let margins: [[Double]] =
      count == 1
      ? [[verdict == 1 ? 1 : -1]]
      : (0..<count).filter { $0 != verdict }.map { other in
        (0..<count).map { $0 == verdict ? 1 : $0 == other ? -1 : 0 }
      }
    self.margins = margins
    bounds =
      removals.network.map { network in
        margins.map { MarginBound(network: network, coefficients: $0) }
      } ?? []
  }

  /// Removes one word after the other, each time the one that lowers the margin most.
  ///
  /// - Returns: The first set that changes the verdict; nil if the verdict never changes.
  func greedy() -> WordRemovals.RemovedWords? {
    var missing = removals.none
    for _ in 0..<removals.wordCount {
      var best: (margin: Double, group: Int)?
      let margins = marginsOfOneMore(than: missing)
      for group in removals.groups.indices
      where missing.counts[group] < removals.groups[group].count {
        if margins[group] < best?.margin ?? .infinity { best = (margins[group], group) }
      }
      guard let best else { return nil }
      missing = removals.adding(1, of: best.group, to: missing)
      if flips(missing) { return missing }
    }
    return nil
  }

  /// Returns the margin of a set and one more member of each group; infinite for a group without one.
  private func marginsOfOneMore(than missing: WordRemovals.RemovedWords) -> [Double] {
    if let logits = removals.logitsOfOneMore(than: missing) {
      return logits.map { margins[0][0] * $0 }
    }
    return removals.groups.indices.map { group in
      missing.counts[group] < removals.groups[group].count
        ? margin(removals.logits(removals.adding(1, of: group, to: missing))) : .infinity
    }
  }

  /// Rules out sizes without visiting a set.
  ///
  /// - Parameter limit: The sizes to rule out are below it.
  /// - Returns: A size such that no set of at most so many words changes the verdict; 0 if there is none.
  /// - Complexity: O(log *n*) bounds for *n* sizes.
  func sizeRuledOut(below limit: Int) -> Int {
    // If fewer words are averaged, every size has another bound.
    guard removals.hasConstantSteps else { return 0 }
    let groups = Array(removals.groups.indices)
    // The bound for sets of at most so many words grows with their number.
    var (ruledOut, open) = (0, max(1, limit))
    while open - ruledOut > 1 {
      let middle = (ruledOut + open) / 2
      let drops = drops(after: removals.none, groups: groups, middle, middle, isAtMost: true)
      if drops == nil { ruledOut = middle } else { open = middle }
    }
    return ruledOut
  }

  /// Searches for a set of a given size.
  mutating func set(of size: Int) -> Outcome {
    let steps = drops(after: removals.none, groups: Array(removals.groups.indices), size, size)
    guard let steps else { return .none }
    // The strongest words first, so that a set is found early, or a branch without them is pruned early.
    let order = steps.indices.sorted { (-steps[$0], $0) < (-steps[$1], $1) }
    return visit(order[...], missing: removals.none, left: size, size: size)
  }

  private mutating func visit(
    _ groups: ArraySlice<Int>, missing: WordRemovals.RemovedWords, left: Int, size: Int
  ) -> Outcome {
    budget -= 1
    guard budget >= 0 else {
      budget = 0
      return .open
    }
    if left == 0 { return flips(missing) ? .found(missing) : .none }
    guard let group = groups.first,
      groups.reduce(0, { $0 + removals.groups[$1].count }) >= left,
      drops(after: missing, groups: Array(groups), left, size) != nil
    else { return .none }
    for count in stride(from: min(left, removals.groups[group].count), through: 0, by: -1) {
      let outcome = visit(
        groups.dropFirst(), missing: removals.adding(count, of: group, to: missing),
        left: left - count, size: size)
      guard case .none = outcome else { return outcome }
    }
    return .none
  }

  /// Returns the maximum decrease of a margin by a member of each group, with `left` of the `size` words, or at most so many,
  /// still to be taken from these groups; nil if that cannot change the verdict.
  private func drops(
    after missing: WordRemovals.RemovedWords, groups: [Int], _ left: Int, _ size: Int,
    isAtMost: Bool = false
  ) -> [Double]? {
    guard let network = removals.network, let units = removals.units(missing, size: size) else {
      return groups.map { _ in 0 }
    }
    let scale = removals.scale(size: size)
    // A copy for each scale would cost more than the bound.
    let steps = groups.map { group in
      scale == 1 ? removals.steps[group] : removals.steps[group].map { scale * $0 }
    }
    let counts = groups.map { removals.groups[$0].count }
    let logits = network.logits(atFirst: units)
    var most: [Double]?
    for bound in bounds {
      let drops = bound.drops(
        from: units, steps: steps, counts: counts, taking: left, isAtMost: isAtMost)
      let margin = bound.margin(logits)
      let drop = MarginBound.largestSum(counts, left, isAtMost: isAtMost) { drops[$0] }
      // The slack far exceeds rounding errors, which therefore never rule out a set.
      if margin - drop <= 1e-9 * (1 + abs(margin)) {
        most = most.map { zip($0, drops).map(max) } ?? drops
      }
    }
    return most
  }

  /// Returns the margin of the verdict over the next class.
  func margin(_ logits: Matrix) -> Double {
    margins.map { coefficients in
      coefficients.indices.reduce(0) { $0 + coefficients[$1] * logits[0, $1] }
    }.min() ?? 0
  }

  /// Returns whether the verdict changes, both by the closed form and by the layers, which differ by rounding only.
  private func flips(_ missing: WordRemovals.RemovedWords) -> Bool {
    flips(removals.logits(missing)) && flips(removals.layerLogits(missing))
  }

  /// Returns whether the verdict changes.
  func flips(_ logits: Matrix) -> Bool {
    Prediction(logits: logits, classes: classes).classIndex != verdict
  }
}
