public import LinearAlgebra
public import SourceText

/// A gated recurrent unit: gates control how much of the state is kept and how much contributes to the new one.
public typealias GRU = Recurrent<GRUCell>

/// A step of a GRU.
///
///     z, r = σ(x W + b + h R + d)        n = tanh(x W + b + r ∘ (h R + d))        each with its own third of the columns
///     h ← z ∘ h + (1 − z) ∘ n
///
/// - Shapes: `W` D × 3U, `R` U × 3U; `b` and `d` are the two rows of the bias, 2 × 3U. The thirds are `z`, `r`, `n`.
/// - Source: Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder*, 2014; Keras's `GRUCell` with
///   `reset_after`, its default.
public struct GRUCell: RecurrentCell {
  public static let className = "GRU"
  public static let name = "gru_cell"
  public static let layerName = "gru"

  /// `W`, D × 3U.
  public var kernel: Matrix
  /// `R`, U × 3U.
  public var recurrentKernel: Matrix
  /// `b` and, below it, `d`, 2 × 3U.
  public var bias: Matrix

  /// Creates the cell.
  public init(kernel: Matrix, recurrentKernel: Matrix, bias: Matrix) {
    precondition(
      kernel.columns == 3 * recurrentKernel.rows && bias.columns == kernel.columns
        && recurrentKernel.columns == kernel.columns && bias.rows == 2,
      "weights of different numbers of units")
    self.kernel = kernel
    self.recurrentKernel = recurrentKernel
    self.bias = bias
  }

  public init(reading source: inout LayerSource, units: Int) {
    source.refuse("reset_after", .bool(false))
    kernel = source.matrix("gru_cell/kernel", rows: source.input.columns, columns: 3 * units)
    recurrentKernel = source.matrix("gru_cell/recurrent_kernel", rows: units, columns: 3 * units)
    bias = source.matrix("gru_cell/bias", rows: 2, columns: 3 * units)
  }

  public var units: Int { kernel.columns / 3 }
  public var inputs: Int { kernel.rows }
  public var configuration: [String: JSON] { ["reset_after": .bool(true)] }

  public var parameters: [Tensor] {
    [
      Tensor("kernel", kernel), Tensor("recurrent_kernel", recurrentKernel),
      Tensor("bias", bias),
    ]
  }

  public func replacingParameters(with values: [Matrix]) -> Self {
    Self(kernel: values[0], recurrentKernel: values[1], bias: values[2])
  }

  public func reinitialized(random: inout SplitMix64) -> Self {
    Self(
      kernel: Initialization.kernel(inputs, 3 * units, random: &random),
      recurrentKernel: Initialization.orthogonal(units, 3 * units, random: &random),
      bias: Matrix(rows: 2, columns: 3 * units))
  }

  public func prefixes(of rows: Matrix, missing: Matrix?, isSampled: Bool) -> any PrefixTape {
    GRUTape(
      recurrentKernel.spread(groups: 3), bias: bias.spread(groups: 3), units: units,
      sums: sums(of: rows), missing: missing.map(sums))
  }

  public func states(_ sequence: Matrix) -> Matrix { run(sequence).states }

  /// The intermediate results of a forward pass, with gates in groups that are aligned to lanes.
  private struct Tape {
    /// `z`, `r` and `n`.
    var gates: Matrix
    /// The last third of `h R + d`.
    var memories: Matrix
    var states: Matrix
  }

  /// `x W + b`, in groups that are aligned to lanes.
  private func sums(of rows: Matrix) -> Matrix {
    let (weights, starts) = (kernel.spread(groups: 3), bias.spread(groups: 3))
    var sums = Matrix(rows: rows.rows, columns: weights.columns)
    for row in 0..<rows.rows { sums.setRow(row, to: starts, row: 0) }
    sums.addProduct(rows, weights)
    return sums
  }

