public import LinearAlgebra

/// A row of numbers for each word of the vocabulary.
public struct Embedding: Sendable {
  /// Keras' name of the class.
  public static let className = "Embedding"

  /// The layer's own name.
  public let name: String
  /// The rows, V × D.
  public var table: Matrix

  /// Creates the layer.
  public init(name: String = "embedding", table: Matrix) {
    self.name = name
    self.table = table
  }

  /// Looks a row up for each position.
  ///
  /// - Parameter indices: T vocabulary indices.
  /// - Returns: T × D.
  public func forward(_ indices: [Int]) -> Matrix {
    var result = Matrix(rows: indices.count, columns: table.columns)
    for (position, index) in indices.enumerated() {
      result.setRow(position, to: table, row: index)
    }
    return result
  }
}
