import Dispatch
import Foundation
import SourceText
import Synchronization

/// A running program with which lines are exchanged.
///
/// The command is run by `/bin/sh`, so quotes, variables and redirections mean what they mean in a shell. The shell leads a
/// process group of its own, which is ended as a whole.
struct ChildProcess: Sendable {
  /// Why there is no line.
  enum Failure: Error {
    /// The program could not be started.
    case start(String)
    /// It ended, with a status or by a signal.
    case end(String)
    /// It took longer than it may.
    case slow
    /// Its line is longer than it may be.
    case long
  }

  /// The longest line that is read, in bytes.
  static let lineLimit = 1 << 26

  private let process: Process
  private let input: FileHandle
  private let output: FileHandle
  /// What it writes to standard error: a file without a name, so that nobody has to read it along.
  private let errors: FileHandle
  private let ended = DispatchSemaphore(value: 0)
  private var buffer = Data()

  /// Starts a program.
  ///
  /// - Parameter command: A line for the shell.
  /// - Throws: What the machine says.
  init(_ command: String) throws(Failure) {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    do {
      errors = try Self.scratchFile()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", command]
      process.standardInput = input
      process.standardOutput = output
      process.standardError = errors
      let ended = ended
      process.terminationHandler = { _ in ended.signal() }
      try process.run()
      // The child has its own; ours would keep its standard output open for ever.
      try output.fileHandleForWriting.close()
      try input.fileHandleForReading.close()
    } catch {
      throw .start(error.localizedDescription)
    }
    self.process = process
    self.input = input.fileHandleForWriting
    self.output = output.fileHandleForReading
  }

  private static func scratchFile() throws -> FileHandle {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "report-predictor-\(UUID().uuidString)")
    try Data().write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try FileHandle(forUpdating: url)
  }

  /// Sends a line, if there is one to send, and waits for one.
  ///
  /// - Parameters:
  ///   - line: What is sent; nil only waits.
  ///   - limit: How long the program may take, in seconds.
  /// - Returns: The bytes of its line, without the end.
  /// - Throws: Why there is none; then the program has ended.
  mutating func exchange(_ line: String?, within limit: Double) throws(Failure) -> Data {
    let isLate = Mutex(false)
    let (process, group) = (process, -process.processIdentifier)
    let alarm = DispatchWorkItem {
      isLate.withLock { $0 = true }
      if process.isRunning { kill(group, SIGKILL) }
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: alarm)
    defer { alarm.cancel() }
    do throws(Failure) {
      if let line { try send(line) }
      return try receive()
    } catch .end(let reason) {
      throw isLate.withLock { $0 } ? .slow : .end(reason)
    }
  }

  private func send(_ line: String) throws(Failure) {
    // A program that ends while it is written to must not end this one.
    let old = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, old) }
    do {
      try input.write(contentsOf: Data((line + "\n").utf8))
    } catch {
      throw .end(stop())
    }
  }

  private mutating func receive() throws(Failure) -> Data {
    var searched = 0
    while true {
      if let end = buffer[(buffer.startIndex + searched)...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = Data(buffer[..<end])
        buffer = Data(buffer[(end + 1)...])
        return line
      }
      searched = buffer.count
      if searched > Self.lineLimit {
        stop()
        throw .long
      }
      let more = output.availableData
      if more.isEmpty { throw .end(stop()) }
      buffer += more
    }
  }

  /// The number of its process group.
  var group: Int32 { process.processIdentifier }

  /// Whether it has said more than it was asked for.
  var hasMoreToSay: Bool { !buffer.isEmpty }

  /// Ends the program and all that it started, and waits until it is gone.
  ///
  /// - Returns: How it ended, in words.
  @discardableResult
  func stop() -> String {
    // Who reads its input to the end leaves by itself, and then says with what status.
    try? input.close()
    if ended.wait(timeout: .now() + 0.5) == .timedOut {
      kill(-process.processIdentifier, SIGKILL)
      ended.wait()
    }
    ended.signal()
    // What it may have left behind in its group.
    kill(-process.processIdentifier, SIGKILL)
    let status = process.terminationStatus
    return process.terminationReason == .exit
      ? "ended with status \(status)" : "was ended by signal \(status)"
  }

  /// The last lines that it wrote to standard error, once it has ended.
  var lastWords: String {
    let most: UInt64 = 2048
    guard let size = try? errors.seekToEnd(),
      (try? errors.seek(toOffset: size > most ? size - most : 0)) != nil,
      let data = try? errors.readToEnd()
    else { return "" }
    let text = String(decoding: data, as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).suffix(4)
    return lines.map { Self.shown($0) }.joined(separator: " / ")
  }

  /// The beginning of what a program says, safe to show on one line.
  static func shown(_ text: some StringProtocol) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(300))).shownOnOneLine
  }
}
