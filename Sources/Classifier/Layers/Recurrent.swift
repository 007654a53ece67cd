public import LinearAlgebra
public import SourceText

/// A recurrent layer.
public protocol RecurrentLayer: Layer {
  /// Whether the output contains the state after each row, not only after the last one.
  var returnsSequences: Bool { get }
  /// Whether rows are processed from last to first; the output is in processing order.
  var goesBackwards: Bool { get }
  /// The method of the same name of its cell, ``RecurrentCell/prefixes(of:missing:isSampled:)``.
  func prefixes(of rows: Matrix, missing: Matrix?, isSampled: Bool) -> any PrefixTape
}

/// The state transition of a recurrent layer.
public protocol RecurrentCell: Sendable {
  /// Keras's name of the layer's class.
  static var className: String { get }
  /// The name of the cell, which appears between those of the layer and the tensor.
  static var name: String { get }
  /// The default name of the layer.
  static var layerName: String { get }

  /// Reads the weights; problems are collected in the source.
  init(reading source: inout LayerSource, units: Int)

  /// U, the size of the state.
  var units: Int { get }
  /// D, the number of columns of a row.
  var inputs: Int { get }
  /// The cell's entries in `config.json`.
  var configuration: [String: JSON] { get }
  /// The weights under Keras's names.
  var parameters: [Tensor] { get }
  /// Returns the cell with other weights, in the order of ``parameters``.
  func replacingParameters(with values: [Matrix]) -> Self
  /// Returns the cell with new weights from Keras's initializers.
  func reinitialized(random: inout SplitMix64) -> Self

  /// Returns the states of prefixes of a review, none at first.
  ///
  /// - Parameters:
  ///   - rows: The rows of all positions, n × D.
  ///   - missing: The row that replaces a missing position, 1 × D; nil if such a position is skipped.
  ///   - isSampled: Whether single precision is enough.
  /// - Returns: A tape without rows.
  func prefixes(of rows: Matrix, missing: Matrix?, isSampled: Bool) -> any PrefixTape

  /// Returns the state after each row, starting from zero.
  ///
  /// - Parameter sequence: n × D, in processing order.
  /// - Returns: n × U.
  func states(_ sequence: Matrix) -> Matrix

  /// Backpropagates through time.
  ///
  /// - Parameters:
  ///   - gradient: `∂F/∂states`, n × U.
  ///   - sequence: The input of ``states(_:)``.
  /// - Returns: `∂F/∂sequence`, n × D, and `∂F/∂parameter`, in the order of ``parameters``.
  func gradients(_ gradient: Matrix, of sequence: Matrix)
    -> (sequence: Matrix, parameters: [Matrix])
}

/// A recurrent layer: ``LSTM`` or ``GRU``.
///
/// Masked rows are skipped: the state, and the output at that row, remain unchanged.
///
/// - Shapes: T × D → 1 × U, or T × U with ``returnsSequences``.
/// - Source: Keras's layers of these names. `return_state`, `stateful` and dropout inside a cell are not supported.
public struct Recurrent<Cell: RecurrentCell>: RecurrentLayer {
  public static var className: String { Cell.className }

  public let name: String
  /// The cell with its weights.
  public var cell: Cell
  public let returnsSequences: Bool
  public let goesBackwards: Bool

  /// Creates the layer.
  public init(
    name: String = Cell.layerName, cell: Cell, returnsSequences: Bool = false,
    goesBackwards: Bool = false
  ) {
    self.name = name
    self.cell = cell
    self.returnsSequences = returnsSequences
    self.goesBackwards = goesBackwards
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    returnsSequences = source.flag("return_sequences")
    goesBackwards = source.flag("go_backwards")
    source.require("activation", .string("tanh"))
    source.require("recurrent_activation", .string("sigmoid"))
    source.refuse("use_bias", .bool(false))
    source.refuse("zero_output_for_mask", .bool(true))
    source.refuse("return_state", .bool(true))
    source.refuse("stateful", .bool(true))
    source.refuse("time_major", .bool(true))
    let units = source.integer("units", in: 1...65_536)
    cell = Cell(reading: &source, units: units)
  }

  public var configuration: [String: JSON] {
    [
      "units": .number(Double(cell.units)), "activation": .string("tanh"),
      "recurrent_activation": .string("sigmoid"), "use_bias": .bool(true),
      "return_sequences": .bool(returnsSequences), "go_backwards": .bool(goesBackwards),
    ].merging(cell.configuration) { $1 }
  }

