/// Returns the error function `erf(x) = 2/√π ∫₀ˣ e^(−t²) dt`.
///
/// The result is the same on every machine, for the reason given at ``exp(_:)``; the rational approximations on four ranges are
/// those of fdlibm's `s_erf.c` (Sun Microsystems, 1993).
///
/// - Parameter x: Any number.
/// - Returns: erf(x), from −1 to 1, within one unit in the last place.
public func erf(_ x: Double) -> Double {
  if x.isNaN { return x }
  let size = abs(x)
  let value: Double
  switch size {
  case ..<0x1p-28:
    return x + 0.1283791670955126 * x
  case ..<0.84375:
    let z = x * x
    let numerator = polynomial(
      z, 0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442,
      -2.3763016656650163e-05)
    let denominator = polynomial(
      z, 1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164,
      -3.960228278775368e-06)
    return x + x * (numerator / denominator)
  case ..<1.25:
    let s = size - 1
    let numerator = polynomial(
      s, -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175,
      -0.11089469428239668, 0.035478304325618236, -0.002166375594868791)
    let denominator = polynomial(
      s, 1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164,
      0.01363708391202905, 0.011984499846799107)
    // erf(1) to 24 bits, so that the fraction only adds the remainder.
    value = 0.8450629115104675 + numerator / denominator
  case ..<6:
    value = 1 - tail(size)
  default:
    value = 1
  }
  return x < 0 ? -value : value
}

/// Returns the complementary error function `erfc(x) = 1 − erf(x)`, precise also where it is small.
///
/// - Parameter x: Any number.
/// - Returns: erfc(x), from 0 to 2; its relative error is about 10⁻¹⁵. Beyond 26.5 it is 0.
/// - Source: fdlibm's `s_erf.c`.
public func erfc(_ x: Double) -> Double {
  if x.isNaN { return x }
  if x < 1.25 { return 1 - erf(x) }
  return x < 28 ? tail(x) : 0
}

/// Returns the probability `Φ(x)` that a number from the standard normal distribution is below `x`.
///
/// - Parameter x: Any number, including infinity.
/// - Returns: `(1 + erf(x/√2)) / 2`, from 0 to 1, with an absolute error of about 10⁻¹⁶.
public func normalDistribution(_ x: Double) -> Double {
  0.5 * (1 + erf(x * 0.7071067811865476))
}

/// Returns `1 − erf(x)` for 1.25 ≤ x < 28.
private func tail(_ x: Double) -> Double {
  let s = 1 / (x * x)
  let fraction: Double
  if x < 1 / 0.35 {
    fraction =
      polynomial(
        s, -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006,
        -162.39666946257347, -184.60509290671104, -81.2874355063066, -9.814329344169145)
      / polynomial(
        s, 1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679,
        429.00814002756783, 108.63500554177944, 6.570249770319282, -0.0604244152148581)
  } else {
    fraction =
      polynomial(
        s, -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192,
        -637.5664433683896, -1025.0951316110772, -483.5191916086514)
      / polynomial(
        s, 1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955,
        2553.0504064331644, 474.52854120695537, -22.440952446585818)
  }
  // The square of the upper half of x is exact; the second factor adds the rest.
  let upper = Double(bitPattern: x.bitPattern & 0xFFFF_FFFF_0000_0000)
  return exp(-upper * upper - 0.5625) * exp((upper - x) * (upper + x) + fraction) / x
}

/// Returns `c₀ + c₁ x + c₂ x² + …` by Horner's rule.
private func polynomial(_ x: Double, _ coefficients: Double...) -> Double {
  coefficients.reversed().reduce(0) { $0 * x + $1 }
}
