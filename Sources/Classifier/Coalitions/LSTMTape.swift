import LinearAlgebra

/// The states of an LSTM.
struct LSTMTape: PrefixTape {
  private let weights: LSTMWeights
  private let isReplaced: Bool
  private var rows: LSTMRows

  /// Creates a tape without rows.
  ///
  /// - Parameters:
  ///   - recurrent: The recurrent weights, U × 4U, in groups that are aligned to lanes.
  ///   - units: U.
  ///   - precision: The precision to compute in.
  ///   - sums: `x W + b` of each position, in such groups.
  ///   - missing: Those of the replacement; nil if missing positions are skipped.
  init(
    _ recurrent: Matrix, units: Int, precision: LSTMPrecision, sums: Matrix, missing: Matrix?
  ) {
    weights = LSTMWeights(
      units: units, precision: precision, recurrent: recurrent, sums: sums, other: missing)
    isReplaced = missing != nil
    rows = LSTMRows(weights)
  }

  var units: Int { weights.units }
  var isExact: Bool { weights.precision == .double }

  mutating func resize(_ rows: Int) { self.rows.resize(rows) }

  mutating func advance(from other: Self, _ moves: PrefixMoves) {
    let count = isReplaced ? moves.parents.count : moves.present
    rows.advance(
      count, from: other.rows, parents: moves.parents, present: moves.present, at: moves.position,
      by: weights)
    for row in count..<moves.parents.count {
      rows.copyRow(row, from: other.rows, moves.parents[row])
    }
  }

  func copyState(_ state: Int, to matrix: inout Matrix, row: Int) {
    rows.copyState(state, to: &matrix, row: row)
  }
}
