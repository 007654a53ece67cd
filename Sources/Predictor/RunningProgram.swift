import Processes
import SourceText

/// A running program with which lines are exchanged.
///
/// The command is run by `/bin/sh`, so quotes, variables and redirections mean what they mean in a shell. The shell leads a
/// process group of its own, which is ended as a whole.
struct RunningProgram: ~Copyable, Sendable {
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

  private var process: PipedProcess

  /// Starts a program.
  ///
  /// - Parameter command: A line for the shell.
  /// - Throws: What the machine says.
  init(_ command: String) throws(Failure) {
    do throws(ChildProcess.Failure) {
      process = try PipedProcess(Launch("/bin/sh", ["-c", command]))
    } catch {
      throw .start(error.description)
    }
  }

  /// Sends a line, if there is one to send, and waits for one.
  ///
  /// - Parameters:
  ///   - line: What is sent; nil only waits.
  ///   - limit: How long the program may take, in seconds.
  /// - Returns: The bytes of its line, without the end.
  /// - Throws: Why there is none; then the program has ended.
  mutating func exchange(_ line: String?, within limit: Double) throws(Failure) -> [UInt8] {
    let bytes = line.map { Array($0.utf8) + [UInt8(ascii: "\n")] } ?? []
    do throws(PipedProcess.Silence) {
      return try process.line(
        after: bytes, limit: Self.lineLimit, until: .now + .seconds(limit))
    } catch {
      switch error {
      case .end: throw .end(stop())
      case .slow:
        process.stop(patience: 0)
        throw .slow
      case .excess:
        process.stop(patience: 0)
        throw .long
      }
    }
  }

  /// The number of its process group.
  var group: Int32 { process.id }

  /// Whether it has said more than it was asked for.
  var hasMoreToSay: Bool { process.hasMoreToSay }

  /// Ends the program and all that it started, and waits until it is gone.
  ///
  /// - Returns: How it ended, in words.
  @discardableResult
  mutating func stop() -> String {
    // Who reads its input to the end leaves by itself, and then says with what status.
    switch process.stop() {
    case .status(let status): "ended with status \(status)"
    case .signal(let number): "was ended by signal \(number)"
    }
  }

  /// The last lines that it wrote to standard error, once it has ended.
  var lastWords: String {
    let lines = process.lastWords.split(whereSeparator: \.isNewline).suffix(4)
    return lines.map { Self.shown($0) }.joined(separator: " / ")
  }

  /// The beginning of what a program says, safe to show on one line.
  static func shown(_ text: some StringProtocol) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(300))).shownOnOneLine
  }
}
