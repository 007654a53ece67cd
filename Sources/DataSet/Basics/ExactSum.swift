/// A sum of numbers that does not depend on their order, to the last bit.
///
/// Each number is cut to a multiple of 2⁻⁶⁴ and added as an integer of 128 bits. Integers add up without rounding, so sums
/// of parts of a data set yield the bits of the whole. What is cut off is less than 6 · 10⁻²⁰ per number, far below that of a
/// `Double` near 1.
///
/// - Range: Numbers up to 2⁴⁰ in magnitude. A larger one, or one that is not finite, makes the sum undecidable.
public struct ExactSum: Hashable, Sendable {
  /// The sum in units of 2⁻⁶⁴; the minimum marks a sum out of range.
  private var units: Int128 = 0

  /// Creates an empty sum, 0.
  public init() {}

  /// Adds a number.
  public mutating func add(_ number: Double) {
    guard abs(number) <= 0x1p40 else {
      units = .min
      return
    }
    // Two parts, because converting a large Double to Int128 is slow. Both are exact up to units of 2⁻⁶⁴.
    let magnitude = abs(number)
    let whole = UInt64(magnitude)
    let fraction = UInt64((magnitude - Double(whole)) * 0x1p64)
    let sum = Int128(whole) << 64 | Int128(fraction)
    add(units: number < 0 ? -sum : sum)
  }

  /// Adds another sum.
  public static func += (left: inout ExactSum, right: ExactSum) {
    if right.units == .min { left.units = .min } else { left.add(units: right.units) }
  }

  private mutating func add(units other: Int128) {
    guard units != .min else { return }
    let (sum, overflow) = units.addingReportingOverflow(other)
    units = overflow ? .min : sum
  }

  /// The sum; nil if a number was out of range.
  public var value: Double? {
    guard units != .min else { return nil }
    let magnitude = units.magnitude
    // The upper half is exact up to 2⁵³ and rounds above, where the lower half no longer matters.
    let size =
      Double(UInt64(truncatingIfNeeded: magnitude >> 64))
      + Double(UInt64(truncatingIfNeeded: magnitude)) * 0x1p-64
    return units < 0 ? -size : size
  }
}
