import CLanes

/// The precision of ``LSTMRows``.
package enum LSTMPrecision: Sendable {
  /// A lane has eight numbers.
  case double
  /// A lane has sixteen numbers. A step takes a third of the time; an entry of `c` or `h` is off by about 10⁻⁷.
  case single

  /// The number of lanes for each group of U numbers.
  fileprivate func lanes(_ units: Int) -> Int {
    self == .double ? (units + 7) / 8 : (units + 15) / 16
  }
}

/// Eight doubles or sixteen floats.
///
/// Generic tables would be slower: a call by way of a protocol is not specialised.
private typealias Lane = SIMD16<Float>

/// The recurrent weights of an LSTM, and the sums that depend on its inputs, in four groups that are each aligned to a lane.
package struct LSTMWeights: Sendable {
  /// U, the number of entries of a state.
  package let units: Int
  /// The precision of the tables.
  package let precision: LSTMPrecision
  /// U rows.
  fileprivate let recurrent: [Lane]
  /// A row for each position.
  fileprivate let sums: [Lane]
  /// A row for the replacement of a position; zeros if there is none.
  fileprivate let other: [Lane]

  /// Converts weights and sums.
  ///
  /// - Parameters:
  ///   - units: U.
  ///   - precision: The precision to compute in.
  ///   - recurrent: U rows of four groups that are aligned to lanes of eight numbers.
  ///   - sums: A row like those for each position.
  ///   - other: A row like those for the replacement of a position; nil if there is none.
  package init(
    units: Int, precision: LSTMPrecision, recurrent: Matrix, sums: Matrix, other: Matrix?
  ) {
    self.units = units
    self.precision = precision
    let convert = precision == .double ? Self.reinterpreted : Self.rounded
    self.recurrent = convert(recurrent)
    self.sums = convert(sums)
    self.other = convert(other ?? Matrix(rows: 1, columns: sums.columns))
  }

  private static func reinterpreted(_ rows: Matrix) -> [Lane] {
    rows.lanes.map { unsafe unsafeBitCast($0, to: Lane.self) }
  }

  private static func rounded(_ rows: Matrix) -> [Lane] {
    let source = rows.lanesPerRow / 4
    let width = (source + 1) / 2
    var lanes = [Lane](repeating: .zero, count: rows.rows * 4 * width)
    for group in 0..<4 * rows.rows {
      for part in 0..<source {
        let numbers = SIMD8<Float>(rows.lanes[group * source + part])
        let lane = group * width + part / 2
        if part % 2 == 0 { lanes[lane].lowHalf = numbers } else { lanes[lane].highHalf = numbers }
      }
    }
    return lanes
  }
}

/// The memories `c` and the states `h` of many LSTMs.
package struct LSTMRows: Sendable {
  private let precision: LSTMPrecision
  /// The number of lanes of a state.
  private let width: Int
  private var memories: [Lane] = []
  private var states: [Lane] = []

  /// Creates a table without rows for an LSTM.
  package init(_ weights: LSTMWeights) {
    precision = weights.precision
    width = precision.lanes(weights.units)
  }

  /// Provides at least a number of rows; new ones are zero.
  package mutating func resize(_ rows: Int) {
    guard rows * width > states.count else { return }
    let missing = max(rows * width, 2 * states.count) - states.count
    states += Array(repeating: .zero, count: missing)
    memories += Array(repeating: .zero, count: missing)
  }

  /// Copies a row of another table.
  package mutating func copyRow(_ row: Int, from other: Self, _ source: Int) {
    for lane in 0..<width {
      states[row * width + lane] = other.states[source * width + lane]
      memories[row * width + lane] = other.memories[source * width + lane]
    }
  }

  /// Copies a state to a row of a matrix.
  package func copyState(_ row: Int, to matrix: inout Matrix, row target: Int) {
    let first = target * matrix.lanesPerRow
    for lane in 0..<matrix.lanesPerRow {
      switch precision {
      case .double:
        matrix.lanes[first + lane] = unsafe unsafeBitCast(
          states[row * width + lane], to: SIMD8<Double>.self)
      case .single:
        let numbers = states[row * width + lane / 2]
        matrix.lanes[first + lane] = SIMD8<Double>(
          lane % 2 == 0 ? numbers.lowHalf : numbers.highHalf)
      }
    }
  }

  /// Writes the states after one step from those of another table: `c ← f ∘ c + i ∘ g` and `h ← o ∘ tanh(c)`.
  ///
  /// The loop is in C for the reason given at `addLaneProduct`. In double precision a state is the same to the last bit as one
  /// from `addLaneProduct` and `advanceLSTM`, whatever the other rows are.
  ///
  /// - Parameters:
  ///   - count: The number of rows to write.
  ///   - old: The other table.
  ///   - parents: For each row the one that it continues.
  ///   - present: How many of the rows, the first ones, read the input of a position; the others read the replacement.
  ///   - position: The position.
  ///   - weights: The weights, and the inputs of all positions.
  /// - Complexity: O(count · U · width), without allocation.
  package mutating func advance(
    _ count: Int, from old: Self, parents: [Int], present: Int, at position: Int,
    by weights: LSTMWeights
  ) {
    let (units, size) = (weights.units, 4 * width)
    precondition(
      weights.precision == precision && old.precision == precision && old.width == width
        && precision.lanes(units) == width && count <= parents.count
        && count * width <= states.count
        && parents.allSatisfy { $0 >= 0 && ($0 + 1) * width <= old.states.count }
        && units * size <= weights.recurrent.count && position >= 0
        && (position + 1) * size <= weights.sums.count && size <= weights.other.count,
      "a step beyond the ends of its tables")
    guard count > 0, width > 0 else { return }
    let step = unsafe precision == .double ? lanes_lstm_prefixes : lanes_lstm_prefixes_single
    unsafe weights.sums.withUnsafeBytes { sums in
      let own = unsafe sums.baseAddress.map {
        unsafe $0 + position * size * MemoryLayout<Lane>.stride
      }
      unsafe step(
        own, weights.other, present, parents, weights.recurrent, units, old.memories, old.states,
        &memories, &states, count, width)
    }
  }
}
