#if Keras
import SourceText

/// The response of the process that reads an HDF5 file: its contents, or a problem.
///
/// The response is validated, because a malicious file may have compromised the process.
struct HDF5Answer {
  let result: Result<HDF5File, Diagnostics>

  init(_ result: Result<HDF5File, Diagnostics>) { self.result = result }

  /// Parses a response; fails if it is incomplete or inconsistent.
  ///
  /// - Parameters:
  ///   - bytes: The response.
  ///   - place: The file.
  init?(_ bytes: [UInt8], place: SourceLocation) {
    var numbers = NumberReader(bytes)
    switch numbers.integer() {
    case 0:
      guard let message = numbers.text(), let hint = numbers.text(),
        let isMachine = numbers.integer()
      else { return nil }
      result = .failure(
        Diagnostics(
          message, at: place, hint: hint.isEmpty ? nil : hint,
          cause: isMachine == 0 ? .input : .machine))
    case 1:
      guard
        let attributes = Self.members(of: &numbers, { $0.text() }),
        let datasets = Self.members(of: &numbers, { Self.dataset(of: &$0) })
      else { return nil }
      result = .success(HDF5File(attributes: attributes, datasets: datasets))
    default: return nil
    }
  }

  /// The response in serialized form.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func add(_ number: UInt64) {
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
      }
    }
    func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }
    func add(_ text: String) {
      add(text.utf8.count)
      bytes += text.utf8
    }
    switch result {
    case .failure(let problem):
      add(0)
      // The reader stops at its first problem.
      add(problem.all.first?.message ?? "")
      add(problem.all.first?.hint ?? "")
      add(problem.all.first?.cause == .machine ? 1 : 0)
    case .success(let file):
      add(1)
      add(file.attributes.count)
      for (name, text) in file.attributes {
        add(name)
        add(text)
      }
      add(file.datasets.count)
      for (path, dataset) in file.datasets {
        add(path)
        add(dataset.shape.count)
        for size in dataset.shape { add(size) }
        add(dataset.numbers.count)
        for number in dataset.numbers { add(number.bitPattern) }
      }
    }
    return bytes
  }

  private static func members<Member>(
    of numbers: inout NumberReader, _ member: (inout NumberReader) -> Member?
  ) -> [String: Member]? {
    guard let count = numbers.integer(), count >= 0 else { return nil }
    var members: [String: Member] = [:]
    while members.count < count {
      guard let name = numbers.text(), let member = member(&numbers),
        members.updateValue(member, forKey: name) == nil
      else { return nil }
    }
    return members
  }

  private static func dataset(of reader: inout NumberReader) -> HDF5File.Dataset? {
    guard let shape = reader.numbers({ Int(Int64(bitPattern: $0)) }),
      let numbers = reader.numbers(Double.init(bitPattern:))
    else { return nil }
    // Prevents later code from dividing by a size of zero or reading beyond the numbers.
    var rest = numbers.count
    for size in shape {
      guard size > 0, rest % size == 0 else { return nil }
      rest /= size
    }
    return rest == 1 ? HDF5File.Dataset(shape: shape, numbers: numbers) : nil
  }
}

/// Reads 64-bit integers in little-endian order, and texts.
private struct NumberReader {
  private let bytes: [UInt8]
  private var start = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private mutating func word() -> UInt64? {
    guard bytes.count - start >= 8 else { return nil }
    var word: UInt64 = 0
    for offset in 0..<8 { word |= UInt64(bytes[start + offset]) << UInt64(8 * offset) }
    start += 8
    return word
  }

  mutating func integer() -> Int? { word().map { Int(Int64(bitPattern: $0)) } }

  mutating func text() -> String? {
    guard let count = integer(), 0...bytes.count - start ~= count else { return nil }
    defer { start += count }
    return String(decoding: bytes[start..<start + count], as: UTF8.self)
  }

  /// Reads numbers preceded by their count.
  mutating func numbers<Number>(_ number: (UInt64) -> Number) -> [Number]? {
    guard let count = integer(), 0...(bytes.count - start) / 8 ~= count else { return nil }
    return (0..<count).compactMap { _ in word().map(number) }
  }
}
#endif
