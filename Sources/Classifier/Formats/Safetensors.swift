import LinearAlgebra
package import SourceText

/// A `.safetensors` file: the length of the header as eight bytes, the header as JSON, and the
/// numbers.
///
/// Source: <https://huggingface.co/docs/safetensors>. 32-bit and 16-bit floats are supported.
package struct Safetensors: Hashable, Sendable {
  /// The tensors by name.
  package let tensors: [String: Tensor]
  /// The precision of the numbers in ``bytes``; a file with both precisions is written with 32 bits.
  package let precision: Precision

  /// Creates a file from tensors.
  package init(_ tensors: [Tensor], precision: Precision = .single) {
    self.precision = precision
    self.tensors = Dictionary(
      tensors.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The serialized file.
  ///
  /// Tensors are sorted by name, so the same weights always yield the same bytes.
  package var bytes: [UInt8] {
    var header: [String: JSON] = ["__metadata__": .object(["format": .string("pt")])]
    var data: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = data.count
      data += tensor.bytes(precision)
      header[name] = .object([
        "dtype": .string(precision.rawValue),
        "shape": .array(tensor.shape.map { .number(Double($0)) }),
        "data_offsets": .array([.number(Double(start)), .number(Double(data.count))]),
      ])
    }
    var text = Array(JSON.object(header).description.utf8)
    // Readers that map the file expect the numbers to be aligned to eight bytes.
    while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
    return littleEndian(UInt64(text.count)) + text + data
  }
}

extension Tensor {
  /// Returns the numbers, row by row, in little-endian order.
  func bytes(_ precision: Precision) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(precision.size * values.rows * values.columns)
    for row in 0..<values.rows {
      for column in 0..<values.columns {
        // N-gram tables have millions of numbers, so no array is allocated per number.
        let number = values[row, column]
        let bits =
          precision == .half
          ? UInt32(Precision.half(number)) : Float(number).bitPattern
        for shift in 0..<precision.size {
          bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(8 * shift)))
        }
      }
    }
    return bytes
  }

  /// Returns the SHA-256 of ``bytes(_:)`` in hexadecimal digits.
  func sha256(_ precision: Precision) -> String { SHA256.hexadecimal(bytes(precision)) }
}

/// Returns the bytes of a number in little-endian order.
private func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  stride(from: 0, to: number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
}

extension Safetensors {
  /// Reads a file.
  ///
  /// Nothing is allocated before the declared sizes are known to fit the file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: The name that diagnostics use.
  /// - Throws: A diagnostic per problem: header, types, shapes, offsets, non-finite numbers.
  package init(parsing bytes: [UInt8], path: String) throws(Diagnostics) {
    let place = SourceLocation(file: path)
    guard bytes.count >= 8 else {
      throw Diagnostics("the file ends inside its header", at: place)
    }
    let length = Self.number(of: UInt64.self, in: bytes, at: 0)
    guard length <= UInt64(min(bytes.count - 8, 100_000_000)) else {
      throw Diagnostics(
        "the header declares \(length) bytes, but the file has \(bytes.count)", at: place,
        hint: "check that this is a complete .safetensors file")
    }
    let body = 8 + Int(length)
    let text = try SourceFile.decode(Array(bytes[8..<body]), path: path)
    guard let object = try JSON(parsing: SourceFile(path: path, text: text)).object else {
      throw Diagnostics("the header is not a JSON object", at: place)
    }
    let entries = object.filter { $0.key != "__metadata__" }
    var problems = Diagnostics()
    var spans: [Entry] = []
    for (name, json) in entries.sorted(by: { $0.key < $1.key }) {
      do {
        spans.append(try Entry(name: name, json, size: bytes.count - body, place: place))
      } catch {
        problems.report(error)
      }
    }
    spans.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for (first, second) in zip(spans, spans.dropFirst())
    where second.range.lowerBound < first.range.upperBound {
      problems.report(
        Diagnostic("the tensors '\(first.name)' and '\(second.name)' overlap", at: place))
    }
    try problems.throwIfErrors()
    let kept = spans.reduce(0) { $0 + $1.keptNumbers }
    guard kept <= Self.mostNumbers else {
      throw Diagnostics(
        "the tensors need \(kept) numbers in memory, which is too many", at: place,
        hint: "each row is padded to a multiple of eight")
    }
    let rest = bytes.count - body - (spans.last?.range.upperBound ?? 0)
    guard rest == 0 else {
      throw Diagnostics("\(rest) unused bytes after the last tensor", at: place)
    }
    var tensors: [Tensor] = []
    for entry in spans {
      do {
        tensors.append(try entry.tensor(in: bytes, from: body, place: place))
      } catch {
        problems.report(error)
      }
    }
    try problems.throwIfErrors()
    let isHalf = !spans.isEmpty && spans.allSatisfy { $0.precision == .half }
    self.init(tensors, precision: isHalf ? .half : .single)
  }

