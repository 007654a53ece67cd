import LinearAlgebra

/// The states of a recurrent layer after many prefixes, and the sums of their next inputs.
protocol PrefixTape {
  /// Provides a number of rows; new ones are zero.
  mutating func resize(_ rows: Int)
  /// Copies the state of a row of another tape.
  mutating func copyRow(_ row: Int, from other: Self, _ source: Int)
  /// Sets the sums of a row's next input: a position, or nil for the replacement, if there is one.
  mutating func setSums(_ row: Int, to position: Int?)
  /// Advances the states of the first rows by their next inputs.
  mutating func advance(_ rows: Int)
  /// Copies a state to a row of a matrix.
  func copyState(_ state: Int, to matrix: inout Matrix, row: Int)
}

/// The states in double precision, identical to those of the layer to the last bit.
struct RecurrentTape: PrefixTape {
  private let step: any RecurrentStep
  private let inputs: Matrix
  private let missing: Matrix?
  private var sums: [SIMD8<Double>] = []
  private var memories: [SIMD8<Double>] = []
  private var states: [SIMD8<Double>] = []

  init(_ step: any RecurrentStep, sums: Matrix, missing: Matrix?) {
    self.step = step
    inputs = sums
    self.missing = missing
  }

  mutating func resize(_ rows: Int) {
    let missing = rows * step.width - states.count
    guard missing > 0 else { return }
    states += Array(repeating: .zero, count: missing)
    memories += Array(repeating: .zero, count: missing)
    sums += Array(repeating: .zero, count: step.groups * missing)
  }

  mutating func copyRow(_ row: Int, from other: RecurrentTape, _ source: Int) {
    let width = step.width
    for lane in 0..<width {
      states[row * width + lane] = other.states[source * width + lane]
      memories[row * width + lane] = other.memories[source * width + lane]
    }
  }

  mutating func setSums(_ row: Int, to position: Int?) {
    let width = inputs.lanesPerRow
    if let position {
      for lane in 0..<width { sums[row * width + lane] = inputs.lanes[position * width + lane] }
    } else if let missing {
      for lane in 0..<width { sums[row * width + lane] = missing.lanes[lane] }
    }
  }

  mutating func advance(_ rows: Int) {
    step.advance(states: &states, memories: &memories, by: &sums, rows: rows)
  }

  func copyState(_ state: Int, to matrix: inout Matrix, row: Int) {
    let width = step.width
    for lane in 0..<width {
      matrix.lanes[row * width + lane] = states[state * width + lane]
    }
  }
}
