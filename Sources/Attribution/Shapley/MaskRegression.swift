import LinearAlgebra

/// The sufficient statistics of a weighted least-squares fit of a number `y` to a linear function of 0/1 features.
///
/// These are `Σ w x xᵀ`, `Σ w x`, `Σ w x y`, `Σ w`, `Σ w y` and `Σ w y²`; the samples themselves are not stored. A sample in
/// which most features are 1 is added through those that are 0: with `z = 1 − x`, `x xᵀ = 1 − z − zᵀ + z zᵀ`.
package struct MaskRegression {
  /// The number of features, M.
  let features: Int
  /// `Σ w x xᵀ` without the ones of samples added through their zeros; only the upper triangle is used.
  private var products: Matrix
  /// `Σ w z` and `Σ w` over samples added through their zeros.
  private var zeros: [Double]
  private var zeroWeight = 0.0
  /// `Σ w x` and `Σ w x y` over all other samples.
  private var ones: [Double]
  private var onesTimesValue: [Double]
  private var zerosTimesValue: [Double]
  private var zeroValue = 0.0
  /// `Σ w`, `Σ w y` and `Σ w y²`.
  private var weight = 0.0
  private var value = 0.0
  private var squaredValue = 0.0
  private var row: [SIMD8<Double>]

  /// Creates statistics without samples.
  package init(features: Int) {
    self.features = features
    products = Matrix(rows: features, columns: features)
    zeros = Array(repeating: 0, count: features)
    ones = zeros
    onesTimesValue = zeros
    zerosTimesValue = zeros
    row = Array(repeating: .zero, count: products.lanesPerRow)
  }

  /// Adds a sample.
  ///
  /// - Parameters:
  ///   - count: The number of features that are 1.
  ///   - order: All features, beginning with those that are 1.
  ///   - y: The fitted number.
  ///   - w: The weight of the sample.
  /// - Complexity: O(M · m / 16) SIMD additions, where m is the number of ones or zeros, whichever is less.
  package mutating func add(ones count: Int, of order: [Int], value y: Double, weight w: Double) {
    weight += w
    value += w * y
    squaredValue += w * y * y
    if 2 * count <= features {
      for feature in order[..<count] {
        ones[feature] += w
        onesTimesValue[feature] += w * y
      }
      Self.add(order[..<count], w, to: &products, row: &row)
    } else {
      for feature in order[count...] {
        zeros[feature] += w
        zerosTimesValue[feature] += w * y
      }
      zeroWeight += w
      zeroValue += w * y
      Self.add(order[count...], w, to: &products, row: &row)
    }
  }

  /// Adds `w x xᵀ` for the features that are 1 in `x`, using a scratch row that is cleared again.
  private static func add(
    _ features: ArraySlice<Int>, _ weight: Double, to products: inout Matrix,
    row: inout [SIMD8<Double>]
  ) {
    for feature in features { row[feature >> 3][feature & 7] = weight }
    add(row, to: features, of: &products)
    for feature in features { row[feature >> 3] = .zero }
  }

  /// Adds a row to some rows of a matrix, from the diagonal on.
  private static func add(
    _ row: [SIMD8<Double>], to features: ArraySlice<Int>, of products: inout Matrix
  ) {
    let width = products.lanesPerRow
    let source = row.span
    var sums = products.lanes.mutableSpan
    for feature in features {
      let first = feature >> 3
      addScaled(1, source.extracting(first..<width), to: &sums, from: feature * width + first)
    }
  }
}

extension MaskRegression {
  /// A linear function, and the share R² of the variance of `y` that it explains; nil if `y` is constant.
  package typealias Fit = (coefficients: [Double], explained: Double?)

