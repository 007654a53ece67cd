import LinearAlgebra

/// The last states of a recurrent layer for coalitions.
///
/// Coalitions that agree up to a position have the same state there: each different prefix is processed once, and all
/// prefixes of the same length together, as one product. The coalitions of an order in which T positions join have `t + 1`
/// different prefixes of length `t`, half as many steps as T separate passes.
///
/// - Complexity: One step for each different prefix.
struct PrefixStates: CoalitionPooling {
  private let step: any RecurrentStep
  /// The unmasked positions, in the order of processing.
  private let positions: [Int]
  /// `x W + b` of each position, and of the replacement; nil if missing positions are skipped.
  private let sums: Matrix
  private let missing: Matrix?

  /// Prepares the rows of a review.
  init(_ layer: some RecurrentLayer, _ choice: RowChoice) {
    step = layer.step
    let unmasked = (0..<choice.rows.rows).filter(choice.isUnmasked)
    positions = layer.goesBackwards ? unmasked.reversed() : unmasked
    sums = step.sums(of: choice.rows)
    missing = choice.missing.map(step.sums)
  }

  func pooled(_ sets: PositionSets) -> Matrix {
    let width = step.width
    var (tape, next) = (RecurrentTape(), RecurrentTape())
    tape.resize(1, step)
    /// The state of each coalition.
    var states = [Int](repeating: 0, count: sets.count)
    var count = 1
    for position in positions {
      let (parents, present) = advance(&states, of: count, at: position, sets)
      count = parents.count
      next.resize(count, step)
      for (row, parent) in parents.enumerated() {
        next.copyRow(row, from: tape, parent, width)
        if row < present {
          next.setSums(row, to: sums, position)
        } else if let missing {
          next.setSums(row, to: missing, 0)
        }
      }
      step.advance(
        states: &next.states, memories: &next.memories, by: &next.sums,
        rows: missing == nil ? present : count)
      swap(&tape, &next)
    }
    var result = Matrix(rows: sets.count, columns: step.units)
    for (set, state) in states.enumerated() {
      for lane in 0..<width {
        result.lanes[set * width + lane] = tape.states[state * width + lane]
      }
    }
    return result
  }

  /// Moves every coalition to the prefix that is longer by one position.
  ///
  /// - Returns: For each different prefix the one that it continues, and how many of them, the first ones, have the position.
  private func advance(
    _ states: inout [Int], of count: Int, at position: Int, _ sets: PositionSets
  ) -> (parents: [Int], present: Int) {
    var children = [Int](repeating: -1, count: 2 * count)
    var parents: [Int] = []
    var present = 0
    for isPresent in [true, false] {
      for set in states.indices where sets.contains(position, in: set) == isPresent {
        let key = isPresent ? states[set] : count + states[set]
        if children[key] < 0 {
          children[key] = parents.count
          parents.append(states[set])
        }
        // The complement marks a coalition that has moved.
        states[set] = ~children[key]
      }
      if isPresent { present = parents.count }
    }
    for set in states.indices { states[set] = ~states[set] }
    return (parents, present)
  }
}

/// The states of many sequences, and the sums of their next inputs.
private struct RecurrentTape {
  var sums: [SIMD8<Double>] = []
  var memories: [SIMD8<Double>] = []
  var states: [SIMD8<Double>] = []

  /// Provides a number of rows; new ones are zero.
  mutating func resize(_ rows: Int, _ step: any RecurrentStep) {
    let missing = rows * step.width - states.count
    guard missing > 0 else { return }
    states += Array(repeating: .zero, count: missing)
    memories += Array(repeating: .zero, count: missing)
    sums += Array(repeating: .zero, count: step.groups * missing)
  }

  /// Copies a state of another tape.
  mutating func copyRow(_ row: Int, from other: RecurrentTape, _ source: Int, _ width: Int) {
    for lane in 0..<width {
      states[row * width + lane] = other.states[source * width + lane]
      memories[row * width + lane] = other.memories[source * width + lane]
    }
  }

  /// Sets the sums of a row's next input.
  mutating func setSums(_ row: Int, to inputs: Matrix, _ source: Int) {
    let width = inputs.lanesPerRow
    for lane in 0..<width { sums[row * width + lane] = inputs.lanes[source * width + lane] }
  }
}
