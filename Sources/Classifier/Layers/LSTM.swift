public import LinearAlgebra
public import SourceText

/// A long short-term memory: a recurrent layer with a memory cell controlled by gates.
public typealias LSTM = Recurrent<LSTMCell>

/// A step of an LSTM.
///
///     i, f, o = σ(x W + h R + b)        g = tanh(x W + h R + b)        each with its own quarter of the columns
///     c ← f ∘ c + i ∘ g                 h ← o ∘ tanh(c)
///
/// - Shapes: `W` D × 4U, `R` U × 4U and `b` 1 × 4U; the quarters are `i`, `f`, `g`, `o`.
/// - Source: Hochreiter and Schmidhuber, *Long Short-Term Memory*, 1997, with Gers's forget gate; Keras's `LSTMCell`.
public struct LSTMCell: RecurrentCell {
  public static let className = "LSTM"
  public static let name = "lstm_cell"
  public static let layerName = "lstm"

  /// `W`, D × 4U.
  public var kernel: Matrix
  /// `R`, U × 4U.
  public var recurrentKernel: Matrix
  /// `b`, 1 × 4U.
  public var bias: Matrix
  /// Whether the bias of the forget gate is initialized to 1, so that the memory is kept at first.
  public let hasUnitForgetBias: Bool

  /// Creates the cell.
  public init(
    kernel: Matrix, recurrentKernel: Matrix, bias: Matrix, hasUnitForgetBias: Bool = true
  ) {
    precondition(
      kernel.columns == 4 * recurrentKernel.rows && bias.columns == kernel.columns
        && recurrentKernel.columns == kernel.columns, "weights of different numbers of units")
    self.kernel = kernel
    self.recurrentKernel = recurrentKernel
    self.bias = bias
    self.hasUnitForgetBias = hasUnitForgetBias
  }

  public init(reading source: inout LayerSource, units: Int) {
    hasUnitForgetBias = source.flag("unit_forget_bias", default: true)
    kernel = source.matrix("lstm_cell/kernel", rows: source.input.columns, columns: 4 * units)
    recurrentKernel = source.matrix("lstm_cell/recurrent_kernel", rows: units, columns: 4 * units)
    bias = source.row("lstm_cell/bias", columns: 4 * units)
  }

  public var units: Int { kernel.columns / 4 }
  public var inputs: Int { kernel.rows }
  public var configuration: [String: JSON] { ["unit_forget_bias": .bool(hasUnitForgetBias)] }

  public var parameters: [Tensor] {
    [
      Tensor("kernel", kernel), Tensor("recurrent_kernel", recurrentKernel),
      Tensor("bias", row: bias),
    ]
  }

  public func replacingParameters(with values: [Matrix]) -> Self {
    Self(
      kernel: values[0], recurrentKernel: values[1], bias: values[2],
      hasUnitForgetBias: hasUnitForgetBias)
  }

  public func reinitialized(random: inout SplitMix64) -> Self {
    var bias = Matrix(rows: 1, columns: 4 * units)
    if hasUnitForgetBias { for unit in units..<2 * units { bias[0, unit] = 1 } }
    return replacingParameters(with: [
      Initialization.kernel(inputs, 4 * units, random: &random),
      Initialization.orthogonal(units, 4 * units, random: &random), bias,
    ])
  }

  public func prefixes(of rows: Matrix, missing: Matrix?, isSampled: Bool) -> any PrefixTape {
    // The error of about 10⁻⁷ in a state is far below the standard error of a sampled attribution.
    LSTMTape(
      recurrentKernel.spread(groups: 4), units: units, precision: isSampled ? .single : .double,
      sums: sums(of: rows), missing: missing.map(sums))
  }

  public func states(_ sequence: Matrix) -> Matrix { run(sequence).states }

  /// The intermediate results of a forward pass, with gates in groups that are aligned to lanes.
  private struct Tape {
    var gates: Matrix
    var memories: Matrix
    var states: Matrix
  }

