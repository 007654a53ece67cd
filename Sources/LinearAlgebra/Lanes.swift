/// Returns eˣ of eight numbers, each identical to the result of ``exp(_:)`` to the last bit.
///
/// It performs the same operations in the same order, without a branch, so that a processor does several at once.
///
/// - Parameter x: Any numbers.
/// - Returns: Their powers.
public func exp(_ x: SIMD8<Double>) -> SIMD8<Double> {
  let rounding = SIMD8<Double>(repeating: 0x1.8p52)
  let inside = x.clamped(
    lowerBound: SIMD8(repeating: -746), upperBound: SIMD8(repeating: 710))
  let k = (inside * 1.4426950408889634 + rounding) - rounding
  let high = inside - k * 0x1.62e42feep-1
  let low = k * 0x1.a39ef35793c76p-33
  let r = high - low
  let t = r * r
  var c = t * 0x1.6376972bea4d0p-25 + -0x1.bbd41c5d26bf1p-20
  c = 0x1.1566aaf25de2cp-14 + t * c
  c = -0x1.6c16c16bebd93p-9 + t * c
  c = 0x1.555555555553ep-3 + t * c
  c = r - t * c
  let power = 1 - ((low - (r * c) / (2 - c)) - high)
  // The last bits of a number rounded in this way are the whole number.
  let first = k * 0.5 + rounding
  let second = (k - (first - rounding)) + rounding
  var result = power * powersOfTwo(first) * powersOfTwo(second)
  result.replace(with: .infinity, where: x .> 709.782712893384)
  result.replace(with: 0, where: x .< -745.1332191019411)
  result.replace(with: x, where: x .!= x)
  return result
}

/// Returns 2ᵏ for whole numbers k with 1.5 · 2⁵² added.
private func powersOfTwo(_ k: SIMD8<Double>) -> SIMD8<Double> {
  var result = SIMD8<Double>.zero
  for index in result.indices {
    result[index] = Double(bitPattern: (k[index].bitPattern &+ 1023) &<< 52)
  }
  return result
}

/// Returns the logistic function of eight numbers, each identical to the result of ``sigmoid(_:)`` to the last bit.
public func sigmoid(_ z: SIMD8<Double>) -> SIMD8<Double> {
  let isNegative = z .< 0
  let e = exp(z.replacing(with: -z, where: .!isNegative))
  return SIMD8<Double>(repeating: 1).replacing(with: e, where: isNegative) / (1 + e)
}

/// Returns the hyperbolic tangent of eight numbers, the same on every machine.
///
/// Near 0, where `1 − 2 / (e²ˣ + 1)` would lose digits, it uses the rational approximation of Cephes' `tanh.c` (Stephen
/// Moshier, 1995). The error is within three units in the last place.
///
/// - Parameter x: Any numbers.
/// - Returns: Numbers from −1 to 1; 0 for 0.
public func tanh(_ x: SIMD8<Double>) -> SIMD8<Double> {
  let size = x.replacing(with: -x, where: x .< 0)
  let far = 1 - 2 / (exp(2 * size) + 1)
  let s = x * x
  let top =
    (-0.964399179425052238628 * s - 99.2877231001918586564) * s - 1614.68768441708447952
  let bottom =
    ((s + 112.811678491632931402) * s + 2235.48839060100448583) * s + 4844.06305325125486048
  let near = x + x * s * (top / bottom)
  return near.replacing(
    with: far.replacing(with: -far, where: x .< 0), where: size .>= 0.625)
}
