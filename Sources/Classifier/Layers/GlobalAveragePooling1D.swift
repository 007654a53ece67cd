public import LinearAlgebra
import SourceText

/// The mean of all unmasked positions: `m = (1/n) Σₜ eₜ`.
///
/// Without a mask, padding is included.
///
/// - Shapes: T × D → 1 × D.
/// - Source: Keras's layer of the same name. If all positions are masked, Keras divides by zero; here the mean is zero.
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

  public var positionRole: PositionRole { .average }

  public func outputMask(of mask: [Bool]?) -> [Bool]? { nil }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    input.mean(of: mask)
  }

  /// Each unmasked position receives the same row, `gradient / n`: this is why a gradient cannot distinguish words.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    let count = mask.map { mask in mask.count { $0 } } ?? input.rows
    let share = (1 / Double(max(1, count))) * gradient
    var result = Matrix(rows: input.rows, columns: input.columns)
    for row in 0..<input.rows where mask?[row] ?? true {
      result.setRow(row, to: share, row: 0)
    }
    return result
  }
}
