import LinearAlgebra

/// The last states of a recurrent layer for coalitions.
///
/// Coalitions that agree up to a position have the same state there: each different prefix is processed once, and all
/// prefixes of the same length together, as one product. The coalitions of an order in which T positions join have `t + 1`
/// different prefixes of length `t`, half as many steps as T separate passes.
///
/// - Complexity: One step for each different prefix.
struct PrefixStates: CoalitionPooling {
  /// The states before the first position.
  private let start: any PrefixTape
  /// The unmasked positions, in the order of processing.
  private let positions: [Int]

  /// Prepares the rows of a review.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - choice: The rows.
  ///   - isSampled: Whether single precision is enough, if the cell has it.
  init(_ layer: some RecurrentLayer, _ choice: RowChoice, isSampled: Bool) {
    start = layer.prefixes(of: choice.rows, missing: choice.missing, isSampled: isSampled)
    let unmasked = (0..<choice.rows.rows).filter(choice.isUnmasked)
    positions = layer.goesBackwards ? unmasked.reversed() : unmasked
  }

  var isExact: Bool { start.isExact }

  func pooled(_ sets: PositionSets) -> Matrix { pooled(sets, start) }

  private func pooled(_ sets: PositionSets, _ start: some PrefixTape) -> Matrix {
    var (tape, next) = (start, start)
    tape.resize(1)
    /// The state of each coalition.
    var states = [Int](repeating: 0, count: sets.count)
    var children = Children()
    var moves = PrefixMoves()
    var count = 1
    for position in positions {
      moves.position = position
      children.advance(&states, of: count, sets, &moves)
      count = moves.parents.count
      next.resize(count)
      next.advance(from: tape, moves)
      swap(&tape, &next)
    }
    var result = Matrix(rows: sets.count, columns: start.units)
    for (set, state) in states.enumerated() { tape.copyState(state, to: &result, row: set) }
    return result
  }

  /// The prefixes that continue others, with buffers that are kept from position to position.
  private struct Children {
    /// For each prefix the one that continues it with the next position, and the one without; -1 if there is none.
    private var own: [Int] = []
    private var other: [Int] = []
    /// The coalitions without the next position.
    private var absent: [Int] = []

    /// Moves every coalition to the prefix that is longer by one position.
    mutating func advance(
      _ states: inout [Int], of count: Int, _ sets: PositionSets, _ moves: inout PrefixMoves
    ) {
      for index in 0..<min(count, own.count) { (own[index], other[index]) = (-1, -1) }
      while own.count < count {
        own.append(-1)
        other.append(-1)
      }
      absent.removeAll(keepingCapacity: true)
      moves.parents.removeAll(keepingCapacity: true)
      Self.move(&states, of: sets, &moves, &own, &other, &absent)
    }

    /// A function of separate tables, which are checked for other owners once instead of for each coalition.
    private static func move(
      _ states: inout [Int], of sets: PositionSets, _ moves: inout PrefixMoves,
      _ own: inout [Int], _ other: inout [Int], _ absent: inout [Int]
    ) {
      var table = states.mutableSpan
      var first = own.mutableSpan
      var second = other.mutableSpan
      for set in table.indices {
        if sets.contains(moves.position, in: set) {
          move(&table[set], &first, &moves.parents)
        } else {
          absent.append(set)
        }
      }
      moves.present = moves.parents.count
      for set in absent { move(&table[set], &second, &moves.parents) }
    }

    @inline(__always)
    private static func move(
      _ state: inout Int, _ children: inout MutableSpan<Int>, _ parents: inout [Int]
    ) {
      if children[state] < 0 {
        children[state] = parents.count
        parents.append(state)
      }
      state = children[state]
    }
  }
}
