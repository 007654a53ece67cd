import SourceText
import Spooling
import Testing

/// Lists whose elements are in a file.
@Suite struct RecordListTests {
  /// A record of every kind of part.
  private struct Parts: Recordable, Equatable {
    var text: String
    var number: Double
    var integer: Int
    var truth: Bool
    var list: [String?]
    var numbers: [Double]
    var integers: [Int]

    init(_ text: String, _ number: Double, _ integer: Int) {
      self.text = text
      self.number = number
      self.integer = integer
      truth = integer.isMultiple(of: 2)
      list = [nil, text, ""]
      numbers = [number, -number]
      integers = [integer, 0, ~integer]
    }

    init(from record: inout RecordReader) {
      text = record.text()
      number = record.number()
      integer = record.integer()
      truth = record.truth()
      list = record.value()
      numbers = record.numbers()
      integers = record.integers()
    }

    func record(to record: inout RecordWriter) {
      record.write(text)
      record.write(number)
      record.write(integer)
      record.write(truth)
      record.write(list)
      record.write(numbers)
      record.write(integers)
    }
  }

  private static let texts = [
    "", "plain", "\u{0}\r\n\t", "déjà 映画 👩‍👩‍👧‍👦", "e\u{301}\u{202E}\u{FEFF}", "<script>&amp;",
    String(repeating: "long ", count: 40_000),
  ]
  private static let numbers = [
    0, -0.0, 1.5, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1,
  ]
  private static let integers = [0, 1, -1, 63, -64, 64, 127, 128, 1 << 40, .max, .min]

  @Test(arguments: [0, 100, 1 << 30])
  func `elements are read as they were written, from memory and from a file`(limit: Int) throws {
    var appender = RecordList<Parts>.Appender(limit: limit)
    var expected: [Parts] = []
    for text in Self.texts {
      for number in Self.numbers {
        for integer in Self.integers { expected.append(Parts(text, number, integer)) }
      }
    }
    // Elements can be read before the list is complete.
    for part in expected.prefix(20) { try appender.append(part) }
    #expect(appender.list.elementsEqual(expected.prefix(20)))
    for part in expected.dropFirst(20) { try appender.append(part) }
    let list = appender.list
    #expect(list.hasFile == (limit < 1 << 30))
    #expect(list.count == expected.count && list.elementsEqual(expected))
    for index in expected.indices.reversed() { #expect(list[index] == expected[index]) }
    #expect(list.overhead == 8 * list.count)
    try list.throwIfFailed()
  }

  @Test func `a number keeps its bits, also of what is not a number`() {
    for number in [-0.0, Double.nan, .signalingNaN, Double(nan: 5, signaling: false)] {
      var writer = RecordWriter()
      writer.write(number)
      var reader = RecordReader(writer.bytes)
      #expect(reader.number().bitPattern == number.bitPattern)
    }
  }

  @Test func `several threads read a list at a time`() async throws {
    var appender = RecordList<String>.Appender(limit: 0)
    for number in 0..<2000 { try appender.append(String(repeating: "\(number) ", count: 20)) }
    let list = appender.list
    await withTaskGroup { group in
      for start in 0..<8 {
        group.addTask {
          stride(from: start, to: list.count, by: 7).allSatisfy { index in
            list[index] == String(repeating: "\(index) ", count: 20)
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `any bytes are read as some value`() {
    for count in 0..<200 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: ($0 + 1) * (count * 7 + 31) >> 2) }
      var reader = RecordReader(bytes)
      _ = Parts(from: &reader)
    }
    var writer = RecordWriter()
    writer.write(Parts("text", 1, 2))
    for count in writer.bytes.indices {
      var reader = RecordReader(Array(writer.bytes.prefix(count)))
      #expect("text".hasPrefix(Parts(from: &reader).text))
    }
  }
}
