internal import Foundation

/// A file or standard input, read piece by piece as data arrives.
public final class InputPieces: Sendable {
  private let descriptor: Descriptor

  /// Opens a file.
  ///
  /// - Parameter path: The file; nil for standard input.
  /// - Throws: `POSIXError`.
  public init(_ path: String? = nil) throws {
    guard let path else {
      descriptor = Descriptor(dup(0))
      return
    }
    guard let file = Descriptor(path: path, writes: false) else { throw POSIXError(.ENOENT) }
    descriptor = file
  }

  /// Waits for data and returns some of it; empty at the end.
  ///
  /// - Parameter count: The maximum number of bytes.
  /// - Returns: The bytes.
  /// - Throws: `POSIXError`.
  public func next(atMost count: Int = 1 << 16) throws -> [UInt8] {
    try descriptor.nextBytes(atMost: count)
  }
}
