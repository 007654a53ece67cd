import LinearAlgebra

/// The cell of an LSTM in single precision, for results that are sampled.
///
/// The error of about 10⁻⁷ in a state is far below the standard error of a sampled attribution, and a step takes a third of
/// the time.
public struct SingleLSTM: Sendable {
  /// U, the size of the state.
  let units: Int
  /// The recurrent weights: U rows of four groups, each aligned to a lane.
  fileprivate let weights: [SIMD16<Float>]

  /// Converts recurrent weights.
  ///
  /// - Parameters:
  ///   - kernel: The weights in four groups that are aligned to lanes of eight numbers.
  ///   - units: U, the size of the state.
  init(_ kernel: Matrix, units: Int) {
    self.units = units
    weights = Self.converted(kernel, units: units)
  }

  /// The number of lanes of a state.
  fileprivate var width: Int { (units + 15) / 16 }

  /// Returns rows of four groups in single precision, with each group aligned to a lane.
  fileprivate static func converted(_ rows: Matrix, units: Int) -> [SIMD16<Float>] {
    let (source, width) = (rows.lanesPerRow / 4, (units + 15) / 16)
    var lanes = [SIMD16<Float>](repeating: .zero, count: rows.rows * 4 * width)
    for row in 0..<rows.rows {
      for group in 0..<4 {
        for part in 0..<source {
          let numbers = SIMD8<Float>(rows.lanes[(row * 4 + group) * source + part])
          let lane = (row * 4 + group) * width + part / 2
          if part % 2 == 0 { lanes[lane].lowHalf = numbers } else { lanes[lane].highHalf = numbers }
        }
      }
    }
    return lanes
  }
}

/// The states of an LSTM in single precision.
struct SingleTape: PrefixTape {
  private let cell: SingleLSTM
  private let inputs: [SIMD16<Float>]
  private let missing: [SIMD16<Float>]?
  private var sums: [SIMD16<Float>] = []
  private var memories: [SIMD16<Float>] = []
  private var states: [SIMD16<Float>] = []

  init(_ cell: SingleLSTM, sums: Matrix, missing: Matrix?) {
    self.cell = cell
    inputs = SingleLSTM.converted(sums, units: cell.units)
    self.missing = missing.map { SingleLSTM.converted($0, units: cell.units) }
  }

  mutating func resize(_ rows: Int) {
    let missing = rows * cell.width - states.count
    guard missing > 0 else { return }
    states += Array(repeating: .zero, count: missing)
    memories += Array(repeating: .zero, count: missing)
    sums += Array(repeating: .zero, count: 4 * missing)
  }

  mutating func copyRow(_ row: Int, from other: SingleTape, _ source: Int) {
    let width = cell.width
    for lane in 0..<width {
      states[row * width + lane] = other.states[source * width + lane]
      memories[row * width + lane] = other.memories[source * width + lane]
    }
  }

  mutating func setSums(_ row: Int, to position: Int?) {
    let width = 4 * cell.width
    if let position {
      for lane in 0..<width { sums[row * width + lane] = inputs[position * width + lane] }
    } else if let missing {
      for lane in 0..<width { sums[row * width + lane] = missing[lane] }
    }
  }

  mutating func advance(_ rows: Int) {
    Self.advance(rows, cell, &sums, &memories, &states)
  }

  private static func advance(
    _ rows: Int, _ cell: SingleLSTM, _ sums: inout [SIMD16<Float>],
    _ memories: inout [SIMD16<Float>], _ states: inout [SIMD16<Float>]
  ) {
    var gates = sums.mutableSpan
    var cells = memories.mutableSpan
    var shown = states.mutableSpan
    advanceSingleLSTM(
      (rows, cell.width), units: cell.units, sums: &gates, weights: cell.weights.span,
      memories: &cells, states: &shown)
  }

  func copyState(_ state: Int, to matrix: inout Matrix, row: Int) {
    for unit in 0..<cell.units {
      matrix[row, unit] = Double(states[state * cell.width + unit / 16][unit % 16])
    }
  }
}
