extension Matrix {
  /// The singular values in descending order; as many as the smaller of rows and columns.
  ///
  /// One-sided Jacobi: pairs of columns are rotated until all are orthogonal; their lengths are then the values. Small values
  /// keep their precision next to large ones, unlike those computed from `AᵀA`. Long columns are first replaced by those of
  /// the triangle `R` of `A = QR`, which has the same singular values.
  ///
  /// - Returns: min(rows, columns) nonnegative numbers.
  /// - Complexity: O(rows · columns²), and O(columns³) per sweep, with a few sweeps.
  /// - Source: Hestenes, *Inversion of Matrices by Biorthogonalization and Related Results*, 1958,
  ///   <https://doi.org/10.1137/0106005>; Demmel and Veselić, *Jacobi's Method is More Accurate than QR*, 1992,
  ///   <https://doi.org/10.1137/0613074>; Drmač and Veselić, *New Fast and Accurate Jacobi SVD Algorithm*, 2008,
  ///   <https://doi.org/10.1137/050639193>.
  public var singularValues: [Double] {
    // The columns as rows, in the orientation with fewer of them.
    var vectors = rows < columns ? self : transposed
    let count = vectors.rows
    // Rescale so that squares neither overflow nor underflow.
    let bounds = vectors.bounds
    let scale = max(abs(bounds.lowest), abs(bounds.highest))
    guard scale > 0, scale.isFinite else {
      return Array(repeating: scale == 0 ? 0 : .nan, count: count)
    }
    vectors = (1 / scale) * vectors
    if vectors.columns > vectors.rows { vectors = vectors.triangle }
    var squares = (0..<count).map { vectors.rowDot($0, $0) }
    for _ in 0..<60 {
      var isDone = true
      for p in 0..<count {
        for q in p + 1..<max(p + 1, count) where vectors.turn(p, q, &squares) { isDone = false }
      }
      if isDone { break }
    }
    return squares.map { scale * $0.squareRoot() }.sorted(by: >)
  }

  /// `Rᵀ` of the QR decomposition of the transposed matrix, by Householder reflections; rows × rows.
  ///
  /// The error of each row is relative to the length of that row, so that short rows keep their precision.
  private var triangle: Matrix {
    var rows = self
    for index in 0..<self.rows {
      var mirror = Matrix(rows: 1, columns: columns)
      mirror.setRow(0, to: rows, row: index)
      for column in 0..<index { mirror[0, column] = 0 }
      let length = mirror.rowDot(0, 0).squareRoot()
      guard length > 0 else { continue }
      mirror[0, index] += mirror[0, index] < 0 ? -length : length
      let factor = 2 / mirror.rowDot(0, 0)
      let entries = mirror.lanes.span
      for row in index..<self.rows {
        let product = dot(rows.lanes.span.extracting(lanes(ofRow: row)), entries)
        var table = rows.lanes.mutableSpan
        addScaled(-factor * product, entries, to: &table, from: row * lanesPerRow)
      }
    }
    var triangle = Matrix(rows: self.rows, columns: self.rows)
    for row in 0..<self.rows {
      for column in 0...row { triangle[row, column] = rows[row, column] }
    }
    return triangle
  }

  private func rowDot(_ p: Int, _ q: Int) -> Double {
    dot(lanes.span.extracting(lanes(ofRow: p)), lanes.span.extracting(lanes(ofRow: q)))
  }

  /// Rotates two rows in their plane until they are orthogonal.
  ///
  /// - Parameters:
  ///   - p: One row.
  ///   - q: The other.
  ///   - squares: The squared lengths of all rows; those of the two are computed again from their numbers.
  /// - Returns: Whether a rotation was necessary.
  private mutating func turn(_ p: Int, _ q: Int, _ squares: inout [Double]) -> Bool {
    let (alpha, beta, gamma) = (squares[p], squares[q], rowDot(p, q))
    guard abs(gamma) > 1e-15 * (alpha * beta).squareRoot() else { return false }
    let zeta = (beta - alpha) / (2 * gamma)
    let tangent = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = cosine * tangent
    var (first, second) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    for (left, right) in zip(lanes(ofRow: p), lanes(ofRow: q)) {
      let (x, y) = (lanes[left], lanes[right])
      let (turned, other) = (cosine * x - sine * y, sine * x + cosine * y)
      lanes[left] = turned
      lanes[right] = other
      first += turned * turned
      second += other * other
    }
    (squares[p], squares[q]) = (first.sum(), second.sum())
    return true
  }
}
