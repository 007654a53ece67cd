import Classifier
import LinearAlgebra

/// The logits of a review as a function of which of its words are missing.
///
/// Words that are interchangeable form a group, of which only the number of missing members matters. Behind an average
/// a set of missing words is a sum of H numbers; elsewhere its logits are a forward pass through all layers.
struct WordRemovals {
  /// Some words that are missing.
  struct Missing {
    /// The number of missing members of each group.
    fileprivate(set) var counts: [Int]
    /// The number of missing words.
    fileprivate(set) var size = 0
    /// What they take from the first layer's units, 1 × H.
    fileprivate var change: Matrix
  }

  /// For each group its members as indices of the words that are read, in reading order.
  let groups: [[Int]]
  /// What the absence of one member adds to the first layer's units, before a shorter review is averaged again: a row a
  /// group.
  let steps: [[Double]]
  let network: PooledNetwork?
  private let review: ExplainedReview
  private let row: Matrix
  private let removal: Removal
  private let stepRows: [Matrix]
  private let units: Matrix

  /// Words that do not count are never missed and belong to no group.
  init(_ review: ExplainedReview, baseline: Baseline, removal: Removal) {
    self.review = review
    self.removal = removal
    network = review.pooled
    let row = baseline.row(for: review)
    self.row = row
    let first = review.review.firstPosition
    let counted = (0..<review.review.read.count).filter { review.counts(first + $0) }
    let symmetry = SymmetricPlayers(counted.map { review.kinds[first + $0] })
    groups = symmetry.members.map { members in members.map { counted[$0] } }
    guard let network else {
      stepRows = groups.map { _ in Matrix(rows: 1, columns: 0) }
      steps = groups.map { _ in [] }
      units = Matrix(rows: 1, columns: 0)
      return
    }
    let embedded = review.embedded
    stepRows = groups.map { members in
      var gone = Matrix(rows: 1, columns: row.columns)
      gone.setRow(0, to: embedded, row: first + members[0])
      if removal == .replace { gone += -1 * row }
      return network.product(-review.share * gone, network.layers[0].kernel)
    }
    steps = stepRows.map { $0.row(0) }
    units = network.affine(0, review.mean)
  }

  /// The number of words that can be missing.
  var wordCount: Int { groups.reduce(0) { $0 + $1.count } }

  /// Nothing is missing.
  var none: Missing {
    Missing(
      counts: Array(repeating: 0, count: groups.count),
      change: Matrix(rows: 1, columns: units.columns))
  }

  /// Some words and members of one more group.
  func adding(_ count: Int, of group: Int, to missing: Missing) -> Missing {
    var more = missing
    more.counts[group] += count
    more.size += count
    more.change += Double(count) * stepRows[group]
    return more
  }

  /// The missing words, as indices of those that are read: of each group the first ones.
  func words(_ missing: Missing) -> [Int] {
    zip(groups, missing.counts).flatMap { $0.prefix($1) }.sorted()
  }

  /// How much longer a step is when the rest is averaged again over as many positions as remain.
  func scale(size: Int) -> Double {
    guard removal == .remove, review.share > 0 else { return 1 }
    let positions = (1 / review.share).rounded()
    return positions / (positions - Double(size))
  }

  /// The first layer's units, 1 × H, where missing words are some of `size`; nil where nothing remains to average.
  func units(_ missing: Missing, size: Int) -> Matrix? {
    guard let network else { return nil }
    let scale = scale(size: size)
    guard scale.isFinite else { return nil }
    let bias = network.layers[0].bias
    return scale * (units - bias + missing.change) + bias
  }

  /// The logits without the missing words, 1 × K: by the closed form where there is one.
  func logits(_ missing: Missing) -> Matrix {
    guard let network, let units = units(missing, size: missing.size) else {
      return layerLogits(missing)
    }
    return network.logits(atFirst: units)
  }

  /// The logits without the missing words, 1 × K, through all layers.
  func layerLogits(_ missing: Missing) -> Matrix {
    let gone = Set(words(missing).map { review.review.firstPosition + $0 })
    let kept = (0..<review.length).filter { !gone.contains($0) }
    if removal == .remove, kept.contains(where: review.counts) {
      return review.logits(keeping: kept)
    }
    var embedded = review.embedded
    // Where nothing remains the output is that of the baseline.
    for position in removal == .remove ? Array(0..<embedded.rows) : Array(gone) {
      embedded.setRow(position, to: row, row: 0)
    }
    return review.logits(at: embedded)
  }
}
