import Classifier
public import LinearAlgebra

/// The singular values of a review's gradient matrix: how many directions its rows take together.
///
/// One row over and over has one; a gradient that tells words apart in every way has as many as dimensions.
public struct GradientSpectrum: Hashable, Sendable {
  /// The singular values of the rows of the positions that count, from the largest down.
  public let singularValues: [Double]

  /// The number of singular values above rounding: those larger than 10⁻¹² of the largest.
  public var rank: Int { singularValues.count { $0 > 1e-12 * (singularValues.first ?? 0) } }

  /// The share of all squares that the largest one has: 1 when there is one direction.
  public var largestShare: Double {
    let squares = singularValues.map { $0 * $0 }
    let sum = squares.reduce(0, +)
    return sum > 0 ? squares[0] / sum : 1
  }

  /// Takes the singular values.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - gradient: `∂F/∂E`, L × D, by the general backward pass.
  /// - Complexity: O(L · D²) a sweep of Jacobi's method.
  public init(_ review: ExplainedReview, gradient: Matrix) {
    let counted = (0..<gradient.rows).filter(review.counts)
    var rows = Matrix(rows: counted.count, columns: gradient.columns)
    for (row, position) in counted.enumerated() { rows.setRow(row, to: gradient, row: position) }
    singularValues = rows.singularValues
  }
}
