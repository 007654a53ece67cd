public import LinearAlgebra
import SourceText

/// The maximum of each column: `m_d = maxₜ x_{td}`.
///
/// As in Keras, a mask is ignored: a padding position can be the maximum.
///
/// - Shapes: T × D → 1 × D.
/// - Source: Keras's layer of the same name. Without any position the result is zero here.
public struct GlobalMaxPooling1D: Layer {
  public static let className = "GlobalMaxPooling1D"

  public let name: String

  /// Creates the layer.
  public init(name: String = "global_max_pooling1d") {
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

  public func outputMask(of mask: [Bool]?) -> [Bool]? { nil }
  public var positionRole: PositionRole {
    .distinguishesPositions(
      "routes the gradient of each column to the position with the largest value")
  }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    var output = Matrix(rows: 1, columns: input.columns)
    guard input.rows > 0 else { return output }
    let rows = input.lanes.span
    for lane in 0..<input.lanesPerRow {
      var largest = rows[lane]
      for row in 1..<max(1, input.rows) {
        let other = rows[row * input.lanesPerRow + lane]
        largest.replace(with: other, where: other .> largest)
      }
      output.lanes[lane] = largest
    }
    return output
  }

  /// A column's gradient is routed to the position of its maximum; ties share it equally.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    var result = Matrix(rows: input.rows, columns: input.columns)
    let width = input.lanesPerRow
    for lane in 0..<width {
      var count = SIMD8<Double>.zero
      for row in 0..<input.rows {
        count.replace(
          with: count + 1, where: input.lanes[row * width + lane] .== output.lanes[lane])
      }
      let share = gradient.lanes[lane] / pointwiseMax(count, SIMD8(repeating: 1))
      for row in 0..<input.rows {
        let isLargest = input.lanes[row * width + lane] .== output.lanes[lane]
        result.lanes[row * width + lane].replace(with: share, where: isLargest)
      }
    }
    return result
  }
}
