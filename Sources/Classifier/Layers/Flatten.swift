public import LinearAlgebra
import SourceText

/// Concatenates all rows into a single row.
///
/// A model with this layer has a fixed sequence length. If a method removes words, the missing rows at the end are treated as
/// zeros.
///
/// - Shapes: T × D → 1 × T D.
/// - Source: Keras's layer of the same name.
public struct Flatten: Layer {
  public static let className = "Flatten"

  public let name: String
  /// T, the number of rows of the input.
  public let rows: Int

  /// Creates the layer.
  public init(name: String = "flatten", rows: Int) {
    self.name = name
    self.rows = rows
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    rows = source.input.rows ?? source.input.positions ?? 0
    source.refuse("data_format", .string("channels_first"))
  }

  public func outputShape(of input: Shape) -> Shape? {
    let given = input.rows ?? input.positions ?? rows
    let (columns, overflow) = rows.multipliedReportingOverflow(by: input.columns)
    return given == rows && rows > 0 && !overflow ? Shape(rows: 1, columns: columns) : nil
  }

  public func outputMask(of mask: [Bool]?) -> [Bool]? { nil }
  public var positionRole: PositionRole {
    .distinguishesPositions("has separate weights for each position")
  }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    var output = Matrix(rows: 1, columns: rows * input.columns)
    for row in 0..<min(rows, input.rows) {
      for column in 0..<input.columns {
        output[0, row * input.columns + column] = input[row, column]
      }
    }
    return output
  }

  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    var result = Matrix(rows: input.rows, columns: input.columns)
    for row in 0..<min(rows, input.rows) {
      for column in 0..<input.columns {
        result[row, column] = gradient[0, row * input.columns + column]
      }
    }
    return result
  }
}
