public import LinearAlgebra

/// A named weight tensor.
public struct Tensor: Hashable, Sendable {
  /// The name, such as `dense/kernel`.
  public let name: String
  /// The sizes of its one, two or three dimensions.
  public let shape: [Int]
  /// The numbers; columns are the last dimension, and rows combine the others.
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

  /// Returns the tensor with a name prefix.
  func prefixed(by layer: String) -> Tensor { Tensor("\(layer)/\(name)", shape: shape, values) }
}

extension Matrix {
  /// The matrix rounded to 32-bit floats, as stored in a file.
  public var roundedToFloat: Matrix {
    var result = self
    for lane in lanes.indices { result.lanes[lane] = SIMD8<Double>(SIMD8<Float>(lanes[lane])) }
    return result
  }
}
