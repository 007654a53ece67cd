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
  /// The tape in single precision, if it is to be used.
  private let single: SingleTape?
  /// The unmasked positions, in the order of processing.
  private let positions: [Int]
  /// `x W + b` of each position, and of the replacement; nil if missing positions are skipped.
  private let sums: Matrix
  private let missing: Matrix?

  /// Prepares the rows of a review.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - choice: The rows.
  ///   - isSampled: Whether single precision is enough, if the cell has it.
  init(_ layer: some RecurrentLayer, _ choice: RowChoice, isSampled: Bool) {
    step = layer.step
    let unmasked = (0..<choice.rows.rows).filter(choice.isUnmasked)
    positions = layer.goesBackwards ? unmasked.reversed() : unmasked
    sums = step.sums(of: choice.rows)
    missing = choice.missing.map(step.sums)
    let cell = isSampled ? step.single : nil
    single = cell.map { [sums, missing] in SingleTape($0, sums: sums, missing: missing) }
  }

  var isExact: Bool { single == nil }

  func pooled(_ sets: PositionSets) -> Matrix {
    if let single { return pooled(sets, single) }
    return pooled(sets, RecurrentTape(step, sums: sums, missing: missing))
  }

  private func pooled(_ sets: PositionSets, _ start: some PrefixTape) -> Matrix {
    var (tape, next) = (start, start)
    tape.resize(1)
    /// The state of each coalition.
    var states = [Int](repeating: 0, count: sets.count)
    var count = 1
    for position in positions {
      let (parents, present) = advance(&states, of: count, at: position, sets)
      count = parents.count
      next.resize(count)
      for (row, parent) in parents.enumerated() {
        next.copyRow(row, from: tape, parent)
        next.setSums(row, to: row < present ? position : nil)
      }
      next.advance(missing == nil ? present : count)
      swap(&tape, &next)
    }
    var result = Matrix(rows: sets.count, columns: step.units)
    for (set, state) in states.enumerated() { tape.copyState(state, to: &result, row: set) }
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
