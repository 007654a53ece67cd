import Classifier
public import LinearAlgebra

/// The singular values of a review's gradient matrix, which show how many directions its rows span.
///
/// Identical rows span one; a gradient that distinguishes words in every way spans as many as there are dimensions.
public struct GradientSpectrum: Hashable, Sendable {
  /// The singular values of the rows of the unmasked positions, in descending order.
  let singularValues: [Double]

  /// The number of singular values above rounding: those greater than 10⁻¹² times the largest.
  public var rank: Int { singularValues.count { $0 > 1e-12 * (singularValues.first ?? 0) } }

  /// The share of the largest one in the sum of squares: 1 if there is one direction.
  public var largestShare: Double {
    let squares = singularValues.map { $0 * $0 }
    let sum = squares.reduce(0, +)
    return sum > 0 ? squares[0] / sum : 1
  }

  /// Computes the singular values.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - gradient: `∂F/∂E`, L × D, by the general backward pass.
  /// - Complexity: O(L · D) if all rows are equal, otherwise O(L · D²) per sweep of Jacobi's method.
  public init(_ review: ReviewInput, gradient: Matrix) {
    let counted = (0..<gradient.rows).filter(review.isUnmasked)
    var rows = Matrix(rows: counted.count, columns: gradient.columns)
    for (row, position) in counted.enumerated() { rows.setRow(row, to: gradient, row: position) }
    singularValues = Self.ofEqualRows(rows) ?? rows.singularValues
  }

  /// Returns the singular values of rows that are all equal: `√n ‖row‖` and zeros; nil if two rows differ.
  private static func ofEqualRows(_ rows: Matrix) -> [Double]? {
    guard rows.rows > 0 else { return nil }
    let first = rows.row(0)
    guard (1..<rows.rows).allSatisfy({ rows.row($0) == first }) else { return nil }
    let square = first.reduce(0) { $0 + $1 * $1 }
    var values = [Double](repeating: 0, count: min(rows.rows, rows.columns))
    values[0] = (Double(rows.rows) * square).squareRoot()
    return values
  }
}
