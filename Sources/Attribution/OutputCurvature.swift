public import LinearAlgebra

extension Output {
  /// Returns the second derivatives `∂²F/∂zᵢ∂zⱼ`.
  ///
  /// They are zero for a logit, `σ''(z) = σ'(z) (σ(−z) − σ(z))` for the sigmoid of a margin, times its direction twice, and
  /// `p_c [(δ_ci − pᵢ)(δ_cj − pⱼ) − pᵢ (δᵢⱼ − pⱼ)]` for class `c` of a softmax.
  ///
  /// - Parameter logits: 1 × K.
  /// - Returns: K × K, symmetric.
  public func curvature(at logits: Matrix) -> Matrix {
    var result = Matrix(rows: self.logits, columns: self.logits)
    guard target == .probability else { return result }
    guard isSoftmax else {
      let (z, direction) = (margin(at: logits), direction)
      let curvature = sigmoidDerivative(z) * (sigmoid(-z) - sigmoid(z))
      for i in 0..<self.logits {
        for j in 0..<self.logits {
          result[i, j] = curvature * (direction[0, i] * direction[0, j])
        }
      }
      return result
    }
    let p = logits.softmaxOfRows
    func unit(_ i: Int, _ j: Int) -> Double { i == j ? 1 : 0 }
    for i in 0..<self.logits {
      for j in 0..<self.logits {
        let outer = (unit(classIndex, i) - p[0, i]) * (unit(classIndex, j) - p[0, j])
        result[i, j] = p[0, classIndex] * (outer - p[0, i] * (unit(i, j) - p[0, j]))
      }
    }
    return result
  }
}
