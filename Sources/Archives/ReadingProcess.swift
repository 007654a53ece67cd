#if Keras
internal import CHDF5
internal import Synchronization

/// A copy of this process that does work in which it may crash, and says what came of it through a pipe.
///
/// The copy has one thread, this one, whatever the others were about to do. So its work takes no lock that they may hold:
/// it uses the standard library and C, whose allocator is made for this, not Foundation, and it leaves without
/// what a program does at its end. Should it ever come to stand still all the same, an alarm ends it.
package struct ReadingProcess: ~Copyable {
  /// How it ended.
  package enum Ending {
    /// By a signal, or too early.
    case crash
    /// At the limit of its time.
    case slow
    /// It says more than it may.
    case excess
  }

  /// What the copy may use.
  package struct Limits {
    /// The bytes of memory besides those that this process has.
    package let memory: Int
    /// The seconds of a processor.
    package let seconds: Int
    /// The bytes that it may say.
    package let answer: Int

    /// Creates limits.
    package init(memory: Int, seconds: Int, answer: Int) {
      self.memory = memory
      self.seconds = seconds
      self.answer = answer
    }
  }

  /// Where the copy writes its answer.
  package struct Outlet {
    fileprivate let end: Int32

    /// Writes a number.
    package func write(_ number: Int) { write([number]) }

    /// Writes a text, its length in front.
    package func write(_ text: String) {
      write(text.utf8.count)
      write(Array(text.utf8))
    }

    /// Writes numbers; the copy ends where nobody reads them.
    package func write<Number: BitwiseCopyable>(_ numbers: [Number]) {
      unsafe numbers.withUnsafeBytes { buffer in
        var rest = unsafe buffer[...]
        while unsafe !rest.isEmpty {
          let bytes = unsafe UnsafeRawBufferPointer(rebasing: rest)
          let count = unsafe chdf5_write(end, bytes.baseAddress, bytes.count)
          if count <= 0 { _exit(1) }
          unsafe rest = rest.dropFirst(count)
        }
      }
    }
  }

  /// No copy begins while there is the writing end of another one's pipe, which it would keep open.
  private static let beginning = Mutex(())

  private let id: Int32
  private let end: Int32
  private var room: Int
  private var isExcessive = false

  /// Begins the work; nil where the system has no process or pipe left.
  ///
  /// - Parameters:
  ///   - limits: What it may use.
  ///   - work: What only the copy does.
  package init?(_ limits: Limits, work: (Outlet) -> Void) {
    var ends: [Int32] = [-1, -1]
    let id = Self.beginning.withLock { _ -> Int32 in
      guard unsafe chdf5_pipe(&ends) == 0 else { return -1 }
      let id = chdf5_fork(rlim_t(limits.memory), UInt32(limits.seconds))
      if id == 0 {
        work(Outlet(end: ends[1]))
        _exit(0)
      }
      close(ends[1])
      return id
    }
    guard id > 0 else {
      close(ends[0])
      return nil
    }
    (self.id, end, room) = (id, ends[0], limits.answer)
  }

  /// The next number of the answer; nil where there is none.
  package mutating func integer() -> Int? { numbers(1, of: 0)?.first }

  /// The next text; nil where there is none.
  package mutating func text() -> String? {
    guard let count = integer(), let bytes = numbers(count, of: UInt8(0)) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The next numbers; nil where there are not as many.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - zero: One of their kind.
  /// - Returns: The numbers.
  package mutating func numbers<Number: BitwiseCopyable>(_ count: Int, of zero: Number) -> [Number]?
  {
    let size = count.multipliedReportingOverflow(by: MemoryLayout<Number>.stride)
    guard count >= 0, !size.overflow, size.partialValue <= room else {
      isExcessive = true
      return nil
    }
    room -= size.partialValue
    var numbers = Array(repeating: zero, count: count)
    let isWhole = unsafe numbers.withUnsafeMutableBytes { buffer in
      var rest = unsafe buffer[...]
      while unsafe !rest.isEmpty {
        let bytes = unsafe UnsafeMutableRawBufferPointer(rebasing: rest)
        let count = unsafe chdf5_read(end, bytes.baseAddress, bytes.count)
        guard count > 0 else { return false }
        unsafe rest = rest.dropFirst(count)
      }
      return true
    }
    return isWhole ? numbers : nil
  }

  /// Waits for the end of the copy, which comes at once where it is still writing.
  ///
  /// - Returns: How it ended where its answer was not whole.
  package consuming func finish() -> Ending {
    close(end)
    let signal = chdf5_wait(id)
    if isExcessive { return .excess }
    return signal == SIGXCPU || signal == SIGALRM ? .slow : .crash
  }
}
#endif
