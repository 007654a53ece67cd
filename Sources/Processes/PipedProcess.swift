internal import CProcesses
internal import Foundation

/// A program with which bytes are exchanged, each exchange with a deadline.
///
/// Writing, reading and draining standard error are interleaved, so neither side blocks the other forever: not with a program
/// that writes before it reads, nor with one that never reads, nor with descendants that keep its pipes open.
public struct PipedProcess: ~Copyable, Sendable {
  /// The reason why a program returned nothing.
  public enum Silence: Error, Hashable, Sendable {
    /// It has exited, or closed one of its streams.
    case end
    /// The deadline has passed.
    case slow
    /// Its output exceeds the limit.
    case excess
  }

  /// The number of trailing bytes of standard error that are kept.
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
  /// - Parameter launch: The program.
  /// - Throws: The system's error.
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

  /// The id of the process and of its group.
  public var id: Int32 { process.id }

  /// Whether it has written more than was read.
  public var hasMoreToSay: Bool { !unread.isEmpty }

  /// Sends bytes and waits for a line.
  ///
  /// - Parameters:
  ///   - bytes: The bytes to send.
  ///   - limit: The maximum length of a line in bytes.
  ///   - deadline: The time to wait.
  /// - Returns: The line without its end.
  /// - Throws: The reason why there is no line.
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
      // A program that closed its output sends nothing more, but may be about to exit by itself.
      while !hasOutput { try go(on: &rest, until: deadline) }
    }
  }

  /// Sends bytes, then end of file, and waits for the complete output.
  ///
  /// - Parameters:
  ///   - bytes: The bytes to send.
  ///   - limit: The maximum length of the output in bytes.
  ///   - deadline: The time to wait.
  /// - Returns: The output.
  /// - Throws: The reason why the output is incomplete.
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

  /// Transfers bytes, or waits briefly for some.
  private mutating func go(
    on rest: inout ArraySlice<UInt8>, until deadline: ContinuousClock.Instant
  ) throws(Silence) {
    // Its own output is available by the time it has exited; output of others through its pipes is not waited for.
    let hasEnded = process.ending != nil
    let left = (deadline - ContinuousClock.now) / .milliseconds(1)
    let hasMoved = move(&rest)
    // A program that writes forever never stops transferring bytes.
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

  /// Transfers as many bytes as possible without blocking; returns whether any were transferred.
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

  /// Reads pending bytes of standard error; returns whether there were any.
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

  /// Stops the program and all its children, and waits until they are gone.
  ///
  /// - Parameter patience: The time in seconds that a program which reads its input to the end has to exit by itself.
  /// - Returns: The exit status or signal.
  @discardableResult
  public mutating func stop(patience: Double = 0.5) -> ChildProcess.Ending {
    input = nil
    let deadline = ContinuousClock.now + .seconds(patience)
    var nothing: ArraySlice<UInt8> = []
    while process.ending == nil, ContinuousClock.now < deadline {
      // A program with pending output would not exit before it is written.
      if move(&nothing) { unread = [] } else { usleep(1000) }
    }
    ChildProcess.end(process.id)
    let ending = process.ending(within: 2) ?? .signal(SIGKILL)
    for _ in 0..<1000 where !listen() { break }
    return ending
  }

  /// The end of its standard error output, available once it was stopped.
  public var lastWords: String { String(decoding: lastErrors, as: UTF8.self) }
}
