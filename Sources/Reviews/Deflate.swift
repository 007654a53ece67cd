internal import CZlib

/// Compression in zlib's format (RFC 1950), which browsers read as "deflate".
package enum Deflate {
  /// Compresses bytes.
  ///
  /// - Parameter bytes: Any bytes.
  /// - Returns: The compressed bytes, the same for every run with one version of zlib.
  package static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    let limit = compressBound(UInt(bytes.count))
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(limit)) { output, count in
      var size = limit
      let status = unsafe compress2(
        output.baseAddress, &size, bytes, UInt(bytes.count), Z_DEFAULT_COMPRESSION)
      // The bound leaves zlib no reason to fail but a lack of memory.
      precondition(status == Z_OK, "zlib cannot compress: \(status)")
      count = Int(size)
    }
  }
}