  /// `x W + b`, in groups that are aligned to lanes.
  private func sums(of rows: Matrix) -> Matrix {
    let (weights, start) = (kernel.spread(groups: 4), bias.spread(groups: 4))
    var sums = Matrix(rows: rows.rows, columns: weights.columns)
    for row in 0..<rows.rows { sums.setRow(row, to: start, row: 0) }
    sums.addProduct(rows, weights)
    return sums
  }

  private func run(_ sequence: Matrix) -> Tape {
    let weights = recurrentKernel.spread(groups: 4)
    var gates = sums(of: sequence)
    var memories = Matrix(rows: sequence.rows, columns: units)
    var states = memories
    let width = states.lanesPerRow
    for row in 0..<sequence.rows {
      let (first, previous) = (row * width, (row - 1) * width)
      if row > 0 {
        let state = states.lanes.span.extracting(previous..<first)
        var sums = gates.lanes.mutableSpan
        addRowProduct(state, units, weights.lanes.span, 4 * width, to: &sums, from: 4 * first)
      }
      var sums = gates.lanes.mutableSpan
      var cells = memories.lanes.mutableSpan
      var shown = states.lanes.mutableSpan
      advanceLSTM(
        (1, width), gates: &sums, from: 4 * first, memories: &cells,
        before: row > 0 ? previous : nil, after: first, states: &shown)
    }
    return Tape(gates: gates, memories: memories, states: states)
  }

  /// Propagates from the last row to the first.
  ///
  ///     ∂c = ∂h ∘ o ∘ (1 − tanh²c) + ∂c′ ∘ f′        (′: the next row)
  ///     δᵢ = ∂c ∘ g ∘ i(1 − i)    δ_f = ∂c ∘ c₋₁ ∘ f(1 − f)    δ_g = ∂c ∘ i ∘ (1 − g²)    δₒ = ∂h ∘ tanh c ∘ o(1 − o)
  ///     ∂h₋₁ += δ Rᵀ              ∂x = δ Wᵀ
  public func gradients(
    _ gradient: Matrix, of sequence: Matrix
  ) -> (sequence: Matrix, parameters: [Matrix]) {
    let tape = run(sequence)
    let weights = recurrentKernel.spread(groups: 4).transposed
    var deltas = tape.gates
    var slopes = gradient
    let width = slopes.lanesPerRow
    var memorySlopes = [SIMD8<Double>](repeating: .zero, count: width)
    for row in (0..<sequence.rows).reversed() {
      let (first, previous) = (row * width, (row - 1) * width)
      for lane in 0..<width {
        let gate = 4 * first + lane
        let (input, forget) = (deltas.lanes[gate], deltas.lanes[gate + width])
        let (value, output) = (deltas.lanes[gate + 2 * width], deltas.lanes[gate + 3 * width])
        let shown = tanh(tape.memories.lanes[first + lane])
        let before = row > 0 ? tape.memories.lanes[previous + lane] : .zero
        let slope = slopes.lanes[first + lane]
        let memory = slope * output * (1 - shown * shown) + memorySlopes[lane]
        deltas.lanes[gate] = memory * value * (input * (1 - input))
        deltas.lanes[gate + width] = memory * before * (forget * (1 - forget))
        deltas.lanes[gate + 2 * width] = memory * input * (1 - value * value)
        deltas.lanes[gate + 3 * width] = slope * shown * (output * (1 - output))
        memorySlopes[lane] = memory * forget
      }
      if row > 0 {
        let delta = deltas.lanes.span.extracting(4 * first..<4 * (first + width))
        var sums = slopes.lanes.mutableSpan
        addRowProduct(delta, 32 * width, weights.lanes.span, width, to: &sums, from: previous)
      }
    }
    var result = Matrix(rows: sequence.rows, columns: inputs)
    result.addProduct(deltas, kernel.spread(groups: 4).transposed)
    var kernelGradient = Matrix(rows: inputs, columns: deltas.columns)
    kernelGradient.addTransposedProduct(sequence, deltas)
    var recurrentGradient = Matrix(rows: units, columns: deltas.columns)
    recurrentGradient.addTransposedProduct(tape.states.delayed(), deltas)
    let all = [kernelGradient, recurrentGradient, deltas.rowSum]
    return (result, all.map { $0.gathered(groups: 4, of: units) })
  }
}
