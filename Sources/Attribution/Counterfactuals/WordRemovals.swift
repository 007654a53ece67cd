import Classifier
import LinearAlgebra

/// The logits of a review as a function of its missing words.
///
/// Interchangeable words form a group, of which only the number of missing members matters. After average pooling a set
/// of missing words is a sum of H numbers; otherwise its logits take a forward pass through all layers.
struct WordRemovals {
  /// A set of missing words.
  struct RemovedWords {
    /// The number of missing members of each group.
    fileprivate(set) var counts: [Int]
    /// The number of missing words.
    fileprivate(set) var size = 0
    /// Their contribution to the first layer's units, 1 × H.
    fileprivate var change: Matrix
  }

  /// The members of each group as indices of the words that are read, in reading order.
  let groups: [[Int]]
  /// The effect of one missing member on the first layer's units, before a shorter review is averaged again: one row per
  /// group.
  let steps: [[Double]]
  let network: PooledNetwork?
  private let review: ReviewInput
  private let row: Matrix
  private let removal: Removal
  private let stepRows: [Matrix]
  private let units: Matrix
  /// The steps with a row per unit and a column per group, for a network with one hidden layer and one logit.
  private let stepColumns: Matrix?

  /// Creates the groups of a review; masked words belong to none.
  init(_ review: ReviewInput, baseline: Baseline, removal: Removal) {
    self.review = review
    self.removal = removal
    network = review.pooled
    let row = baseline.row(for: review)
    self.row = row
    let first = review.review.firstPosition
    let counted = (0..<review.review.read.count).filter { review.isUnmasked(first + $0) }
    let symmetry = SymmetricPlayers(counted.map { review.interchangeableGroups[first + $0] })
    groups = symmetry.members.map { members in members.map { counted[$0] } }
    guard let network else {
      stepRows = groups.map { _ in Matrix(rows: 1, columns: 0) }
      steps = groups.map { _ in [] }
      units = Matrix(rows: 1, columns: 0)
      stepColumns = nil
      return
    }
    let embedded = review.embedded
    stepRows = groups.map { members in
      var gone = Matrix(rows: 1, columns: row.columns)
      gone.setRow(0, to: embedded, row: first + members[0])
      if removal == .replace { gone += -1 * row }
      return network.product(-review.positionWeight * gone, network.layers[0].kernel)
    }
    steps = stepRows.map { $0.row(0) }
    units = network.affine(0, review.mean)
    let isShallow = network.layers.count == 2 && network.layers[1].units == 1
    stepColumns = isShallow && !steps.isEmpty ? Matrix(steps).transposed : nil
  }

  /// The number of words that can be missing.
  var wordCount: Int { groups.reduce(0) { $0 + $1.count } }

  /// The empty set.
  var none: RemovedWords {
    RemovedWords(
      counts: Array(repeating: 0, count: groups.count),
      change: Matrix(rows: 1, columns: units.columns))
  }

  /// Returns a set extended by members of one more group.
  func adding(_ count: Int, of group: Int, to missing: RemovedWords) -> RemovedWords {
    var more = missing
    more.counts[group] += count
    more.size += count
    more.change += Double(count) * stepRows[group]
    return more
  }

  /// Returns the missing words, as indices of those that are read: the first ones of each group.
  func words(_ missing: RemovedWords) -> [Int] {
    zip(groups, missing.counts).flatMap { $0.prefix($1) }.sorted()
  }

  /// Whether a missing word has the same effect on the first layer's units however many others are missing.
  var hasConstantSteps: Bool {
    network != nil && (removal != .remove || review.positionWeight <= 0)
  }

  /// Returns the factor by which a step grows when the rest is averaged over fewer positions.
  func scale(size: Int) -> Double {
    guard removal == .remove, review.positionWeight > 0 else { return 1 }
    let positions = (1 / review.positionWeight).rounded()
    return positions / (positions - Double(size))
  }

  /// Returns the first layer's units, 1 × H, if `size` words are missing in all; nil if nothing remains to average.
  func units(_ missing: RemovedWords, size: Int) -> Matrix? {
    guard let network else { return nil }
    let scale = scale(size: size)
    guard scale.isFinite else { return nil }
    let bias = network.layers[0].bias
    return scale * (units - bias + missing.change) + bias
  }

  /// Returns the logits without the missing words, 1 × K, by the closed form if there is one.
  func logits(_ missing: RemovedWords) -> Matrix {
    guard let network, let units = units(missing, size: missing.size) else {
      return layerLogits(missing)
    }
    return network.logits(atFirst: units)
  }

  /// Returns the logit of a set and one more member of each group, identical to that of ``logits(_:)`` to the last bit.
  ///
  /// Eight groups share a lane, and nothing is copied or allocated for one of them.
  ///
  /// - Returns: One logit per group; nil unless there is one logit after one hidden layer, or if nothing remains to average.
  func logitsOfOneMore(than missing: RemovedWords) -> [Double]? {
    guard let network, let stepColumns else { return nil }
    let scale = scale(size: missing.size + 1)
    guard scale.isFinite else { return nil }
    let (first, last) = (network.layers[0], network.layers[1])
    let isRectified = first.activation == .relu
    let rest = units - first.bias
    let steps = stepColumns.lanes.span
    let width = stepColumns.lanesPerRow
    var logits: [Double] = []
    logits.reserveCapacity(8 * width)
    for lane in 0..<width {
      var sum = SIMD8<Double>.zero
      for unit in 0..<stepColumns.rows {
        let changed = rest[0, unit] + (missing.change[0, unit] + steps[unit * width + lane])
        var state = scale * changed + first.bias[0, unit]
        if isRectified { state = pointwiseMax(state, .zero) }
        sum += state * last.kernel[unit, 0]
      }
      sum += SIMD8(repeating: last.bias[0, 0])
      for index in sum.indices where 8 * lane + index < groups.count { logits.append(sum[index]) }
    }
    return logits
  }

  /// Returns the logits without the missing words, 1 × K, through all layers.
  func layerLogits(_ missing: RemovedWords) -> Matrix {
    let gone = Set(words(missing).map { review.review.firstPosition + $0 })
    let kept = (0..<review.length).filter { !gone.contains($0) }
    if removal == .remove, kept.contains(where: review.isUnmasked) {
      return review.logits(keeping: kept)
    }
    var embedded = review.embedded
    // If no position remains, the output is that of the baseline.
    for position in removal == .remove ? Array(0..<embedded.rows) : Array(gone) {
      embedded.setRow(position, to: row, row: 0)
    }
    return review.logits(at: embedded)
  }
}
