import LinearAlgebra

/// What a weighted least-squares fit of a number `y` to a linear function of 0/1 features needs to know of its samples.
///
/// These are `Σ w x xᵀ`, `Σ w x`, `Σ w x y`, `Σ w`, `Σ w y` and `Σ w y²`; the samples themselves are not kept. A sample in
/// which most features are 1 is added by those that are 0: with `z = 1 − x`, `x xᵀ = 1 − z − zᵀ + z zᵀ`.
struct MaskRegression {
  /// The number of features, M.
  let features: Int
  /// `Σ w x xᵀ` without the ones of samples that were added by their zeros; the upper triangle counts.
  private var products: Matrix
  /// `Σ w z` and `Σ w` over samples that were added by their zeros.
  private var zeros: [Double]
  private var zeroWeight = 0.0
  /// `Σ w x` and `Σ w x y` over all other samples.
  private var ones: [Double]
  private var onesTimesValue: [Double]
  private var zerosTimesValue: [Double]
  private var zeroValue = 0.0
  private(set) var weight = 0.0
  private(set) var value = 0.0
  private(set) var squaredValue = 0.0
  private var row: [SIMD8<Double>]

  /// Starts without samples.
  init(features: Int) {
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
  ///   - count: How many features are 1.
  ///   - order: All features, those first that are 1.
  ///   - y: The number that is fitted.
  ///   - weight: The weight of the sample.
  /// - Complexity: O(M · m / 16) SIMD additions, where m is the number of ones or zeros, whichever is less.
  mutating func add(ones count: Int, of order: [Int], value y: Double, weight w: Double) {
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

  /// Adds `w x xᵀ` for the features that are 1 in `x`, whose row is made and cleared again.
  private static func add(
    _ features: ArraySlice<Int>, _ weight: Double, to products: inout Matrix,
    row: inout [SIMD8<Double>]
  ) {
    for feature in features { row[feature >> 3][feature & 7] = weight }
    let width = products.lanesPerRow
    var sums = products.lanes.mutableSpan
    for feature in features {
      for lane in feature >> 3..<width { sums[feature * width + lane] += row[lane] }
    }
    for feature in features { row[feature >> 3] = .zero }
  }

  /// `Σ w x`, M numbers.
  var means: [Double] { (0..<features).map { ones[$0] + zeroWeight - zeros[$0] } }

  /// `Σ w x y`, M numbers.
  var moments: [Double] {
    (0..<features).map { onesTimesValue[$0] + zeroValue - zerosTimesValue[$0] }
  }

  /// `Σ w x xᵀ`, M × M.
  var gram: Matrix {
    var gram = products
    for i in 0..<features {
      for j in i..<features {
        gram[i, j] = products[i, j] + zeroWeight - zeros[i] - zeros[j]
        gram[j, i] = gram[i, j]
      }
    }
    return gram
  }

  /// The solution of `(A + λ 1) x = b`.
  ///
  /// Where `A + λ 1` is singular, for there were fewer samples than features, `λ` is made as large as it must be.
  ///
  /// - Parameters:
  ///   - matrix: `A`, symmetric and without negative eigenvalues.
  ///   - right: `b`.
  ///   - ridge: `λ`.
  /// - Returns: `x`, and the `λ` that was used.
  static func solve(_ matrix: Matrix, _ right: [Double], ridge: Double)
    -> (solution: [Double], ridge: Double)
  {
    let largest = (0..<matrix.rows).map { matrix[$0, $0] }.max() ?? 0
    var ridge = ridge
    for _ in 0..<20 {
      var shifted = matrix
      for index in 0..<matrix.rows { shifted[index, index] += ridge }
      if let cholesky = Cholesky(shifted) { return (cholesky.solve(right), ridge) }
      ridge = max(10 * ridge, 1e-12 * max(largest, .leastNormalMagnitude))
    }
    return (Array(repeating: 0, count: right.count), ridge)
  }
}
