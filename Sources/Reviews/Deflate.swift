internal import CZlib

/// Compression in zlib's format (RFC 1950), which browsers read as "deflate".
package enum Deflate {
  private static let blockSize = 1 << 14
  /// More than twice as fast as zlib's default; on a vocabulary and the exponents of floating-point numbers the result is as small.
  private static let level: Int32 = 3

  /// Compresses bytes; blocks without a pattern, such as the low bits of numbers, are stored as they are.
  ///
  /// - Parameter bytes: Any bytes.
  /// - Returns: The compressed bytes, the same for every run with one version of zlib.
  package static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    let blocks = stride(from: 0, to: bytes.count, by: blockSize).map {
      $0..<min($0 + blockSize, bytes.count)
    }
    // A change of level ends a block of zlib's, which costs a few bytes.
    let limit = Int(compressBound(UInt(bytes.count))) + 16 * blocks.count
    return unsafe bytes.withUnsafeBufferPointer { input in
      unsafe [UInt8](unsafeUninitializedCapacity: limit) { output, count in
        var stream = unsafe z_stream()
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(limit)
        var status = unsafe deflateInit_(
          &stream, level, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        for block in blocks where status == Z_OK {
          let isNoise = isNoise(bytes[block])
          status = unsafe deflateParams(
            &stream, isNoise ? Z_NO_COMPRESSION : level, Z_DEFAULT_STRATEGY)
          guard status == Z_OK else { break }
          unsafe stream.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.advanced(by: block.lowerBound))
          unsafe stream.avail_in = UInt32(block.count)
          status = unsafe deflate(&stream, Z_NO_FLUSH)
        }
        if status == Z_OK { status = unsafe deflate(&stream, Z_FINISH) }
        // The limit leaves zlib no reason to fail but a lack of memory.
        precondition(status == Z_STREAM_END, "zlib cannot compress: \(status)")
        count = unsafe Int(stream.total_out)
        unsafe deflateEnd(&stream)
      }
    }
  }

  /// Whether all bytes are about equally frequent: the chance that two of a block are equal is at most 15 % above 1 in 256.
  private static func isNoise(_ block: ArraySlice<UInt8>) -> Bool {
    var counts = InlineArray<256, Int>(repeating: 0)
    for byte in block { counts[Int(byte)] += 1 }
    var pairs = 0
    for byte in counts.indices { pairs += counts[byte] * (counts[byte] - 1) }
    return pairs * 256 * 100 <= block.count * (block.count - 1) * 115
  }
}
