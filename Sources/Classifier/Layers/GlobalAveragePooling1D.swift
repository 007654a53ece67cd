public import LinearAlgebra

/// The mean of all positions, those with padding among them: `m = (1/T) Σₜ eₜ`.
///
/// - Shapes: T × D → 1 × D.
/// - Source: Keras' layer of the same name, without a mask.
public struct GlobalAveragePooling1D: Layer {
  public static let className = "GlobalAveragePooling1D"

  public let name: String

  /// Creates the layer.
  public init(name: String = "global_average_pooling1d") {
    self.name = name
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    source.refuse("keepdims", .bool(true))
    source.refuse("data_format", .string("channels_first"))
  }

  public func outputShape(of input: Shape) -> Shape? {
    input.rows == nil ? Shape(rows: 1, columns: input.columns) : nil
  }

  public func forward(_ input: Matrix) -> Matrix {
    input.rowMean
  }

  /// Each position gets the same row, `gradient / T`: this is why a gradient can't tell words apart.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix) -> Matrix {
    let share = (1 / Double(input.rows)) * gradient
    var result = Matrix(rows: input.rows, columns: input.columns)
    for row in 0..<input.rows { result.setRow(row, to: share, row: 0) }
    return result
  }
}
