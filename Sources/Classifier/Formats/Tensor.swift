public import LinearAlgebra

/// Weights with a name.
public struct Tensor: Hashable, Sendable {
  /// The name, such as `dense/kernel`.
  public let name: String
  /// The sizes of its one, two or three dimensions.
  public let shape: [Int]
  /// The numbers; the columns are the last dimension, and the rows are the others, one behind the other.
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

  /// Creates a tensor of any dimensions.
  public init(_ name: String, shape: [Int], _ values: Matrix) {
    precondition(
      shape.last == values.columns && shape.dropLast().reduce(1, *) == values.rows,
      "a tensor \(shape) of \(values.rows) × \(values.columns) numbers")
    self.name = name
    self.shape = shape
    self.values = values
  }

  /// The tensor under a longer name.
  func prefixed(by layer: String) -> Tensor { Tensor("\(layer)/\(name)", shape: shape, values) }
}

extension Matrix {
  /// The matrix with each number rounded to the nearest one of 32 bits, as it is kept in a file.
  public var roundedToFloat: Matrix {
    var result = self
    for lane in lanes.indices { result.lanes[lane] = SIMD8<Double>(SIMD8<Float>(lanes[lane])) }
    return result
  }
}
