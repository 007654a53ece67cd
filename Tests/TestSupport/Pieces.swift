internal import Synchronization

/// Bytes that arrive a piece after another, like those of a pipe.
public enum Pieces {
  /// Returns a function that returns the next piece, which is empty at the end.
  ///
  /// - Parameters:
  ///   - bytes: All bytes.
  ///   - size: The maximum number of bytes of a piece.
  /// - Returns: The function.
  public static func of(
    _ bytes: some Sequence<UInt8>, size: Int = 1 << 16
  ) -> @Sendable () -> [UInt8] {
    let rest = Rest(Array(bytes))
    return { rest.next(size) }
  }

  private final class Rest: Sendable {
    private let bytes: Mutex<ArraySlice<UInt8>>

    init(_ bytes: [UInt8]) { self.bytes = Mutex(bytes[...]) }

    func next(_ size: Int) -> [UInt8] {
      bytes.withLock { bytes in
        defer { bytes = bytes.dropFirst(size) }
        return Array(bytes.prefix(size))
      }
    }
  }
}
