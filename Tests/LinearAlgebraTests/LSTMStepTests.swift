import Foundation
import LinearAlgebra
import Testing

/// A step of an LSTM, against the functions of the C library and against one step for each row.
@Suite struct LSTMStepTests {
  /// Sums of several sizes for the gates of one lane, and a memory.
  private static let steps: [[SIMD8<Double>]] = {
    var random = SplitMix64(seed: 4)
    return (0..<2000).map { number in
      let scale = [1e-9, 0.3, 5, 40][number % 4]
      return (0..<5).map { _ in
        var lane = SIMD8<Double>.zero
        for index in 0..<8 { lane[index] = scale * random.normal() }
        return lane
      }
    }
  }()

  /// Returns the gates, the memory and the state after a step.
  private static func advance(
    _ sums: [SIMD8<Double>], from memory: SIMD8<Double>
  ) -> (gates: [SIMD8<Double>], memory: SIMD8<Double>, state: SIMD8<Double>) {
    var (gates, memories, states) = (sums, [memory], [SIMD8<Double>.zero])
    var table = gates.mutableSpan
    var cells = memories.mutableSpan
    var shown = states.mutableSpan
    advanceLSTM(
      (1, 1), gates: &table, from: 0, memories: &cells, before: 0, after: 0, states: &shown)
    return (gates, memories[0], states[0])
  }

  @Test func `gates, memory and state are those of the C library but for the last bits`() {
    for step in Self.steps {
      let found = Self.advance(Array(step[..<4]), from: step[4])
      for index in 0..<8 {
        let sums = step.map { $0[index] }
        let i = 1 / (1 + Foundation.exp(-sums[0]))
        let f = 1 / (1 + Foundation.exp(-sums[1]))
        let g = Foundation.tanh(sums[2])
        let o = 1 / (1 + Foundation.exp(-sums[3]))
        for (gate, expected) in zip(found.gates, [i, f, g, o]) {
          #expect(abs(gate[index] - expected) <= 1e-15 * abs(expected))
        }
        let memory = found.memory[index]
        #expect(abs(memory - (f * sums[4] + i * g)) <= 2e-15 * (abs(f * sums[4]) + abs(i * g)))
        let state = o * Foundation.tanh(memory)
        #expect(abs(found.state[index] - state) <= 2e-15 * abs(state))
      }
    }
  }

  @Test func `sums beyond the range of the exponential close or open a gate`() {
    let ends: [Double] = [-.infinity, -1e300, -800, 800, 1e300, .infinity]
    for end in ends {
      let sums = SIMD8<Double>(repeating: end)
      let found = Self.advance([sums, sums, sums, sums], from: SIMD8(repeating: 300))
      let open: Double = end < 0 ? 0 : 1
      for gate in [0, 1, 3] { #expect(abs(found.gates[gate][0] - open) < 1e-280) }
      #expect(found.gates[2][0] == (end < 0 ? -1 : 1))
      #expect(abs(found.memory[0] - 301 * open) < 1e-270)
      #expect(abs(found.state[0] - open) < 1e-270)
    }
    let nan = SIMD8<Double>(repeating: .nan)
    for gate in 0..<4 {
      var sums = [SIMD8<Double>](repeating: .zero, count: 4)
      sums[gate] = nan
      #expect(Self.advance(sums, from: .zero).state[0].isNaN || gate == 1)
    }
    #expect(Self.advance([.zero, .zero, .zero, .zero], from: .zero).state == .zero)
  }

  /// Returns random rows of four groups, each aligned to a lane.
  private static func table(_ rows: Int, units: Int, seed: UInt64) -> Matrix {
    var random = SplitMix64(seed: seed)
    let size = 8 * ((units + 7) / 8)
    var table = Matrix(rows: rows, columns: 4 * size)
    for row in 0..<rows {
      for group in 0..<4 {
        for unit in 0..<units { table[row, group * size + unit] = random.normal() }
      }
    }
    return table
  }

  @Test(arguments: [1, 8, 13, 20], [1, 3, 4, 11])
  func `a step of many rows is that of each row, to the last bit`(units: Int, rows: Int) {
    let recurrent = Self.table(units, units: units, seed: 1)
    let inputs = Self.table(3, units: units, seed: 2)
    let own = LSTMWeights(
      units: units, precision: .double, recurrent: recurrent, sums: inputs,
      other: Self.row(of: inputs, 2))
    let near = LSTMWeights(
      units: units, precision: .single, recurrent: recurrent, sums: inputs,
      other: Self.row(of: inputs, 2))
    var tables = [LSTMRows(own), LSTMRows(own), LSTMRows(near), LSTMRows(near)]
    for index in tables.indices { tables[index].resize(rows) }
    var (memories, states) = (
      Matrix(rows: rows, columns: units), Matrix(rows: rows, columns: units)
    )
    for position in 0..<2 {
      let parents = (0..<rows).map { $0 / 2 }
      let present = (rows + 1) / 2
      for (index, weights) in [own, near].enumerated() {
        let old = tables[2 * index]
        tables[2 * index + 1].advance(
          rows, from: old, parents: parents, present: present, at: position, by: weights)
        tables.swapAt(2 * index, 2 * index + 1)
      }
      let (oldMemories, oldStates) = (memories, states)
      for row in 0..<rows {
        var gates = Self.row(of: inputs, row < present ? position : 2)
        gates.addProduct(Self.row(of: oldStates, parents[row]), recurrent)
        var (cell, state) = (
          Self.row(of: oldMemories, parents[row]), Matrix(rows: 1, columns: units)
        )
        Self.advance(&gates, &cell, &state)
        memories.setRow(row, to: cell, row: 0)
        states.setRow(row, to: state, row: 0)
      }
    }
    var (found, single) = (states, states)
    for row in 0..<rows {
      tables[0].copyState(row, to: &found, row: row)
      tables[2].copyState(row, to: &single, row: row)
    }
    #expect(found == states)
    for (a, b) in zip(single.elements, states.elements) { #expect(abs(a - b) < 2e-6) }
  }

  private static func row(of matrix: Matrix, _ row: Int) -> Matrix {
    var result = Matrix(rows: 1, columns: matrix.columns)
    result.setRow(0, to: matrix, row: row)
    return result
  }

  private static func advance(_ gates: inout Matrix, _ cell: inout Matrix, _ state: inout Matrix) {
    let width = cell.lanesPerRow
    var table = gates.lanes.mutableSpan
    var cells = cell.lanes.mutableSpan
    var shown = state.lanes.mutableSpan
    advanceLSTM(
      (1, width), gates: &table, from: 0, memories: &cells, before: 0, after: 0, states: &shown)
  }
}
