import Classifier
import SourceText

/// Reads little-endian numbers from a file whose declared sizes cannot be trusted.
///
/// Nothing is read or allocated before the bytes are known to exist.
struct ByteReader {
  /// The file's name in diagnostics.
  let path: String
  /// The current position in bytes.
  private(set) var offset = 0
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// The number of remaining bytes.
  var left: Int { bytes.count - offset }

  /// Creates a diagnostic for the file.
  func problem(_ message: String, hint: String? = nil) -> Diagnostics {
    Diagnostics(message, at: SourceLocation(file: path), hint: hint)
  }

  /// Reads a whole number.
  ///
  /// - Parameters:
  ///   - type: Its type.
  ///   - what: A description, for diagnostics.
  /// - Returns: The number.
  /// - Throws: A diagnostic if the file ends first.
  mutating func number<Number: FixedWidthInteger>(
    _ type: Number.Type, _ what: String
  ) throws(Diagnostics) -> Number {
    let place = try take(1, of: Number.bitWidth / 8, what)
    return self.number(type, at: place.lowerBound)
  }

  /// Reads a byte that is a Boolean.
  mutating func flag(_ what: String) throws(Diagnostics) -> Bool {
    let value = try number(UInt8.self, what)
    guard value <= 1 else {
      throw problem("\(what) at byte \(offset - 1) must be 0 or 1, not \(value)")
    }
    return value == 1
  }

  /// Reads bytes.
  mutating func bytes(_ count: Int, _ what: String) throws(Diagnostics) -> ArraySlice<UInt8> {
    bytes[try take(count, of: 1, what)]
  }

  /// Reads consecutive 32-bit floats.
  ///
  /// - Parameters:
  ///   - count: The number of floats.
  ///   - what: A description, for diagnostics.
  /// - Returns: The numbers.
  /// - Throws: A diagnostic if the file has fewer, or if one is not finite.
  mutating func floats(_ count: Int, _ what: String) throws(Diagnostics) -> [Float] {
    let start = try take(count, of: 4, what).lowerBound
    var floats: [Float] = []
    floats.reserveCapacity(count)
    for index in 0..<count {
      let float = Float(bitPattern: number(UInt32.self, at: start + 4 * index))
      guard float.isFinite else {
        throw problem("number \(index) of \(what) is \(float), at byte \(start + 4 * index)")
      }
      floats.append(float)
    }
    return floats
  }

  /// Reads bytes up to a zero byte, which is consumed.
  mutating func textBytes(_ what: String) throws(Diagnostics) -> ArraySlice<UInt8> {
    guard let end = bytes[offset...].firstIndex(of: 0) else {
      throw problem("\(what) at byte \(offset) is not terminated")
    }
    defer { offset = end + 1 }
    return bytes[offset..<end]
  }

  private func number<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
    var number: Number = 0
    for index in (0..<Number.bitWidth / 8).reversed() {
      // Shifting a one-byte number by eight would overflow.
      number = Number.bitWidth == 8 ? 0 : number << 8
      number |= Number(truncatingIfNeeded: bytes[offset + index])
    }
    return number
  }

  private mutating func take(
    _ count: Int, of size: Int, _ what: String
  ) throws(Diagnostics) -> Range<Int> {
    guard count >= 0 else { throw problem("\(what) cannot have \(count) entries") }
    let (length, overflow) = count.multipliedReportingOverflow(by: size)
    guard !overflow, length <= left else {
      let size = overflow ? "more" : "\(length)"
      throw problem(
        "\(what) needs \(size) bytes from byte \(offset), but the file has \(bytes.count)",
        hint: "check that the file was copied completely")
    }
    defer { offset += length }
    return offset..<offset + length
  }
}
