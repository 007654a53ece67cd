import CLanes

/// Advances LSTMs by one step, given the sums that enter their gates: `c ← f ∘ c + i ∘ g` and `h ← o ∘ tanh(c)`.
///
/// The loop is in C for the reason given at `addLaneProduct`. The exponentials are fractions, so that a gate takes one division
/// and `i ∘ g` one for both; each number is within a few units in the last place, the same on every machine.
///
/// - Parameters:
///   - shape: The number of rows, and of lanes of a state.
///   - gates: For each row the sums of `i`, `f`, `g` and `o`, which are replaced by the gates' values.
///   - first: The first lane of the gates.
///   - memories: The lanes of `c`.
///   - before: The first lane of `c` before the step; nil for zeros.
///   - after: The first lane of `c` after the step.
///   - states: The lanes of `h`, written from `after` on.
/// - Complexity: O(rows · lanes), without allocation.
package func advanceLSTM(
  _ shape: (rows: Int, lanes: Int), gates: inout MutableSpan<SIMD8<Double>>, from first: Int,
  memories: inout MutableSpan<SIMD8<Double>>, before: Int?, after: Int,
  states: inout MutableSpan<SIMD8<Double>>
) {
  let count = shape.rows * shape.lanes
  precondition(
    min(first, before ?? 0, after, count) >= 0 && first + 4 * count <= gates.count
      && max(before ?? 0, after) + count <= min(memories.count, states.count),
    "a step beyond the ends of its tables")
  guard count > 0 else { return }
  unsafe gates.withUnsafeMutableBytes { gates in
    unsafe memories.withUnsafeMutableBytes { memories in
      unsafe states.withUnsafeMutableBytes { states in
        guard let sums = unsafe numbers(gates), let memory = unsafe numbers(memories),
          let state = unsafe numbers(states)
        else { return }
        let known = unsafe before.map { unsafe memory + 8 * $0 }
        unsafe lanes_lstm(
          sums + 8 * first, known, memory + 8 * after, state + 8 * after, shape.rows, shape.lanes)
      }
    }
  }
}

/// Advances GRUs by one step, given the sums that enter their gates: `h ← z ∘ h + (1 − z) ∘ n`.
///
/// - Parameters:
///   - shape: The number of rows, and of lanes of a state.
///   - gates: For each row the sums of `z`, `r` and `n` from its input, which are replaced by the gates' values.
///   - inner: The sums of `z`, `r` and `n` from its state.
///   - first: The first lane of both.
///   - states: The lanes of `h`.
///   - before: The first lane of `h` before the step; nil for zeros.
///   - after: The first lane of `h` after the step.
/// - Complexity: O(rows · lanes), without allocation.
package func advanceGRU(
  _ shape: (rows: Int, lanes: Int), gates: inout MutableSpan<SIMD8<Double>>,
  inner: Span<SIMD8<Double>>, from first: Int, states: inout MutableSpan<SIMD8<Double>>,
  before: Int?, after: Int
) {
  let count = shape.rows * shape.lanes
  precondition(
    min(first, before ?? 0, after, count) >= 0
      && first + 3 * count <= min(gates.count, inner.count)
      && max(before ?? 0, after) + count <= states.count,
    "a step beyond the ends of its tables")
  guard count > 0 else { return }
  unsafe gates.withUnsafeMutableBytes { gates in
    unsafe inner.withUnsafeBytes { inner in
      unsafe states.withUnsafeMutableBytes { states in
        let second = unsafe inner.baseAddress.map { unsafe $0.assumingMemoryBound(to: Double.self) }
        guard let sums = unsafe numbers(gates), let second = unsafe second,
          let state = unsafe numbers(states)
        else { return }
        let known = unsafe before.map { unsafe state + 8 * $0 }
        unsafe lanes_gru(
          sums + 8 * first, second + 8 * first, known, state + 8 * after, shape.rows, shape.lanes)
      }
    }
  }
}

/// Replaces rows of a binary tree by the larger of their children's numbers: row n ← max(row 2n, row 2n + 1).
///
/// - Parameters:
///   - nodes: The lanes of all rows.
///   - width: The number of lanes per row.
///   - chosen: The indices of the rows to replace.
package func replaceByMaxima(
  _ nodes: inout MutableSpan<SIMD8<Double>>, width: Int, chosen: [Int]
) {
  precondition(
    chosen.allSatisfy { $0 >= 0 && (2 * $0 + 2) * width <= nodes.count }, "a row without children")
  unsafe nodes.withUnsafeMutableBytes { nodes in
    guard let table = unsafe numbers(nodes) else { return }
    unsafe chosen.withUnsafeBufferPointer { chosen in
      guard let rows = chosen.baseAddress else { return }
      unsafe lanes_maxima(table, width, rows, chosen.count)
    }
  }
}

private func numbers(_ bytes: UnsafeMutableRawBufferPointer) -> UnsafeMutablePointer<Double>? {
  unsafe bytes.baseAddress.map { unsafe $0.assumingMemoryBound(to: Double.self) }
}