  public func prefixes(of rows: Matrix, missing: Matrix?, isSampled: Bool) -> any PrefixTape {
    cell.prefixes(of: rows, missing: missing, isSampled: isSampled)
  }

  public var parameters: [Tensor] { cell.parameters.map { $0.prefixed(by: Cell.name) } }

  public func replacingParameters(with values: [Matrix]) -> Self {
    with(cell.replacingParameters(with: values))
  }

  public func reinitialized(random: inout SplitMix64) -> Self {
    with(cell.reinitialized(random: &random))
  }

  private func with(_ cell: Cell) -> Self {
    var layer = self
    layer.cell = cell
    return layer
  }

  public func outputShape(of input: Shape) -> Shape? {
    guard input.rows == nil, input.columns == cell.inputs else { return nil }
    return returnsSequences
      ? input.with(columns: cell.units) : Shape(rows: 1, columns: cell.units)
  }

  public func outputMask(of mask: [Bool]?) -> [Bool]? { returnsSequences ? mask : nil }
  public var positionRole: PositionRole {
    .distinguishesPositions("processes words in sequence, each in the context of those before it")
  }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    let (read, sources) = reading(input.rows, mask)
    let states = cell.states(input.rows(read))
    var output = Matrix(rows: sources.count, columns: cell.units)
    for (row, source) in sources.enumerated() {
      if let source { output.setRow(row, to: states, row: source) }
    }
    return output
  }

  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    gradients(gradient, input: input, output: output, mask: mask).input
  }

  public func parameterGradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> [Matrix] {
    gradients(gradient, input: input, output: output, mask: mask).parameters
  }

  /// A state receives the gradients of all output rows that show it; skipped rows receive none.
  public func gradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> (input: Matrix, parameters: [Matrix]) {
    let (read, sources) = reading(input.rows, mask)
    var slopes = Matrix(rows: read.count, columns: cell.units)
    for (row, source) in sources.enumerated() {
      guard let source else { continue }
      for lane in 0..<slopes.lanesPerRow {
        slopes.lanes[source * slopes.lanesPerRow + lane] +=
          gradient.lanes[row * slopes.lanesPerRow + lane]
      }
    }
    let (sequence, parameters) = cell.gradients(slopes, of: input.rows(read))
    var result = Matrix(rows: input.rows, columns: input.columns)
    for (row, position) in read.enumerated() { result.setRow(position, to: sequence, row: row) }
    return (result, parameters)
  }

  /// Returns the rows that are processed, in order, and for each output row the index of the processed row whose state it
  /// shows; nil for the zeros before the first.
  private func reading(_ rows: Int, _ mask: [Bool]?) -> (read: [Int], sources: [Int?]) {
    let order = goesBackwards ? Array((0..<rows).reversed()) : Array(0..<rows)
    var read: [Int] = []
    var sources: [Int?] = []
    for row in order {
      if mask?[row] ?? true { read.append(row) }
      sources.append(read.isEmpty ? nil : read.count - 1)
    }
    return (read, returnsSequences ? sources : [read.isEmpty ? nil : read.count - 1])
  }
}

extension Matrix {
  /// Returns selected rows.
  func rows(_ chosen: [Int]) -> Matrix {
    if chosen.count == rows && chosen.first ?? 0 == 0 && chosen == Array(0..<rows) { return self }
    var result = Matrix(rows: chosen.count, columns: columns)
    for (row, source) in chosen.enumerated() { result.setRow(row, to: self, row: source) }
    return result
  }

  /// Returns the columns in groups of the same size, each aligned to a lane.
  func spread(groups: Int) -> Matrix {
    let size = columns / groups
    guard size % 8 != 0 else { return self }
    let width = (size + 7) / 8 * 8
    var result = Matrix(rows: rows, columns: groups * width)
    for row in 0..<rows {
      for column in 0..<columns {
        result[row, column / size * width + column % size] = self[row, column]
      }
    }
    return result
  }

  /// Returns the columns without the padding inserted by ``spread(groups:)``.
  func gathered(groups: Int, of size: Int) -> Matrix {
    guard size % 8 != 0 else { return self }
    let width = columns / groups
    var result = Matrix(rows: rows, columns: groups * size)
    for row in 0..<rows {
      for column in 0..<groups * size {
        result[row, column] = self[row, column / size * width + column % size]
      }
    }
    return result
  }

  /// Returns each row moved down by one, with zeros in the first.
  func delayed() -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    for row in 1..<max(1, rows) { result.setRow(row, to: self, row: row - 1) }
    return result
  }
}
