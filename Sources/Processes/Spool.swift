internal import Foundation
internal import Synchronization

/// Bytes that are appended once and read in any order: in memory while they are few, and else in a temporary file without a name.
///
/// The file is deleted by the system when its last user is gone, however the process ends. Finished bytes can be read on several
/// threads at a time.
public struct Spool: Sendable {
  /// The size up to which the bytes stay in memory.
  public static let standardLimit = 1 << 20

  private var file: SpoolFile?
  /// The bytes that are not in the file, from `start` on.
  private var rest: [UInt8] = []
  private var start = 0

  /// An empty spool.
  public init() {}

  /// The number of bytes.
  public var count: Int { start + rest.count }

  /// Whether the bytes are in a file.
  public var hasFile: Bool { file != nil }

  /// Whether a range could not be read, for example from a failing disk.
  public var hasFailed: Bool { file?.hasFailed.load(ordering: .relaxed) ?? false }

  /// Returns the bytes of a range; none if they cannot be read, which ``hasFailed`` tells from then on.
  public func bytes(in range: Range<Int>) -> [UInt8] {
    guard range.lowerBound < start else {
      return Array(rest[range.lowerBound - start..<range.upperBound - start])
    }
    guard let file else { return [] }
    do {
      let end = min(range.upperBound, start)
      let bytes = try file.descriptor.bytes(in: range.lowerBound..<end)
      return end == range.upperBound ? bytes : bytes + rest[..<(range.upperBound - start)]
    } catch {
      file.hasFailed.store(true, ordering: .relaxed)
      return []
    }
  }

  /// Writes a spool; there is one writer, so that no two write to the same place of a file.
  public struct Writer: ~Copyable, Sendable {
    /// The bytes so far.
    public private(set) var spool = Spool()
    private let limit: Int
    private static let bufferSize = 1 << 16

    /// Starts an empty spool.
    ///
    /// - Parameter limit: The size in bytes up to which it stays in memory.
    public init(limit: Int = standardLimit) { self.limit = limit }

    /// Appends bytes.
    ///
    /// - Returns: The offset of the first of them.
    /// - Throws: `POSIXError` if the temporary file cannot be written, for example on a full disk.
    @discardableResult
    public mutating func append(_ bytes: some Collection<UInt8>) throws -> Int {
      let offset = spool.count
      spool.rest.append(contentsOf: bytes)
      if spool.rest.count > (spool.hasFile ? Self.bufferSize : limit) { try flush() }
      return offset
    }

    private mutating func flush() throws {
      let file = try spool.file ?? SpoolFile()
      try file.descriptor.write(spool.rest, at: spool.start)
      spool.file = file
      spool.start += spool.rest.count
      // What the bytes took in memory before there was a file is given back.
      spool.rest.removeAll(keepingCapacity: spool.rest.capacity <= 4 * Self.bufferSize)
    }
  }
}

/// A file without a name.
private final class SpoolFile: Sendable {
  let descriptor: Descriptor
  let hasFailed = Atomic(false)

  init() throws {
    descriptor = try Descriptor(spoolIn: FileManager.default.temporaryDirectory.path)
  }
}
