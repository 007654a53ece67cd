internal import LinearAlgebra

/// Tails of the distributions that the tests need.
enum Distributions {
  /// Returns the probability that a χ² variable is at least `x`.
  ///
  /// With half-integer shape the upper incomplete gamma function is a finite sum of positive terms, so its relative error stays
  /// near 10⁻¹⁴ in the tail:
  ///
  ///     Q(a + 1, y) = Q(a, y) + yᵃ e⁻ʸ / Γ(a + 1),   Q(½, y) = erfc(√y),   Q(1, y) = e⁻ʸ
  ///
  /// - Parameters:
  ///   - x: Not negative.
  ///   - degrees: The degrees of freedom, at least 1.
  /// - Returns: From 0 to 1.
  static func chiSquareTail(_ x: Double, degrees: Int) -> Double {
    let y = max(0, x) / 2
    var shape = degrees.isMultiple(of: 2) ? 1.0 : 0.5
    var sum = shape == 1 ? exp(-y) : erfc(y.squareRoot())
    // y^a e^-y / Γ(a + 1) for the first shape; Γ(3/2) = √π / 2.
    var term = shape == 1 ? y * exp(-y) : y.squareRoot() * exp(-y) / 0.886226925452758
    while shape + 0.25 < Double(degrees) / 2 {
      sum += term
      shape += 1
      term *= y / shape
    }
    return min(1, sum)
  }

  /// Returns the probability of at least `hits` marked items in a sample without replacement: Fisher's exact test, one-sided.
  ///
  /// - Parameters:
  ///   - hits: The number of marked items in the sample.
  ///   - sample: The size of the sample.
  ///   - marked: The number of all marked items.
  ///   - total: The number of all items.
  /// - Returns: From 0 to 1; a probability below 10⁻³⁰⁰ is 0.
  /// - Complexity: O(marked), mostly a few standard deviations.
  static func hypergeometricTail(_ hits: Int, sample: Int, marked: Int, total: Int) -> Double {
    let lowest = max(0, sample + marked - total)
    let highest = min(sample, marked)
    if hits <= lowest { return 1 }
    if hits > highest { return 0 }
    // The smaller tail is summed, so that no digits are lost to cancellation where it matters.
    let mean = Double(sample) * Double(marked) / Double(total)
    let isUpper = Double(hits) > mean
    var value = isUpper ? hits : hits - 1
    var term = hypergeometric(value, sample: sample, marked: marked, total: total)
    var sum = term
    while term > sum * 1e-18 {
      let k = Double(value)
      let others = Double(total - marked - sample + value)
      if isUpper {
        guard value < highest else { break }
        term *= (Double(marked) - k) * (Double(sample) - k) / ((k + 1) * (others + 1))
        value += 1
      } else {
        guard value > lowest else { break }
        term *= k * others / ((Double(marked) - k + 1) * (Double(sample) - k + 1))
        value -= 1
      }
      sum += term
    }
    return isUpper ? min(1, sum) : max(0, 1 - sum)
  }

  /// Returns the probability of exactly `hits` marked items, by three binomial probabilities.
  static func hypergeometric(_ hits: Int, sample: Int, marked: Int, total: Int) -> Double {
    let share = Double(sample) / Double(total)
    if sample == 0 || sample == total {
      return hits == (sample == 0 ? 0 : marked) ? 1 : 0
    }
    return binomial(hits, of: marked, share)
      * binomial(sample - hits, of: total - marked, share) / binomial(sample, of: total, share)
  }

  /// Returns the binomial probability `C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ` for 0 < p < 1, to about 10⁻¹⁴.
  ///
  /// - Source: Loader, *Fast and Accurate Computation of Binomial Probabilities*, 2000.
  static func binomial(_ k: Int, of n: Int, _ p: Double) -> Double {
    let (x, m) = (Double(k), Double(n))
    if n == 0 { return 1 }
    if k == 0 { return exp(-deviance(m, m * (1 - p)) - m * p) }
    if k == n { return exp(-deviance(m, m * p) - m * (1 - p)) }
    let exponent =
      stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(x, m * p)
      - deviance(m - x, m * (1 - p))
    return exp(exponent) * (m / (2 * Double.pi * x * (m - x))).squareRoot()
  }

  /// Returns `ln(n! / (√(2πn) (n/e)ⁿ))` for n ≥ 1.
  private static func stirlingError(_ n: Int) -> Double {
    let x = Double(n)
    if n <= 15 {
      let factorial = (1...n).reduce(1.0) { $0 * Double($1) }
      return log(factorial) - (x + 0.5) * log(x) + x - 0.9189385332046728
    }
    let s = 1 / (x * x)
    return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - s / 1188) * s) * s) * s) / x
  }

  /// Returns `x ln(x/m) + m − x`, also precise where `x` is near `m`.
  private static func deviance(_ x: Double, _ m: Double) -> Double {
    guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
    let v = (x - m) / (x + m)
    var sum = (x - m) * v
    var term = 2 * x * v
    var j = 1.0
    while true {
      term *= v * v
      let next = sum + term / (2 * j + 1)
      if next == sum { return sum }
      sum = next
      j += 1
    }
  }
}