  /// Returns the fit `argmin Σ w (y − β₀ − β·x)² + λ‖β‖²`: both sides are centred at their weighted means, so that the
  /// intercept is not penalised.
  ///
  /// - Parameter ridge: `λ`.
  /// - Returns: `β`, and R².
  /// - Complexity: O(M³).
  package func fit(ridge: Double) -> Fit {
    guard weight > 0 else { return (Array(repeating: 0, count: features), nil) }
    let means = means
    let meanValue = value / weight
    var covariances = Matrix(rows: features, columns: features)
    for i in 0..<features {
      for j in 0...i { covariances[i, j] = gram(j, i) - means[i] * means[j] / weight }
    }
    let right = zip(moments, means).map { $0 - $1 * meanValue }
    let (solution, ridge) = Self.solve(covariances, right, ridge: ridge)
    let variance = squaredValue - value * meanValue
    let explained = Self.explained(solution, right, ridge)
    return (solution, variance > 0 ? explained / variance : nil)
  }

  /// Returns the fit `argmin Σ w (y − β·x)²` whose coefficients have a given sum, by elimination of the last one.
  ///
  /// - Parameter sum: The sum, `Σ β`.
  /// - Returns: `β`, and R².
  /// - Complexity: O(M³).
  package func fit(sum: Double) -> Fit {
    let moments = moments
    let last = features - 1
    // With the last coefficient = sum − Σ others, feature t becomes x_t − x_last and the value y − sum · x_last.
    var reduced = Matrix(rows: last, columns: last)
    let lasts = (0...last).map { gram($0, last) }
    for i in 0..<last {
      for j in 0...i { reduced[i, j] = gram(j, i) - lasts[i] - lasts[j] + lasts[last] }
    }
    let right = (0..<last).map { index in
      moments[index] - moments[last] - sum * (lasts[index] - lasts[last])
    }
    var (solution, ridge) = Self.solve(reduced, right, ridge: 0)
    let total = squaredValue - 2 * sum * moments[last] + sum * sum * lasts[last]
    let rest = total - Self.explained(solution, right, ridge)
    solution.append(sum - solution.reduce(0, +))
    let variance = squaredValue - value * value / weight
    return (solution, variance > 0 ? 1 - rest / variance : nil)
  }

  /// Returns the sum of squares that a solution explains: as `x` solves `(A + λ 1) x = b`, it is `x·b + λ‖x‖²`.
  private static func explained(_ solution: [Double], _ right: [Double], _ ridge: Double) -> Double
  {
    zip(solution, right).reduce(0) { $0 + $1.0 * ($1.1 + ridge * $1.0) }
  }

  /// `Σ w x`, M numbers.
  private var means: [Double] { (0..<features).map { ones[$0] + zeroWeight - zeros[$0] } }

  /// `Σ w x y`, M numbers.
  private var moments: [Double] {
    (0..<features).map { onesTimesValue[$0] + zeroValue - zerosTimesValue[$0] }
  }

  /// Returns an entry of `Σ w x xᵀ`, of which only the upper triangle is stored.
  @inline(__always)
  private func gram(_ i: Int, _ j: Int) -> Double {
    products[i, j] + zeroWeight - zeros[i] - zeros[j]
  }

  /// Returns the solution of `(A + λ 1) x = b`.
  ///
  /// If the matrix is singular because there are fewer samples than features, `λ` is increased as far as necessary.
  ///
  /// - Parameters:
  ///   - matrix: `A`, symmetric and without negative eigenvalues, of which only the lower triangle is read.
  ///   - right: `b`.
  ///   - ridge: `λ`.
  /// - Returns: `x`, and the `λ` used.
  private static func solve(_ matrix: Matrix, _ right: [Double], ridge: Double)
    -> (solution: [Double], ridge: Double)
  {
    let largest = (0..<matrix.rows).map { matrix[$0, $0] }.max() ?? 0
    var ridge = ridge
    for _ in 0..<20 {
      if let cholesky = Cholesky(matrix, addingToDiagonal: ridge) {
        return (cholesky.solve(right), ridge)
      }
      ridge = max(10 * ridge, 1e-12 * max(largest, .leastNormalMagnitude))
    }
    return (Array(repeating: 0, count: right.count), ridge)
  }
}
