/// Returns eˣ.
///
/// C libraries differ in the last bit of `exp`, and one library differs between processors with and without
/// fused multiplication, so a model trained or a report written with them would differ between machines. This
/// one uses only operations that IEEE 754 rounds exactly: `x = k ln 2 + r` in two parts, then the rational
/// approximation of `e^r` from fdlibm's `e_exp.c` (Sun Microsystems, 1993), which is within one unit in the
/// last place.
///
/// - Parameter x: Any number; beyond ±745 the result is infinity or zero.
/// - Returns: eˣ.
public func exp(_ x: Double) -> Double {
  guard x.isFinite else { return x < 0 ? 0 : x }
  if x > 709.782712893384 { return .infinity }
  if x < -745.1332191019411 { return 0 }
  // Adding and subtracting 1.5 · 2⁵² rounds to the nearest whole number without a call.
  let k = (x * 1.4426950408889634 + 0x1.8p52) - 0x1.8p52
  let high = x - k * 0x1.62e42feep-1
  let low = k * 0x1.a39ef35793c76p-33
  let r = high - low
  let t = r * r
  let c =
    r - t
    * (0x1.555555555553ep-3 + t
      * (-0x1.6c16c16bebd93p-9
        + t * (0x1.1566aaf25de2cp-14 + t * (-0x1.bbd41c5d26bf1p-20 + t * 0x1.6376972bea4d0p-25))))
  let power = 1 - ((low - (r * c) / (2 - c)) - high)
  return power.scaled(byPowerOfTwo: Int(k))
}

/// Returns the natural logarithm of a positive number.
///
/// The result is the same on every machine, for the reason given at ``exp(_:)``; the method is that of fdlibm's `e_log.c`.
///
/// - Parameter x: A number; the logarithm of 0 is −∞, that of a negative number is NaN.
/// - Returns: ln x, within one unit in the last place.
public func log(_ x: Double) -> Double {
  guard x > 0 else { return x == 0 ? -.infinity : .nan }
  guard x.isFinite else { return x }
  var k = Double(x.exponent)
  var m = x.significand
  if m > 1.4142135623730951 {
    m /= 2
    k += 1
  }
  let f = m - 1
  let s = f / (2 + f)
  let z = s * s
  let w = z * z
  let even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  let odd =
    z
    * (0.6666666666666735 + w
      * (0.2857142874366239 + w
        * (0.1818357216161805
          + w * 0.14798198605116586)))
  let half = 0.5 * f * f
  let ln2High = 0x1.62e42feep-1
  let ln2Low = 0x1.a39ef35793c76p-33
  return k * ln2High - ((half - (s * (half + even + odd) + k * ln2Low)) - f)
}

extension Double {
  /// Returns the number times 2ᵏ, in two steps so that no intermediate result overflows or underflows.
  fileprivate func scaled(byPowerOfTwo k: Int) -> Double {
    let half = k / 2
    return self * Self.powerOfTwo(half) * Self.powerOfTwo(k - half)
  }

  /// Returns 2ᵏ for −1022 ≤ k ≤ 1023.
  private static func powerOfTwo(_ k: Int) -> Double {
    Double(bitPattern: UInt64(1023 + k) << 52)
  }
}
