public import LinearAlgebra
public import SourceText

/// A one-dimensional convolution: `yₜ = φ(b + Σₖ x_{st+k−p} Wₖ)`, with `s` the stride and `p` the padding at the start.
///
/// As in Keras, a mask is ignored and not passed to subsequent layers.
///
/// - Shapes: T × in → T′ × filters, with `W` kernel size × in × filters and `b` 1 × filters. T′ is
///   `⌊(T − size) / s⌋ + 1` without padding and `⌈T / s⌉` with it.
/// - Source: Keras's layer of the same name, with `data_format` "channels_last".
public struct Conv1D: Layer {
  public static let className = "Conv1D"

  /// The zero padding beyond the first and last rows.
  public enum Padding: String, CaseIterable, Sendable {
    /// No padding.
    case valid
    /// Padding on both sides, with an odd row at the end, so that T′ is T for a stride of 1.
    case same
    /// Padding at the start only, so that no output depends on later positions.
    case causal
  }

  public let name: String
  /// `Wₖ` stacked vertically, (kernel size · in) × filters.
  public var kernel: Matrix
  /// `b`, 1 × filters; nil if there is none.
  public var bias: Matrix?
  /// The number of rows per window.
  public let kernelSize: Int
  /// `s`, the number of rows between windows.
  public let stride: Int
  /// The padding.
  public let padding: Padding
  /// φ.
  public var activation: Activation

  /// Creates the layer.
  public init(
    name: String = "conv1d", kernel: Matrix, bias: Matrix?, kernelSize: Int, stride: Int = 1,
    padding: Padding = .valid, activation: Activation = .linear
  ) {
    precondition(
      kernelSize > 0 && stride > 0 && kernel.rows % kernelSize == 0,
      "a kernel of \(kernel.rows) rows for windows of \(kernelSize)")
    precondition(bias.map { $0.columns == kernel.columns } ?? true, "a bias of another length")
    self.name = name
    self.kernel = kernel
    self.bias = bias
    self.kernelSize = kernelSize
    self.stride = stride
    self.padding = padding
    self.activation = activation
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    let filters = source.integer("filters", in: 1...65_536)
    kernelSize = source.size("kernel_size", in: 1...65_536)
    stride = source.size("strides", in: 1...65_536, default: 1)
    padding = source.choice("padding", default: .valid)
    activation = source.choice("activation", default: .linear)
    source.refuse("data_format", .string("channels_first"))
    source.require("dilation_rate", .number(1), .array([.number(1)]))
    source.require("groups", .number(1))
    let hasBias = source.flag("use_bias", default: true)
    kernel = source.table("kernel", [kernelSize, source.input.columns, filters])
    bias = hasBias ? source.row("bias", columns: filters) : nil
  }

  /// The number of filters.
  public var filters: Int { kernel.columns }

  public var configuration: [String: JSON] {
    [
      "filters": .number(Double(filters)),
      "kernel_size": .array([.number(Double(kernelSize))]),
      "strides": .array([.number(Double(stride))]),
      "padding": .string(padding.rawValue),
      "activation": .string(activation.rawValue),
      "use_bias": .bool(bias != nil),
    ]
  }

  public var parameters: [Tensor] {
    let shape = [kernelSize, kernel.rows / kernelSize, filters]
    return [Tensor("kernel", shape: shape, kernel)] + (bias.map { [Tensor("bias", row: $0)] } ?? [])
  }

  public func replacingParameters(with values: [Matrix]) -> Self {
    Self(
      name: name, kernel: values[0], bias: bias.map { _ in values[1] }, kernelSize: kernelSize,
      stride: stride, padding: padding, activation: activation)
  }

  /// Uses Glorot limits with fan-in and fan-out of a window, as in Keras.
  public func reinitialized(random: inout SplitMix64) -> Self {
    let drawn = Initialization.kernel(
      kernel.rows, filters, outputs: kernelSize * filters, random: &random)
    return replacingParameters(with: [drawn] + (bias.map { [$0.mapped { _ in 0 }] } ?? []))
  }

  public func outputShape(of input: Shape) -> Shape? {
    let (rows, overflow) = kernelSize.multipliedReportingOverflow(by: input.columns)
    guard input.rows == nil, !overflow, kernel.rows == rows else { return nil }
    let positions = input.positions.map(windowCount)
    return positions == 0 ? nil : Shape(rows: nil, columns: filters, positions: positions)
  }

  public func outputMask(of mask: [Bool]?) -> [Bool]? { nil }

  public var steps: [any Layer] {
    guard activation != .linear else { return [self] }
    var sums = self
    sums.activation = .linear
    return [sums, ActivationLayer(name: name, activation: activation)]
  }
  public var positionRole: PositionRole {
    .distinguishesPositions("combines neighbouring words in windows")
  }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix { activation(sums(of: input)) }

