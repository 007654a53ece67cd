public import LinearAlgebra

/// The mean of all unmasked positions: `m = (1/n) Σₜ eₜ`.
///
/// Without a mask, padding is included.
///
/// - Shapes: T × D → 1 × D.
/// - Source: Keras's layer of the same name. If all positions are masked, Keras divides by zero; here the mean is zero.
public struct GlobalAveragePooling1D: Sendable {
  /// Its name.
  public let name: String

  /// Creates the layer.
  public init(name: String = "global_average_pooling1d") {
    self.name = name
  }

  /// Returns the mean.
  ///
  /// - Parameters:
  ///   - input: T × D.
  ///   - mask: Which positions are unmasked; nil if all are.
  /// - Returns: 1 × D.
  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    input.mean(of: mask)
  }

  /// Each unmasked position receives the same row, `gradient / n`: this is why a gradient cannot distinguish words.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    let share = Self.share(of: gradient, mask: mask, positions: input.rows)
    var result = Matrix(rows: input.rows, columns: input.columns)
    for row in 0..<input.rows where mask?[row] ?? true {
      result.setRow(row, to: share, row: 0)
    }
    return result
  }

  /// Returns the row that each unmasked position receives.
  ///
  /// - Parameters:
  ///   - gradient: ∂F/∂m, 1 × D.
  ///   - mask: Which positions are unmasked; nil if all are.
  ///   - positions: T.
  /// - Returns: `gradient / n`, 1 × D.
  public static func share(of gradient: Matrix, mask: [Bool]?, positions: Int) -> Matrix {
    let count = mask.map { mask in mask.count { $0 } } ?? positions
    return (1 / Double(max(1, count))) * gradient
  }
}
