import LinearAlgebra
import SourceText

extension GlobalAveragePooling1D: Layer {
  public static let className = "GlobalAveragePooling1D"

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
}
