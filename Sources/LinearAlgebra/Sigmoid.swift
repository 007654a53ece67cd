/// Returns the logistic function `σ(z) = 1 / (1 + e⁻ᶻ)`, without overflow at either end.
public func sigmoid(_ z: Double) -> Double {
  guard z < 0 else { return 1 / (1 + exp(-z)) }
  let e = exp(z)
  return e / (1 + e)
}

/// Returns the derivative `σ'(z) = σ(z) σ(−z)`, which stays precise where σ is near 1.
public func sigmoidDerivative(_ z: Double) -> Double {
  sigmoid(z) * sigmoid(-z)
}

/// Returns `ln(1 + eᶻ)` without overflow: the cross-entropy of a logit against the label 0.
public func softplus(_ z: Double) -> Double {
  max(z, 0) + log1p(exp(-abs(z)))
}

/// Returns the divided difference `(σ(b) − σ(a)) / (b − a)`, or `σ'(a)` if the two are equal.
///
/// Uses `σ(b) − σ(a) = sinh(d/2) / (2 cosh(a/2) cosh(b/2))` with `d = b − a`, because the plain difference
/// loses all digits where σ is flat: at `a = 30`, `d = 10⁻⁹` it is 0 and the exact value is 9.36 · 10⁻¹⁴.
///
/// - Parameters:
///   - a: One logit.
///   - b: The other.
/// - Returns: The mean slope of σ between them, which is symmetric in `a` and `b`.
public func sigmoidSlope(_ a: Double, _ b: Double) -> Double {
  let d = abs(b - a)
  // σ(b) − σ(a) = σ(b) σ(−a) (1 − e⁻ᵈ) for b ≥ a, and (1 − e⁻ᵈ) / d is well behaved.
  let upper = max(a, b)
  let lower = min(a, b)
  return sigmoid(upper) * sigmoid(-lower) * oneMinusExp(d)
}

/// Returns `(1 − e⁻ᵈ) / d`, which tends to 1.
private func oneMinusExp(_ d: Double) -> Double {
  guard d < 0.3 else { return (1 - exp(-d)) / d }
  // The difference would cancel; fifteen terms of the Taylor series are exact to the last bit below 0.3.
  var term = 1.0
  var sum = 1.0
  for n in 2...15 {
    term *= -d / Double(n)
    sum += term
  }
  return sum
}

/// Returns `ln(1 + x)` for 0 ≤ x ≤ 1, accurate also if `1 + x` rounds to 1 (Goldberg 1991, theorem 4).
private func log1p(_ x: Double) -> Double {
  let sum = 1 + x
  return sum == 1 ? x : log(sum) * x / (sum - 1)
}