  /// `Σₖ x_{st+k−p} Wₖ + b`.
  private func sums(of input: Matrix) -> Matrix {
    var output = Matrix(rows: windowCount(input.rows), columns: filters)
    if let bias { for row in 0..<output.rows { output.setRow(row, to: bias, row: 0) } }
    let (rows, weights) = (input.lanes.span, kernel.lanes.span)
    let (depth, width, count) = (input.columns, output.lanesPerRow, output.rows)
    let lead = lead(input.rows)
    let distinct = DistinctWindows(
      of: input, count: count, size: kernelSize, stride: stride, lead: lead)
    var sums = output.lanes.mutableSpan
    for part in 0..<kernelSize {
      for run in distinct.runs {
        let windows = windows(of: part, in: input.rows, run, lead)
        let first = windows.lowerBound * stride + part - lead
        addLaneProduct(
          (windows.count, width), terms: .all(depth), c: (windows.lowerBound * width, width),
          to: &sums,
          a: (8 * first * input.lanesPerRow, 8 * stride * input.lanesPerRow, 1), of: rows,
          b: weights.extracting(part * depth * width..<(part + 1) * depth * width))
      }
    }
    var end = 0
    for run in distinct.runs + [count..<count] {
      for row in end..<run.lowerBound {
        for lane in 0..<width {
          let above = sums[(row - 1) * width + lane]
          sums[row * width + lane] = above
        }
      }
      end = run.upperBound
    }
    return output
  }

  /// `∂F/∂x_{st+k−p} = Σ δₜ Wₖᵀ` with `δ = ∂F/∂y ∘ φ'`.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    let delta = activation.backward(gradient, sums: sums(of: input), output: output)
    let weights = (0..<kernelSize).map { part in
      kernel.rows(Array(part * input.columns..<(part + 1) * input.columns)).transposed
    }
    var result = Matrix(rows: input.rows, columns: input.columns)
    let (slopes, width) = (delta.lanes.span, result.lanesPerRow)
    let lead = lead(input.rows)
    // Below a maximum, most windows have a zero gradient.
    let runs = delta.nonzeroRuns
    var sums = result.lanes.mutableSpan
    // Later windows see a row at an earlier offset: this order sums each row's contributions in window order.
    for part in weights.indices.reversed() {
      let weights = weights[part]
      for run in runs {
        let windows = windows(of: part, in: input.rows, run, lead)
        let first = windows.lowerBound * stride + part - lead
        addLaneProduct(
          (windows.count, width), terms: .all(filters), c: (first * width, stride * width),
          to: &sums,
          a: (8 * windows.lowerBound * delta.lanesPerRow, 8 * delta.lanesPerRow, 1), of: slopes,
          b: weights.lanes.span)
      }
    }
    return result
  }

  /// `∂F/∂Wₖ = Σₜ x_{st+k−p}ᵀ δₜ` and `∂F/∂b = Σₜ δₜ`.
  public func parameterGradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> [Matrix] {
    let delta = activation.backward(gradient, sums: sums(of: input), output: output)
    var result = Matrix(rows: kernel.rows, columns: filters)
    let (slopes, width) = (delta.lanes.span, delta.lanesPerRow)
    let (rows, lead) = (input.lanes.span, lead(input.rows))
    let runs = delta.nonzeroRuns
    var sums = result.lanes.mutableSpan
    for part in 0..<kernelSize {
      for run in runs {
        let windows = windows(of: part, in: input.rows, run, lead)
        let first = windows.lowerBound * stride + part - lead
        addLaneProduct(
          (input.columns, width), terms: .all(windows.count),
          c: (part * input.columns * width, width), to: &sums,
          a: (8 * first * input.lanesPerRow, 1, 8 * stride * input.lanesPerRow), of: rows,
          b: slopes.extracting(windows.lowerBound * width..<windows.upperBound * width))
      }
    }
    return [result] + (bias == nil ? [] : [delta.rowSum])
  }

  /// T′.
  private func windowCount(_ rows: Int) -> Int {
    guard padding == .valid else { return (rows + stride - 1) / stride }
    return rows < kernelSize ? 0 : (rows - kernelSize) / stride + 1
  }

  /// `p`, the number of zero rows at the start.
  private func lead(_ rows: Int) -> Int {
    switch padding {
    case .valid: 0
    case .same: max(0, (windowCount(rows) - 1) * stride + kernelSize - rows) / 2
    case .causal: kernelSize - 1
    }
  }

  /// Returns the range of windows, among consecutive ones, that contain an input row at one of
  /// their offsets.
  private func windows(
    of part: Int, in rows: Int, _ range: Range<Int>, _ lead: Int
  ) -> Range<Int> {
    let first = max(0, (lead - part + stride - 1) / stride)
    let end = rows + lead <= part ? 0 : (rows + lead - part - 1) / stride + 1
    let lower = min(max(range.lowerBound, first), range.upperBound)
    return lower..<max(lower, min(range.upperBound, end))
  }
}
