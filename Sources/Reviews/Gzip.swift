internal import CZlib
package import SourceText

/// Decompression of gzip files.
package enum Gzip {
  /// The version of zlib in use.
  package static var libraryVersion: String { unsafe String(cString: zlibVersion()) }

  /// The size of output chunks in bytes.
  private static let pieceSize = 1 << 18
  /// The maximum size of a decompressed file in bytes.
  private static let maximumSize = 1 << 36

  /// Whether bytes begin with the gzip magic number (RFC 1952).
  static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Decompresses a file, including one with several members.
  ///
  /// - Parameter file: The compressed file.
  /// - Returns: The decompressed bytes.
  /// - Throws: A diagnostic if the file is damaged or too large, or if it cannot be read.
  static func decompress(_ file: InputBytes) throws(Diagnostics) -> InputBytes {
    var input = try file.pieces()
    var output = try Pieces(path: file.path)
    var count = 0
    return try InputBytes(spooling: file.path, pieceSize: file.pieceSize) {
      () throws(Diagnostics) -> ArraySlice<UInt8> in
      while true {
        if let piece = try output.next() {
          count += piece.count
          if count <= maximumSize { return piece }
          throw Diagnostics(
            "the decompressed file is larger than the limit of \(maximumSize) bytes",
            at: SourceLocation(file: file.path), hint: "check that this is the right file")
        }
        let piece = try input.next()
        if piece.isEmpty {
          try output.finish()
          return []
        }
        output.add(piece)
      }
    }
  }

  /// Decompresses a file piece by piece.
  ///
  /// Only this type uses zlib; its pointer is its own from the beginning to the end.
  @safe package struct Pieces: ~Copyable {
    private let place: SourceLocation
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var consumed = 0
    private var output = [UInt8](repeating: 0, count: Gzip.pieceSize)
    private var isEnded = false
    /// Whether the file has ended, but for zeros: the last block of a tape may be padded with them.
    private var isPadded = false

    /// Starts a file.
    ///
    /// - Parameter path: Its name in diagnostics.
    /// - Throws: A diagnostic if zlib cannot be initialised.
    package init(path: String) throws(Diagnostics) {
      place = SourceLocation(file: path)
      unsafe stream = UnsafeMutablePointer.allocate(capacity: 1)
      unsafe stream.initialize(to: z_stream())
      // Adding 32 to the window size makes zlib detect a gzip header.
      let size = unsafe Int32(MemoryLayout<z_stream>.size)
      guard unsafe inflateInit2_(stream, 15 + 32, ZLIB_VERSION, size) == Z_OK else {
        throw Diagnostics("zlib cannot be initialised", at: place, cause: .machine)
      }
    }

    deinit {
      unsafe inflateEnd(stream)
      unsafe stream.deallocate()
    }

    private var damage: Diagnostics {
      Diagnostics(
        "the gzip file is damaged", at: place, hint: "copy it again and check it with 'gzip -t'")
    }

    /// Adds the next bytes of the compressed file.
    package mutating func add(_ bytes: [UInt8]) {
      input = consumed == input.count ? bytes : input[consumed...] + bytes
      consumed = 0
    }

    /// Returns the next decompressed bytes; nil if more compressed ones are needed.
    ///
    /// - Throws: A diagnostic if the file is damaged.
    package mutating func next() throws(Diagnostics) -> ArraySlice<UInt8>? {
      while consumed < input.count {
        if isEnded {
          // Anything else starts another member.
          isPadded = isPadded || input[consumed] == 0
          if isPadded {
            guard input[consumed...].allSatisfy({ $0 == 0 }) else { throw damage }
            consumed = input.count
            return nil
          }
          guard unsafe inflateReset(stream) == Z_OK else { throw damage }
          isEnded = false
        }
        let (status, read, made) = inflate()
        consumed += read
        isEnded = status == Z_STREAM_END
        guard isEnded || status == Z_OK && (read > 0 || made > 0) else { throw damage }
        if made > 0 { return output[..<made] }
      }
      return nil
    }

    private mutating func inflate() -> (status: Int32, read: Int, made: Int) {
      let (stream, consumed) = unsafe (stream, consumed)
      return unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe output.withUnsafeMutableBufferPointer { output in
          unsafe stream.pointee.next_in = unsafe input.baseAddress.map { unsafe $0 + consumed }
          unsafe stream.pointee.avail_in = UInt32(clamping: input.count - consumed)
          unsafe stream.pointee.next_out = output.baseAddress
          unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
          let before = unsafe (stream.pointee.avail_in, stream.pointee.avail_out)
          let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
          return unsafe (
            status, Int(before.0 - stream.pointee.avail_in),
            Int(before.1 - stream.pointee.avail_out)
          )
        }
      }
    }

    /// Throws if the compressed file ends too early.
    package func finish() throws(Diagnostics) {
      if !isEnded { throw damage }
    }
  }
}
