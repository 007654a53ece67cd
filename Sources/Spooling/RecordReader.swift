/// Reads a record in the order in which ``RecordWriter`` wrote it.
///
/// Beyond the end, every number is 0 and every text and list empty, so that no bytes can end the program.
package struct RecordReader: Sendable {
  private let bytes: [UInt8]
  private var position = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  private mutating func byte() -> UInt8 {
    guard position < bytes.count else { return 0 }
    defer { position += 1 }
    return bytes[position]
  }

  /// Reads an integer.
  package mutating func integer() -> Int {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = byte()
      number |= UInt64(next & 0x7F) << shift
      shift += 7
      if next < 0x80 || shift >= 64 { break }
    }
    return Int(truncatingIfNeeded: Int64(bitPattern: number >> 1) ^ -Int64(number & 1))
  }

  /// Reads the length of a list, whose elements take at least a byte each.
  package mutating func count() -> Int { max(0, min(integer(), bytes.count - position)) }

  /// Reads a number.
  package mutating func number() -> Double {
    var bits: UInt64 = 0
    for shift in 0..<8 as Range<UInt64> { bits |= UInt64(byte()) << (8 * shift) }
    return Double(bitPattern: bits)
  }

  /// Reads a truth value.
  package mutating func truth() -> Bool { byte() != 0 }

  /// Reads a text.
  package mutating func text() -> String {
    let count = count()
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  /// Reads a value.
  package mutating func value<Value: Recordable>(_ type: Value.Type = Value.self) -> Value {
    Value(from: &self)
  }

  /// Reads a list of numbers.
  package mutating func numbers() -> [Double] { (0..<count()).map { _ in number() } }

  /// Reads a list of integers.
  package mutating func integers() -> [Int] { (0..<count()).map { _ in integer() } }
}
