internal import CProcesses
internal import Foundation

/// A program with which bytes are exchanged, each time until a deadline.
///
/// Writing, reading and listening to standard error go on side by side, so neither side waits for the other for ever: not for
/// a program that writes before it reads, nor for one that never reads, nor for what it leaves behind with its pipes.
public struct PipedProcess: ~Copyable, Sendable {
  /// Why a program says nothing.
  public enum Silence: Error, Hashable, Sendable {
    /// It has ended, or closed one of its streams.
    case end
    /// The deadline is over.
    case slow
    /// It says more than it may.
    case excess
  }

  /// The bytes of standard error that are kept: the last ones.
  private static let mostErrors = 2048

  private let process: ChildProcess
  private var input: Descriptor?
  private let output: Descriptor
  private let errors: Descriptor
  private var unread: [UInt8] = []
  private var lastErrors: [UInt8] = []
  private var hasOutput = true
  private var hasErrors = true
  private var isDeaf = false

  /// Starts a program.
  ///
  /// - Parameter launch: What is started.
  /// - Throws: What the machine says.
  public init(_ launch: Launch) throws(ChildProcess.Failure) {
    processes_ignore_broken_pipes()
    guard let input = Descriptor.pipe() else { throw ChildProcess.Failure(errno) }
    let theirInput = Descriptor(input.reading)
    let ourInput = Descriptor(input.writing)
    guard let output = Descriptor.pipe() else { throw ChildProcess.Failure(errno) }
    let theirOutput = Descriptor(output.writing)
    let ourOutput = Descriptor(output.reading)
    guard let errors = Descriptor.pipe() else { throw ChildProcess.Failure(errno) }
    let theirErrors = Descriptor(errors.writing)
    let ourErrors = Descriptor(errors.reading)
    for number in [input.writing, output.reading, errors.reading] { processes_never_wait(number) }
    process = try ChildProcess(
      launch, streams: [theirInput.number, theirOutput.number, theirErrors.number])
    self.input = consume ourInput
    self.output = ourOutput
    self.errors = ourErrors
  }

  /// The number of the process and of its group.
  public var id: Int32 { process.id }

  /// Whether it has said more than was read.
  public var hasMoreToSay: Bool { !unread.isEmpty }

  /// Sends bytes and waits for a line.
  ///
  /// - Parameters:
  ///   - bytes: What is sent.
  ///   - limit: The most bytes that a line may have.
  ///   - deadline: How long to wait.
  /// - Returns: The line without its end.
  /// - Throws: Why there is none.
  public mutating func line(
    after bytes: [UInt8], limit: Int, until deadline: ContinuousClock.Instant
  ) throws(Silence) -> [UInt8] {
    var rest = bytes[...]
    var searched = 0
    while true {
      if let end = unread[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(unread[..<end])
        unread.removeSubrange(...end)
        return line
      }
      searched = unread.count
      if searched > limit { throw .excess }
      try go(on: &rest, until: deadline)
      // Who closed its output has nothing to say any more, and may still be about to end by itself.
      while !hasOutput { try go(on: &rest, until: deadline) }
    }
  }

  /// Sends bytes, then the end of the input, and waits for all that the program says.
  ///
  /// - Parameters:
  ///   - bytes: What is sent.
  ///   - limit: The most bytes that it may say.
  ///   - deadline: How long to wait.
  /// - Returns: What it says.
  /// - Throws: Why that is not whole.
  public mutating func answer(
    to bytes: [UInt8], limit: Int, until deadline: ContinuousClock.Instant
  ) throws(Silence) -> [UInt8] {
    var rest = bytes[...]
    while hasOutput {
      if rest.isEmpty { input = nil }
      try go(on: &rest, until: deadline)
      if unread.count > limit { throw .excess }
    }
    return unread
  }

  /// Moves bytes, or waits a moment for some.
  private mutating func go(
    on rest: inout ArraySlice<UInt8>, until deadline: ContinuousClock.Instant
  ) throws(Silence) {
    // What it said before its end is there now; what others say through its pipes is not waited for.
    let hasEnded = process.ending != nil
    let left = (deadline - ContinuousClock.now) / .milliseconds(1)
    let hasMoved = move(&rest)
    // One that writes for ever moves for ever.
    if left <= 0 && !hasEnded { throw .slow }
    if hasMoved { return }
    if hasEnded || isDeaf { throw .end }
    processes_wait(
      hasOutput ? output.number : -1, hasErrors ? errors.number : -1,
      rest.isEmpty ? -1 : inputNumber, Int32(min(50, left.rounded(.up))))
  }

  private var inputNumber: Int32 {
    switch input {
    case .some(let input): input.number
    case .none: -1
    }
  }

  /// Moves what can be moved without waiting: whether anything came of it.
  private mutating func move(_ rest: inout ArraySlice<UInt8>) -> Bool {
    var hasMoved = false
    if !rest.isEmpty {
      switch write(rest) {
      case .moved(let count):
        rest = rest.dropFirst(count)
        hasMoved = true
      case .nothing: break
      case .end:
        rest = []
        isDeaf = true
      }
    }
    if hasOutput {
      switch output.read(into: &unread) {
      case .moved: hasMoved = true
      case .nothing: break
      case .end:
        hasOutput = false
        hasMoved = true
      }
    }
    return listen() || hasMoved
  }

  private func write(_ bytes: ArraySlice<UInt8>) -> Descriptor.Outcome {
    switch input {
    case .some(let input): input.write(bytes)
    case .none: .end
    }
  }

  /// Reads what stands on standard error: whether anything does.
  private mutating func listen() -> Bool {
    guard hasErrors else { return false }
    switch errors.read(into: &lastErrors) {
    case .moved:
      lastErrors.removeFirst(max(0, lastErrors.count - Self.mostErrors))
      return true
    case .nothing: return false
    case .end:
      hasErrors = false
      return false
    }
  }

  /// Ends the program and all that it started, and waits until it is gone.
  ///
  /// - Parameter patience: How long one that reads its input to the end may take to leave by itself, in seconds.
  /// - Returns: How it ended.
  @discardableResult
  public mutating func stop(patience: Double = 0.5) -> ChildProcess.Ending {
    input = nil
    let deadline = ContinuousClock.now + .seconds(patience)
    var nothing: ArraySlice<UInt8> = []
    while process.ending == nil, ContinuousClock.now < deadline {
      // Who has something left to say would not leave before it is said.
      if move(&nothing) { unread = [] } else { usleep(1000) }
    }
    ChildProcess.end(process.id)
    let ending = process.ending(within: 2) ?? .signal(SIGKILL)
    for _ in 0..<1000 where !listen() { break }
    return ending
  }

  /// The last that it wrote to standard error, once it was stopped.
  public var lastWords: String { String(decoding: lastErrors, as: UTF8.self) }
}
