import Classifier
import SourceText

/// Reads little-endian numbers from the bytes of a file that may lie about its own sizes.
///
/// Nothing is read, and no list is made, before the bytes are known to be there.
struct ByteReader {
  /// The file's name in diagnostics.
  let path: String
  /// How far reading has come.
  private(set) var offset = 0
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// The number of bytes that are left.
  var left: Int { bytes.count - offset }

  /// A problem of the file.
  func problem(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(message, at: SourceLocation(file: path), hint: hint)
  }

  /// Reads a whole number.
  ///
  /// - Parameters:
  ///   - type: Its type.
  ///   - what: What it is, for the diagnostic.
  /// - Returns: The number.
  /// - Throws: A diagnostic when the file ends first.
  mutating func number<Number: FixedWidthInteger>(
    _ type: Number.Type, _ what: String
  ) throws(Diagnostic) -> Number {
    let place = try take(1, of: Number.bitWidth / 8, what)
    return self.number(type, at: place.lowerBound)
  }

  /// Reads one byte that stands for yes or no.
  mutating func flag(_ what: String) throws(Diagnostic) -> Bool {
    let value = try number(UInt8.self, what)
    guard value <= 1 else {
      throw problem("\(what) at byte \(offset - 1) must be 0 or 1, not \(value)")
    }
    return value == 1
  }

  /// Reads bytes.
  mutating func bytes(_ count: Int, _ what: String) throws(Diagnostic) -> ArraySlice<UInt8> {
    bytes[try take(count, of: 1, what)]
  }

  /// Reads numbers of 32 bits that stand side by side.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - what: What they are, for diagnostics.
  /// - Returns: The numbers.
  /// - Throws: A diagnostic when the file has fewer, or when one is not finite.
  mutating func floats(_ count: Int, _ what: String) throws(Diagnostic) -> [Float] {
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

  /// Reads bytes up to a zero, which is taken away.
  mutating func textBytes(_ what: String) throws(Diagnostic) -> ArraySlice<UInt8> {
    guard let end = bytes[offset...].firstIndex(of: 0) else {
      throw problem("\(what) at byte \(offset) never ends")
    }
    defer { offset = end + 1 }
    return bytes[offset..<end]
  }

  private func number<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
    var number: Number = 0
    for index in (0..<Number.bitWidth / 8).reversed() {
      // A byte has nothing to be shifted by eight.
      number = Number.bitWidth == 8 ? 0 : number << 8
      number |= Number(truncatingIfNeeded: bytes[offset + index])
    }
    return number
  }

  private mutating func take(
    _ count: Int, of size: Int, _ what: String
  ) throws(Diagnostic) -> Range<Int> {
    guard count >= 0 else { throw problem("\(what) can't have \(count) entries") }
    let (length, overflow) = count.multipliedReportingOverflow(by: size)
    guard !overflow, length <= left else {
      let size = overflow ? "more" : "\(length)"
      throw problem(
        "\(what) takes \(size) bytes from byte \(offset) on, but the file has \(bytes.count)",
        hint: "was the file copied as a whole?")
    }
    defer { offset += length }
    return offset..<offset + length
  }
}
