import LinearAlgebra

/// The maxima of the rows of coalitions: maximum pooling, which ignores masks.
///
/// From one coalition to the next, only the rows of positions that join or leave are replaced.
///
/// - Complexity: O(D log L) for each position that joins or leaves.
struct RowMaxima: CoalitionPooling {
  private let choice: RowChoice

  /// Prepares the rows of a review; nil if missing positions are masked, which has no effect on a maximum.
  init?(_ choice: RowChoice) {
    guard choice.missing != nil || choice.mask == nil else { return nil }
    self.choice = choice
  }

  func pooled(_ sets: PositionSets) -> Matrix {
    let width = choice.rows.lanesPerRow
    let (own, other) = (choice.rows.lanes, choice.missing?.lanes)
    var maxima = ChangingMaxima(rows: sets.length, width: width)
    var result = Matrix(rows: sets.count, columns: choice.rows.columns)
    for set in 0..<sets.count {
      maxima.replace(sets.changes(before: set)) { position, table, first in
        let isPresent = sets.contains(position, in: set)
        for lane in 0..<width {
          table[first + lane] =
            isPresent
            ? own[position * width + lane] : other?[lane] ?? SIMD8(repeating: -.infinity)
        }
      }
      maxima.copy(to: set, of: &result)
    }
    return result
  }
}

extension PositionSets {
  /// Returns the positions at which a set differs from the one before it; all positions for the first.
  func changes(before set: Int) -> [Int] {
    guard set > 0 else { return Array(0..<length) }
    var changes: [Int] = []
    forEachDifference(set - 1, set) { changes.append($0) }
    return changes
  }
}
