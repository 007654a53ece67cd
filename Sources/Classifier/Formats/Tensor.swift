public import LinearAlgebra

/// Weights with a name.
public struct Tensor: Hashable, Sendable {
  /// The name, such as `dense/kernel`.
  public let name: String
  /// The sizes of its one or two dimensions.
  public let shape: [Int]
  /// The numbers; a tensor of one dimension is a matrix of one row.
  public let values: Matrix

  /// Creates a tensor of two dimensions.
  public init(_ name: String, _ values: Matrix) {
    self.name = name
    self.values = values
    shape = [values.rows, values.columns]
  }

  /// Creates a tensor of one dimension.
  public init(_ name: String, row: Matrix) {
    precondition(row.rows == 1, "a row of \(row.rows) rows")
    self.name = name
    values = row
    shape = [row.columns]
  }

  /// The tensor under a longer name.
  func prefixed(by layer: String) -> Tensor {
    shape.count == 1
      ? Tensor("\(layer)/\(name)", row: values) : Tensor("\(layer)/\(name)", values)
  }
}

extension Matrix {
  /// The matrix with each number rounded to the nearest one of 32 bits, as it is kept in a file.
  public var roundedToFloat: Matrix {
    var result = self
    for lane in lanes.indices { result.lanes[lane] = SIMD8<Double>(SIMD8<Float>(lanes[lane])) }
    return result
  }
}
