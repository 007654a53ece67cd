import Classifier
import LinearAlgebra

/// Writes numbers and texts as bytes, in little-endian order.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ byte: UInt8) { bytes.append(byte) }

  mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// Writes a number of at most 31 bits; nil as −1.
  mutating func write(_ number: Int?) {
    let bits = UInt32(bitPattern: Int32(truncatingIfNeeded: number ?? -1))
    for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(8 * shift))) }
  }

  /// Writes the bits of a number.
  mutating func write(_ number: Double) {
    for shift in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(8 * shift)))
    }
  }

  /// Writes texts, each with a byte after it that no text in UTF-8 contains; they compress better than with their lengths.
  mutating func write(_ texts: [String]) {
    write(texts.count)
    for text in texts {
      bytes += Array(text.utf8)
      bytes.append(ByteReader.endOfText)
    }
  }

  /// Writes a matrix with the fewest bytes per number that preserve all its numbers, or in half precision.
  ///
  /// The first bytes of all numbers are followed by the second bytes of all numbers, and so on: the last ones, which hold signs
  /// and exponents, then compress well.
  mutating func write(_ matrix: Matrix, isHalf: Bool = false) {
    let numbers = matrix.elements
    func isExact(_ value: (Double) -> Double) -> Bool {
      numbers.allSatisfy { value($0).bitPattern == $0.bitPattern }
    }
    let size =
      isHalf || isExact { Precision.half.rounded($0) } ? 2 : isExact { Double(Float($0)) } ? 4 : 8
    write(matrix.rows)
    write(matrix.columns)
    write(UInt8(size))
    let patterns =
      switch size {
      case 2: numbers.map { UInt64(Precision.half($0)) }
      case 4: numbers.map { UInt64(Float($0).bitPattern) }
      default: numbers.map { $0.bitPattern }
      }
    for byte in 0..<size {
      bytes += patterns.map { UInt8(truncatingIfNeeded: $0 >> UInt64(8 * byte)) }
    }
  }
}

/// Reads what a ``ByteWriter`` writes; after a mistake everything is nil.
struct ByteReader {
  /// The byte after a text.
  static let endOfText: UInt8 = 0xFF

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether everything has been read.
  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() -> UInt8? {
    guard position < bytes.count else { return nil }
    position += 1
    return bytes[position - 1]
  }

  mutating func flag() -> Bool? { byte().flatMap { $0 < 2 ? $0 == 1 : nil } }

  /// Reads a number; −1 stands for nil.
  mutating func number() -> Int? {
    guard bytes.count - position >= 4 else { return nil }
    var bits: UInt32 = 0
    for shift in 0..<4 { bits |= UInt32(bytes[position + shift]) << UInt32(8 * shift) }
    position += 4
    return Int(Int32(bitPattern: bits))
  }

  mutating func double() -> Double? {
    guard bytes.count - position >= 8 else { return nil }
    var bits: UInt64 = 0
    for shift in 0..<8 { bits |= UInt64(bytes[position + shift]) << UInt64(8 * shift) }
    position += 8
    return Double(bitPattern: bits)
  }

  /// Reads a size, from 0 to the number of remaining bytes.
  mutating func size() -> Int? {
    number().flatMap { (0...bytes.count - position).contains($0) ? $0 : nil }
  }

  mutating func texts() -> [String]? {
    guard let count = size() else { return nil }
    var texts: [String] = []
    texts.reserveCapacity(count)
    for _ in 0..<count {
      guard let end = bytes[position...].firstIndex(of: Self.endOfText) else { return nil }
      texts.append(String(decoding: bytes[position..<end], as: UTF8.self))
      position = end + 1
    }
    return texts
  }

  mutating func numbers() -> [Int]? {
    guard let count = size() else { return nil }
    var numbers: [Int] = []
    for _ in 0..<count {
      guard let number = number() else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  mutating func matrix() -> Matrix? {
    guard let rows = number(), let columns = number(), rows >= 0, columns > 0,
      let size = byte().map({ Int($0) }), [2, 4, 8].contains(size),
      rows <= (bytes.count - position) / columns / size
    else { return nil }
    var matrix = Matrix(rows: rows, columns: columns)
    let count = rows * columns
    for row in 0..<rows {
      for column in 0..<columns {
        let place = position + row * columns + column
        var pattern: UInt64 = 0
        for byte in 0..<size {
          pattern |= UInt64(bytes[place + byte * count]) << UInt64(8 * byte)
        }
        switch size {
        case 2:
          matrix[row, column] = Precision.value(ofHalf: UInt16(truncatingIfNeeded: pattern))
        case 4:
          matrix[row, column] = Double(
            Float(bitPattern: UInt32(truncatingIfNeeded: pattern)))
        default: matrix[row, column] = Double(bitPattern: pattern)
        }
      }
    }
    position += size * count
    return matrix
  }
}
