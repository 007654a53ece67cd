internal import CProcesses
internal import Foundation

/// An open file or an end of a pipe, which is closed when nobody has it any more.
///
/// Reading and writing never wait.
struct Descriptor: ~Copyable, Sendable {
  /// What came of reading or writing.
  enum Outcome: Equatable {
    /// So many bytes were moved.
    case moved(Int)
    /// There is nothing to do now.
    case nothing
    /// There is nothing to do any more.
    case end
  }

  let number: Int32

  init(_ number: Int32) { self.number = number }

  /// Opens a file; nil where the machine does not let it.
  init?(path: String, writes: Bool) {
    let number = unsafe processes_open(path, writes)
    guard number >= 0 else { return nil }
    self.number = number
  }

  /// Locks a file or folder against other processes as long as it is open; nil where another one has the lock, and where
  /// there are no locks.
  init?(locking path: String) {
    let number = unsafe processes_lock(path)
    guard number >= 0 else { return nil }
    self.number = number
  }

  /// Whether another process has the lock of a file or folder.
  static func isLocked(_ path: String) -> Bool {
    let number = unsafe processes_lock(path)
    if number >= 0 { close(number) }
    return number == -2
  }

  deinit { close(number) }

  /// Lets two files or folders change places at once: whether the system and its disk can.
  static func exchange(_ one: String, _ other: String) -> Bool {
    unsafe processes_exchange(one, other) == 0
  }

  /// Makes a pipe; nil where the machine has none left.
  static func pipe() -> (reading: Int32, writing: Int32)? {
    var ends: [Int32] = [-1, -1]
    return unsafe processes_pipe(&ends) == 0 ? (ends[0], ends[1]) : nil
  }

  /// Adds what is there to the end of a buffer.
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

  /// Writes as much of some bytes as there is room for.
  func write(_ bytes: ArraySlice<UInt8>) -> Outcome {
    let result = unsafe bytes.withUnsafeBytes { buffer in
      unsafe processes_write(number, buffer.baseAddress, buffer.count)
    }
    return result == 0 ? .nothing : Self.outcome(result)
  }

  private static func outcome(_ result: Int) -> Outcome {
    switch result {
    case 1...: .moved(result)
    case -1: .nothing
    default: .end
    }
  }
}
