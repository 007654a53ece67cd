import LinearAlgebra

/// Weighted means of the rows of coalitions: average pooling, or attention, whose weights `exp xₜ·q` do not depend on other rows.
///
/// All means of a batch are one product of weights, coalitions × positions, and rows.
///
/// - Complexity: O(L · D) per coalition.
struct WeightedMeans: CoalitionPooling {
  /// The rows of all positions, and the replacement as the last one; zeros if there is none.
  private let rows: Matrix
  /// The logarithms of the weights of all positions, and of the replacement; −∞ for those that are masked or removed.
  private let scores: [Double]
  /// The weights, up to a common factor.
  private let weights: [Double]
  private let isUnmasked: [Bool]
  /// Whether each position holds the replacement anyway; its presence must not even change the rounding.
  private let isReplacement: [Bool]

  /// Prepares the rows of a review.
  ///
  /// - Parameters:
  ///   - choice: The rows.
  ///   - query: `q`, D × 1; nil for equal weights.
  init(_ choice: RowChoice, query: Matrix?) {
    let length = choice.rows.rows
    var rows = Matrix(rows: length + 1, columns: choice.rows.columns)
    for row in 0..<length { rows.setRow(row, to: choice.rows, row: row) }
    if let missing = choice.missing { rows.setRow(length, to: missing, row: 0) }
    let products = query.map { rows.dots(withRow: $0.transposed) } ?? rows.rowZeros
    let isUnmasked = (0..<length).map(choice.isUnmasked)
    let scores = (0...length).map { row in
      let counts = row < length ? isUnmasked[row] : choice.missing != nil
      return counts ? products[row] : -.infinity
    }
    let largest = scores.max() ?? 0
    self.rows = rows
    self.scores = scores
    self.isUnmasked = isUnmasked
    isReplacement = (0..<length).map { row in
      choice.missing.map {
        $0.lanes.elementsEqual(choice.rows.lanes[choice.rows.lanes(ofRow: row)])
      } ?? false
    }
    weights = scores.map { $0 == -.infinity ? 0 : exp($0 - largest) }
  }

  func pooled(_ sets: PositionSets) -> Matrix {
    let length = sets.length
    var shares = Matrix(rows: sets.count, columns: length + 1)
    for set in 0..<sets.count {
      let sum = fill(&shares, set, sets, weights)
      // A coalition without the largest weights may have none that is not rounded to zero.
      guard sum < 1e-200 else { continue }
      let present = (0...length).filter { shows($0, set, sets) }
      let largest = present.map { scores[$0] }.max() ?? 0
      _ = fill(
        &shares, set, sets, scores.map { $0 == -.infinity ? 0 : exp(min(0, $0 - largest)) })
    }
    var means = Matrix(rows: sets.count, columns: rows.columns)
    means.addProduct(shares, rows)
    return means
  }

  /// Whether a coalition shows a row.
  private func shows(_ row: Int, _ set: Int, _ sets: PositionSets) -> Bool {
    guard row == sets.length else { return isUnmasked[row] && isOwn(row, set, sets) }
    return (0..<row).contains { isUnmasked[$0] && !isOwn($0, set, sets) }
      && scores[row] > -.infinity
  }

  /// Whether a position shows its own row.
  @inline(__always)
  private func isOwn(_ position: Int, _ set: Int, _ sets: PositionSets) -> Bool {
    sets.contains(position, in: set) && !isReplacement[position]
  }

  /// Writes the shares of a coalition's rows, which sum to 1, and returns the sum of their weights.
  private func fill(
    _ shares: inout Matrix, _ set: Int, _ sets: PositionSets, _ weights: [Double]
  ) -> Double {
    let length = sets.length
    let replacement = weights[length]
    var (sum, replaced) = (0.0, 0.0)
    for position in 0..<length where isUnmasked[position] {
      if isOwn(position, set, sets) { sum += weights[position] } else { replaced += 1 }
    }
    sum += replaced * replacement
    let scale = sum > 0 ? 1 / sum : 0
    for position in 0..<length where isUnmasked[position] {
      shares[set, position] = isOwn(position, set, sets) ? scale * weights[position] : 0
    }
    shares[set, length] = scale * replaced * replacement
    return sum
  }
}

extension Matrix {
  /// A zero for each row.
  fileprivate var rowZeros: [Double] { Array(repeating: 0, count: rows) }
}
