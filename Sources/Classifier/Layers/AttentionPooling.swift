public import LinearAlgebra

/// A weighted mean of the positions, with weights from a learned query.
///
///     sₜ = xₜ · q        αₜ = eˢᵗ / Σᵤ eˢᵘ        y = Σₜ αₜ xₜ
///
/// Masked positions have weight zero; if all positions are masked, the result is zero.
///
/// - Shapes: T × D → 1 × D, with `q` D × 1.
/// - Source: Yang et al., *Hierarchical Attention Networks for Document Classification*, 2016, equations 5–7, without the layer
///   before the query. Keras has no such layer; there it takes a custom layer with the formulas above.
public struct AttentionPooling: Layer {
  public static let className = "AttentionPooling"

  public let name: String
  /// `q`, D × 1.
  public var query: Matrix

  /// Creates the layer.
  public init(name: String = "attention_pooling", query: Matrix) {
    precondition(query.columns == 1, "a query of \(query.columns) columns")
    self.name = name
    self.query = query
  }

  public init(reading source: inout LayerSource) {
    name = source.name
    query = source.matrix("query", rows: source.input.columns, columns: 1)
  }

  public var parameters: [Tensor] { [Tensor("query", query)] }

  public func replacingParameters(with values: [Matrix]) -> Self {
    Self(name: name, query: values[0])
  }

  public func outputShape(of input: Shape) -> Shape? {
    input.rows == nil && input.columns == query.rows
      ? Shape(rows: 1, columns: input.columns) : nil
  }

  public func outputMask(of mask: [Bool]?) -> [Bool]? { nil }

  /// Returns `α`, the weight of each position; the weights sum to 1 unless all positions are
  /// masked.
  ///
  /// - Parameters:
  ///   - input: T × D.
  ///   - mask: Which positions are unmasked; nil if all are.
  /// - Returns: T weights.
  public func shares(_ input: Matrix, mask: [Bool]?) -> [Double] {
    let scores = input.dots(withRow: query.transposed)
    let counted = scores.indices.filter { mask?[$0] ?? true }
    // The softmax is invariant to a shift; subtracting the largest score prevents overflow.
    let largest = counted.map { scores[$0] }.max() ?? 0
    var shares = [Double](repeating: 0, count: scores.count)
    for position in counted { shares[position] = exp(scores[position] - largest) }
    let sum = shares.reduce(0, +)
    return sum > 0 ? shares.map { $0 / sum } : shares
  }
  public var positionRole: PositionRole {
    .distinguishesPositions("weights each position by its content")
  }

  public func forward(_ input: Matrix, mask: [Bool]?) -> Matrix {
    let shares = Matrix([shares(input, mask: mask)])
    var output = Matrix(rows: 1, columns: input.columns)
    if input.rows > 0 { output.addProduct(shares, input) }
    return output
  }

  /// `∂F/∂xₜ = αₜ g + δₜ q` with `g = ∂F/∂y` and `δₜ = αₜ (g · xₜ − g · y)`, the gradient of the score.
  public func backward(_ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?) -> Matrix {
    let shares = shares(input, mask: mask)
    let slopes = scoreGradients(gradient, shares, input, output)
    let row = query.transposed
    var result = Matrix(rows: input.rows, columns: input.columns)
    for position in 0..<input.rows {
      for lane in 0..<input.lanesPerRow {
        result.lanes[position * input.lanesPerRow + lane] =
          shares[position] * gradient.lanes[lane] + slopes[position] * row.lanes[lane]
      }
    }
    return result
  }

  /// `∂F/∂q = Σₜ δₜ xₜ`.
  public func parameterGradients(
    _ gradient: Matrix, input: Matrix, output: Matrix, mask: [Bool]?
  ) -> [Matrix] {
    let slopes = scoreGradients(gradient, shares(input, mask: mask), input, output)
    var sum = Matrix(rows: 1, columns: input.columns)
    if input.rows > 0 { sum.addProduct(Matrix([slopes]), input) }
    return [sum.transposed]
  }

  private func scoreGradients(
    _ gradient: Matrix, _ shares: [Double], _ input: Matrix, _ output: Matrix
  ) -> [Double] {
    let mean = output.rowDots(gradient)[0]
    return zip(shares, input.dots(withRow: gradient)).map { $0 * ($1 - mean) }
  }
}
