extension Matrix {
  /// The singular values, from the largest down; as many as the smaller of rows and columns.
  ///
  /// One-sided Jacobi: pairs of columns are turned until all are at right angles; then their lengths are the values. Small
  /// values keep their digits beside large ones, which those of `AᵀA` would not.
  ///
  /// - Returns: min(rows, columns) numbers that are not negative.
  /// - Complexity: O(rows · columns²) a sweep, a handful of sweeps.
  /// - Source: Hestenes, *Inversion of Matrices by Biorthogonalization and Related Results*, 1958,
  ///   <https://doi.org/10.1137/0106005>; Demmel and Veselić, *Jacobi's Method is More Accurate than QR*, 1992,
  ///   <https://doi.org/10.1137/0613074>.
  public var singularValues: [Double] {
    // The columns as rows, of which there are to be few.
    var vectors = rows < columns ? self : transposed
    let count = vectors.rows
    // Numbers whose squares leave the range of a Double are brought into it.
    let bounds = vectors.bounds
    let scale = max(abs(bounds.lowest), abs(bounds.highest))
    guard scale > 0, scale.isFinite else {
      return Array(repeating: scale == 0 ? 0 : .nan, count: count)
    }
    vectors = (1 / scale) * vectors
    for _ in 0..<60 {
      var isDone = true
      for p in 0..<count {
        for q in p + 1..<max(p + 1, count) where vectors.turn(p, q) { isDone = false }
      }
      if isDone { break }
    }
    return (0..<count).map { scale * vectors.rowDot($0, $0).squareRoot() }.sorted(by: >)
  }

  private func rowDot(_ p: Int, _ q: Int) -> Double {
    dot(lanes.span.extracting(lanes(ofRow: p)), lanes.span.extracting(lanes(ofRow: q)))
  }

  /// Turns two rows in their plane until they are at right angles.
  ///
  /// - Returns: Whether they were not.
  private mutating func turn(_ p: Int, _ q: Int) -> Bool {
    let (alpha, beta, gamma) = (rowDot(p, p), rowDot(q, q), rowDot(p, q))
    guard abs(gamma) > 1e-15 * (alpha * beta).squareRoot() else { return false }
    let zeta = (beta - alpha) / (2 * gamma)
    let tangent = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = cosine * tangent
    for (left, right) in zip(lanes(ofRow: p), lanes(ofRow: q)) {
      let (x, y) = (lanes[left], lanes[right])
      lanes[left] = cosine * x - sine * y
      lanes[right] = sine * x + cosine * y
    }
    return true
  }
}