  /// The maximum number of elements in memory: four gigabytes, as many as one gigabyte of 16-bit numbers contains.
  ///
  /// A matrix with one 16-bit column takes 32 times its file size in memory.
  private static let mostNumbers = 1 << 29

  /// Reads the little-endian number at an offset.
  fileprivate static func number<Number: FixedWidthInteger>(
    of type: Number.Type, in bytes: [UInt8], at offset: Int
  ) -> Number {
    (0..<Number.bitWidth / 8).reduce(0) { $0 | Number(bytes[offset + $1]) << Number(8 * $1) }
  }
}

/// The header's entry for a tensor.
private struct Entry {
  let name: String
  let shape: [Int]
  let range: Range<Int>
  let precision: Precision

  init(name: String, _ json: JSON, size: Int, place: SourceLocation) throws(Diagnostics) {
    func problem(_ what: String) -> Diagnostics {
      Diagnostics("the tensor '\(name)' \(what)", at: place)
    }
    let type = json["dtype"]?.string ?? ""
    guard let precision = Precision(rawValue: type) else {
      throw problem("has the type '\(type)'; supported types are F32 and F16")
    }
    let sizes = (json["shape"]?.array ?? []).map { $0.integer ?? -1 }
    guard 1...3 ~= sizes.count, sizes.allSatisfy({ $0 >= 1 }) else {
      throw problem("does not have one to three dimensions")
    }
    let offsets = (json["data_offsets"]?.array ?? []).map { $0.integer ?? -1 }
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= size else {
      throw problem("lies outside the file's \(size) bytes of numbers")
    }
    var count = precision.size
    for size in sizes {
      let product = count.multipliedReportingOverflow(by: size)
      count = product.overflow ? .max : product.partialValue
    }
    guard count == offsets[1] - offsets[0] else {
      throw problem(
        "takes \(offsets[1] - offsets[0]) bytes, which do not fit its shape "
          + sizes.map(String.init).joined(separator: " × "))
    }
    self.name = name
    shape = sizes
    range = offsets[0]..<offsets[1]
    self.precision = precision
  }

  /// The number of elements in memory, where rows are padded to multiples of eight.
  var keptNumbers: Int {
    shape.dropLast().reduce((shape[shape.count - 1] + 7) / 8 * 8, *)
  }

  func tensor(in bytes: [UInt8], from body: Int, place: SourceLocation) throws(Diagnostics)
    -> Tensor
  {
    var matrix = Matrix(
      rows: shape.dropLast().reduce(1, *), columns: shape[shape.count - 1])
    var offset = body + range.lowerBound
    let (rows, columns, lanesPerRow) = (matrix.rows, matrix.columns, matrix.lanesPerRow)
    var lanes = matrix.lanes.mutableSpan
    for row in 0..<rows {
      for column in 0..<columns {
        let low = UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
        var number = 0.0
        if precision == .half {
          number = Precision.value(ofHalf: low)
        } else {
          let high = UInt32(bytes[offset + 2]) | UInt32(bytes[offset + 3]) << 8
          number = Double(Float(bitPattern: UInt32(low) | high << 16))
        }
        offset += precision.size
        guard number.isFinite else {
          let index = shape.count == 1 ? "[\(column)]" : "[\(row), \(column)]"
          throw Diagnostics("the number \(name)\(index) is \(number)", at: place)
        }
        lanes[row * lanesPerRow + column >> 3][column & 7] = number
      }
    }
    return Tensor(name, shape: shape, matrix)
  }
}
