internal import CZlib
internal import SourceText

/// Decompression of gzip files.
package enum Gzip {
  /// The version of zlib in use.
  package static var libraryVersion: String { unsafe String(cString: zlibVersion()) }

  /// The size of output chunks in bytes.
  private static let pieceSize = 1 << 18

  /// Whether bytes begin with the gzip magic number (RFC 1952).
  static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Decompresses a file, including one with several members.
  ///
  /// Only this file uses zlib, and no pointer leaves it.
  ///
  /// - Parameters:
  ///   - bytes: The compressed file.
  ///   - path: Its name in diagnostics.
  ///   - limit: The maximum size of the output in bytes.
  /// - Returns: The decompressed bytes.
  /// - Throws: A diagnostic if the file is damaged or too large.
  static func decompress(
    _ bytes: [UInt8], path: String, limit: Int = 1 << 30
  ) throws(Diagnostics) -> [UInt8] {
    let place = SourceLocation(file: path)
    let damage = Diagnostic(
      "the gzip file is damaged", at: place, hint: "copy it again and check it with 'gzip -t'")
    var stream = unsafe z_stream()
    // Adding 32 to the window size makes zlib detect a gzip header.
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    guard unsafe inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, size) == Z_OK else {
      throw Diagnostics("zlib cannot be initialised", at: place, cause: .machine)
    }
    defer { unsafe inflateEnd(&stream) }
    var input = bytes
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: pieceSize)
    var (consumed, isEnded) = (0, false)
    while consumed < input.count {
      let (status, read, made) = unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe piece.withUnsafeMutableBufferPointer { piece in
          unsafe stream.next_in = unsafe input.baseAddress.map { unsafe $0 + consumed }
          unsafe stream.avail_in = UInt32(clamping: input.count - consumed)
          unsafe stream.next_out = piece.baseAddress
          unsafe stream.avail_out = UInt32(clamping: piece.count)
          let before = unsafe (stream.avail_in, stream.avail_out)
          let status = unsafe inflate(&stream, Z_NO_FLUSH)
          return unsafe (
            status, Int(before.0 - stream.avail_in), Int(before.1 - stream.avail_out)
          )
        }
      }
      consumed += read
      guard output.count + made <= limit else {
        throw Diagnostics(
          "the decompressed file is larger than the limit of \(limit) bytes", at: place,
          hint: "check that this is the right file")
      }
      output += piece[..<made]
      isEnded = status == Z_STREAM_END
      if isEnded {
        // The last block of a tape may be padded with zeros; anything else starts another member.
        if input[consumed...].allSatisfy({ $0 == 0 }) { break }
        guard unsafe inflateReset(&stream) == Z_OK else { throw Diagnostics(damage) }
      } else if status != Z_OK || (read == 0 && made == 0) {
        throw Diagnostics(damage)
      }
    }
    guard isEnded else { throw Diagnostics(damage) }
    return output
  }
}
