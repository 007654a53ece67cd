/// The bytes of a record: integers of seven bits a byte, texts and lists after their length.
package struct RecordWriter: Sendable {
  /// The bytes so far.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Forgets the bytes, but not their memory.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Writes an integer; small ones take a byte.
  package mutating func write(_ number: Int) {
    // The sign moves to the lowest bit.
    var rest = UInt64(bitPattern: Int64(number &<< 1 ^ number >> (Int.bitWidth - 1)))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Writes a number with all its bits.
  package mutating func write(_ number: Double) {
    var rest = number.bitPattern
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Writes a truth value.
  package mutating func write(_ truth: Bool) { bytes.append(truth ? 1 : 0) }

  /// Writes a text.
  package mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes a value.
  package mutating func write(_ value: some Recordable) { value.record(to: &self) }

  /// Writes a list of numbers.
  package mutating func write(_ numbers: [Double]) {
    write(numbers.count)
    for number in numbers { write(number) }
  }

  /// Writes a list of integers.
  package mutating func write(_ numbers: some Collection<Int>) {
    write(numbers.count)
    for number in numbers { write(number) }
  }
}
