/// The precision of the numbers in a model folder.
public enum Precision: String, Sendable {
  /// 32 bits: IEEE 754 binary32.
  case single = "F32"
  /// 16 bits: IEEE 754 binary16, with an 11-bit significand.
  case half = "F16"

  /// The number of bytes.
  var size: Int { self == .half ? 2 : 4 }

  /// Rounds a number to the nearest value of this precision.
  package func rounded(_ number: Double) -> Double {
    self == .half ? Self.value(ofHalf: Self.half(number)) : Double(Float(number))
  }

  /// Returns the bits of the nearest 16-bit number, ties to even; values beyond ±65504 are clamped.
  ///
  /// `Float16` is not available on every platform.
  package static func half(_ number: Double) -> UInt16 {
    let size = abs(number)
    let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
    guard size < 65520 else { return sign | 0x7BFF }
    // Numbers below 2⁻¹⁴ have the same spacing as those just above it.
    let exponent = size < 0x1p-14 ? -14 : Int(size.exponent)
    let steps = (size / Double(sign: .plus, exponent: exponent - 10, significand: 1))
      .rounded(.toNearestOrEven)
    return sign | UInt16((exponent + 14) << 10 + Int(steps))
  }

  /// Returns the value of a 16-bit number.
  package static func value(ofHalf bits: UInt16) -> Double {
    let exponent = UInt64(bits >> 10 & 0x1F)
    let fraction = UInt64(bits & 0x3FF)
    let sign = UInt64(bits >> 15) << 63
    switch exponent {
    case 0: return (sign == 0 ? 1 : -1) * Double(fraction) * 0x1p-24
    case 31: return fraction == 0 ? Double(bitPattern: sign | 0x7FF << 52) : .nan
    // The same number with the exponent's bias and the fraction's length of 64 bits.
    default: return Double(bitPattern: sign | (exponent + 1023 - 15) << 52 | fraction << 42)
    }
  }
}
