import LinearAlgebra

/// The states of a GRU.
struct GRUTape: PrefixTape {
  let units: Int
  /// The recurrent weights and the two rows of the bias, in groups that are aligned to lanes.
  private let weights: Matrix
  private let bias: Matrix
  private let inputs: Matrix
  private let missing: Matrix?
  private var states: [SIMD8<Double>] = []

  /// Creates a tape without rows.
  ///
  /// - Parameters:
  ///   - weights: The recurrent weights, U × 3U, in groups that are aligned to lanes.
  ///   - bias: Both rows of the bias, in such groups.
  ///   - units: U.
  ///   - sums: `x W + b` of each position, in such groups.
  ///   - missing: Those of the replacement; nil if missing positions are skipped.
  init(_ weights: Matrix, bias: Matrix, units: Int, sums: Matrix, missing: Matrix?) {
    self.weights = weights
    self.bias = bias
    self.units = units
    inputs = sums
    self.missing = missing
  }

  var isExact: Bool { true }

  /// The number of lanes of a state.
  private var width: Int { (units + 7) / 8 }

  mutating func resize(_ rows: Int) {
    let missing = rows * width - states.count
    if missing > 0 { states += Array(repeating: .zero, count: missing) }
  }

  mutating func advance(from other: Self, _ moves: PrefixMoves) {
    for (row, parent) in moves.parents.enumerated() {
      for lane in 0..<width {
        states[row * width + lane] = other.states[parent * width + lane]
      }
    }
    let rows = missing == nil ? moves.present : moves.parents.count
    var (gates, inner) = (
      Matrix(rows: rows, columns: weights.columns), Matrix(rows: rows, columns: weights.columns)
    )
    for row in 0..<rows {
      inner.setRow(row, to: bias, row: 1)
      if row < moves.present {
        gates.setRow(row, to: inputs, row: moves.position)
      } else if let missing {
        gates.setRow(row, to: missing, row: 0)
      }
    }
    Self.advance((rows, width), units, weights, &gates, &inner, &states)
  }

  /// A function of separate tables, which may change at the same time.
  private static func advance(
    _ shape: (rows: Int, lanes: Int), _ units: Int, _ weights: Matrix, _ gates: inout Matrix,
    _ inner: inout Matrix, _ states: inout [SIMD8<Double>]
  ) {
    var products = inner.lanes.mutableSpan
    addLaneProduct(
      (shape.rows, 3 * shape.lanes), terms: .all(units), c: (0, 3 * shape.lanes), to: &products,
      a: (0, 8 * shape.lanes, 1), of: states.span, b: weights.lanes.span)
    var sums = gates.lanes.mutableSpan
    var shown = states.mutableSpan
    advanceGRU(
      shape, gates: &sums, inner: inner.lanes.span, from: 0, states: &shown, before: 0, after: 0)
  }

  func copyState(_ state: Int, to matrix: inout Matrix, row: Int) {
    for lane in 0..<width { matrix.lanes[row * width + lane] = states[state * width + lane] }
  }
}