  private func run(_ sequence: Matrix) -> Tape {
    let (weights, starts) = (recurrentKernel.spread(groups: 3), bias.spread(groups: 3))
    var gates = sums(of: sequence)
    var inner = Matrix(rows: sequence.rows, columns: weights.columns)
    for row in 0..<sequence.rows { inner.setRow(row, to: starts, row: 1) }
    var memories = Matrix(rows: sequence.rows, columns: units)
    var states = memories
    let width = states.lanesPerRow
    for row in 0..<sequence.rows {
      let (first, previous) = (row * width, (row - 1) * width)
      if row > 0 {
        let state = states.lanes.span.extracting(previous..<first)
        var sums = inner.lanes.mutableSpan
        addRowProduct(state, units, weights.lanes.span, 3 * width, to: &sums, from: 3 * first)
      }
      for lane in 0..<width {
        memories.lanes[first + lane] = inner.lanes[3 * first + 2 * width + lane]
      }
      var sums = gates.lanes.mutableSpan
      var shown = states.lanes.mutableSpan
      advanceGRU(
        (1, width), gates: &sums, inner: inner.lanes.span, from: 3 * first, states: &shown,
        before: row > 0 ? previous : nil, after: first)
    }
    return Tape(gates: gates, memories: memories, states: states)
  }

  /// Propagates from the last row to the first, with `m = h₋₁ R + d` in the third third.
  ///
  ///     δ_n = ∂h ∘ (1 − z) ∘ (1 − n²)    δ_z = ∂h ∘ (h₋₁ − n) ∘ z(1 − z)    δ_r = δ_n ∘ m ∘ r(1 − r)
  ///     ∂h₋₁ += ∂h ∘ z + (δ_z, δ_r, δ_n ∘ r) Rᵀ                            ∂x = (δ_z, δ_r, δ_n) Wᵀ
  public func gradients(
    _ gradient: Matrix, of sequence: Matrix
  ) -> (sequence: Matrix, parameters: [Matrix]) {
    let tape = run(sequence)
    let weights = recurrentKernel.spread(groups: 3).transposed
    var deltas = tape.gates
    var inner = tape.gates
    var slopes = gradient
    let width = slopes.lanesPerRow
    for row in (0..<sequence.rows).reversed() {
      let (first, previous) = (row * width, (row - 1) * width)
      for lane in 0..<width {
        let gate = 3 * first + lane
        let (update, reset) = (deltas.lanes[gate], deltas.lanes[gate + width])
        let value = deltas.lanes[gate + 2 * width]
        let before = row > 0 ? tape.states.lanes[previous + lane] : .zero
        let slope = slopes.lanes[first + lane]
        let new = slope * (1 - update) * (1 - value * value)
        let reading = new * tape.memories.lanes[first + lane] * (reset * (1 - reset))
        let keeping = slope * (before - value) * (update * (1 - update))
        deltas.lanes[gate] = keeping
        deltas.lanes[gate + width] = reading
        deltas.lanes[gate + 2 * width] = new
        inner.lanes[gate] = keeping
        inner.lanes[gate + width] = reading
        inner.lanes[gate + 2 * width] = new * reset
        if row > 0 { slopes.lanes[previous + lane] += slope * update }
      }
      if row > 0 {
        let delta = inner.lanes.span.extracting(3 * first..<3 * (first + width))
        var sums = slopes.lanes.mutableSpan
        addRowProduct(delta, 24 * width, weights.lanes.span, width, to: &sums, from: previous)
      }
    }
    var result = Matrix(rows: sequence.rows, columns: inputs)
    result.addProduct(deltas, kernel.spread(groups: 3).transposed)
    var kernelGradient = Matrix(rows: inputs, columns: deltas.columns)
    kernelGradient.addTransposedProduct(sequence, deltas)
    var recurrentGradient = Matrix(rows: units, columns: deltas.columns)
    recurrentGradient.addTransposedProduct(tape.states.delayed(), inner)
    var biasGradient = Matrix(rows: 2, columns: deltas.columns)
    biasGradient.setRow(0, to: deltas.rowSum, row: 0)
    biasGradient.setRow(1, to: inner.rowSum, row: 0)
    let all = [kernelGradient, recurrentGradient, biasGradient]
    return (result, all.map { $0.gathered(groups: 3, of: units) })
  }
}
