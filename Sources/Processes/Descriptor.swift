internal import CProcesses
internal import Foundation

/// An open file or an end of a pipe, closed at the end of its lifetime.
///
/// Reading and writing never block, except where a name says so.
struct Descriptor: ~Copyable, Sendable {
  /// The outcome of a read or write.
  enum Outcome: Equatable {
    /// The number of bytes transferred.
    case moved(Int)
    /// No data or room at the moment.
    case nothing
    /// End of file, or a closed or failed descriptor.
    case end
  }

  let number: Int32

  init(_ number: Int32) { self.number = number }

  /// Opens a file; fails if the system denies it.
  init?(path: String, writes: Bool) {
    let number = unsafe processes_open(path, writes)
    guard number >= 0 else { return nil }
    self.number = number
  }

  /// Locks a file or folder against other processes while it is open; fails if another process holds the lock, or if locks are
  /// not supported.
  init?(locking path: String) {
    let number = unsafe processes_lock(path)
    guard number >= 0 else { return nil }
    self.number = number
  }

  /// Whether another process holds the lock of a file or folder.
  static func isLocked(_ path: String) -> Bool {
    let number = unsafe processes_lock(path)
    if number >= 0 { close(number) }
    return number == -2
  }

  /// Opens a new file without a name, which the system deletes when it is closed.
  ///
  /// - Parameter folder: The folder whose file system stores it.
  /// - Throws: `POSIXError`.
  init(spoolIn folder: String) throws {
    self.init(try Self.opened(unsafe processes_spool(folder)))
  }

  private static func opened(_ number: Int32) throws -> Int32 {
    if number < 0 { throw error(-number) }
    return number
  }

  private static func error(_ number: Int32) -> any Error {
    POSIXError(POSIXErrorCode(rawValue: number) ?? .EIO)
  }

  deinit { close(number) }

  /// Atomically exchanges two files or folders; returns false if the file system does not support
  /// it.
  static func exchange(_ one: String, _ other: String) -> Bool {
    unsafe processes_exchange(one, other) == 0
  }

  /// Creates a pipe; returns nil if the system has no descriptors left.
  static func pipe() -> (reading: Int32, writing: Int32)? {
    var ends: [Int32] = [-1, -1]
    return unsafe processes_pipe(&ends) == 0 ? (ends[0], ends[1]) : nil
  }

  /// Appends available data to a buffer.
  func read(into buffer: inout [UInt8], atMost count: Int = 1 << 16) -> Outcome {
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    let result = unsafe buffer.withUnsafeMutableBytes { bytes in
      let room = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[old...])
      return unsafe processes_read(number, room.baseAddress, room.count)
    }
    buffer.removeLast(count - max(0, result))
    return Self.outcome(result)
  }

  /// Waits for data and reads some of it; empty at the end.
  ///
  /// - Throws: `POSIXError`.
  func nextBytes(atMost count: Int) throws -> [UInt8] {
    var result = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      result = unsafe processes_wait_and_read(number, buffer.baseAddress, count)
      filled = max(0, result)
    }
    if result < 0 { throw Self.error(Int32(-result)) }
    return bytes
  }

  /// Writes as many bytes as fit without blocking.
  func write(_ bytes: ArraySlice<UInt8>) -> Outcome {
    let result = unsafe bytes.withUnsafeBytes { buffer in
      unsafe processes_write(number, buffer.baseAddress, buffer.count)
    }
    return result == 0 ? .nothing : Self.outcome(result)
  }

  /// Reads a range of a file, on any thread.
  ///
  /// - Throws: `POSIXError`, also if the file ends before the range.
  func bytes(in range: Range<Int>) throws -> [UInt8] {
    var problem: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      problem = unsafe processes_read_at(
        number, buffer.baseAddress, range.count, Int64(range.lowerBound))
      count = problem == 0 ? range.count : 0
    }
    if problem != 0 { throw Self.error(problem) }
    return bytes
  }

  /// Writes all bytes at an offset.
  ///
  /// - Throws: `POSIXError`.
  func write(_ bytes: [UInt8], at offset: Int) throws {
    let problem = unsafe bytes.withUnsafeBytes { buffer in
      unsafe processes_write_at(number, buffer.baseAddress, buffer.count, Int64(offset))
    }
    if problem != 0 { throw Self.error(problem) }
  }

  private static func outcome(_ result: Int) -> Outcome {
    switch result {
    case 1...: .moved(result)
    case -1: .nothing
    default: .end
    }
  }
}
