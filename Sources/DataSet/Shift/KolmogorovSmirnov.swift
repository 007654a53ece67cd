internal import LinearAlgebra

/// The p-value of the two-sided two-sample Kolmogorov–Smirnov test.
enum KolmogorovSmirnov {
  /// Returns the share of all arrangements of `n` and `m` values with a distance of at least `steps / (n m)`.
  ///
  /// An arrangement is a path on a lattice. The share `q(i, j)` of the paths to a point that leave the allowed strip is a mean of
  /// those of its two predecessors, so no binomial coefficient is needed and no digits cancel.
  ///
  /// - Complexity: O(n · m).
  static func exact(_ steps: Int, _ n: Int, _ m: Int) -> Double {
    if steps == 0 { return 1 }
    var row = [Double](repeating: 0, count: m + 1)
    for i in 0...n {
      for j in 0...m {
        if abs(i * m - j * n) >= steps {
          row[j] = 1
        } else if i + j > 0 {
          let above = i > 0 ? row[j] * Double(i) : 0
          let left = j > 0 ? row[j - 1] * Double(j) : 0
          row[j] = (above + left) / Double(i + j)
        }
      }
    }
    return row[m]
  }

  /// Returns Kolmogorov's limit `2 Σ (−1)^(k−1) e^(−2k²λ²)` with `λ = d √(n m / (n + m))`.
  static func asymptotic(_ distance: Double, _ n: Int, _ m: Int) -> Double {
    let (n, m) = (Double(n), Double(m))
    let lambda = distance * (n * m / (n + m)).squareRoot()
    if lambda < 1e-3 { return 1 }
    if lambda < 1 {
      // The other series converges faster here (Jacobi's theta function).
      let unit = Double.pi * Double.pi / (8 * lambda * lambda)
      let sum = exp(-unit) + exp(-9 * unit) + exp(-25 * unit) + exp(-49 * unit)
      return 1 - (2 * Double.pi).squareRoot() / lambda * sum
    }
    return min(
      1,
      2
        * (1...10).reversed().reduce(0.0) { sum, k in
          let term = exp(-2 * Double(k * k) * lambda * lambda)
          return sum + (k.isMultiple(of: 2) ? -term : term)
        })
  }
}
