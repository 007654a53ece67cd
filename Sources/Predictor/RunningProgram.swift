import Processes
import SourceText

/// A running program with which lines are exchanged.
///
/// The command is run by `/bin/sh`, so quotes, variables and redirections work as in a shell. The shell leads its own process
/// group, which is stopped as a whole.
struct RunningProgram: ~Copyable, Sendable {
  /// The reason why no line was received.
  enum Failure: Error {
    /// The program could not be started.
    case start(String)
    /// It exited with a status or was terminated by a signal.
    case end(String)
    /// It exceeded the time limit.
    case slow
    /// Its line exceeded the size limit.
    case long
  }

  /// The maximum length of a line in bytes.
  static let lineLimit = 1 << 26

  private var process: PipedProcess

  /// Starts a program.
  ///
  /// - Parameter command: A command line for the shell.
  /// - Throws: The system's error.
  init(_ command: String) throws(Failure) {
    do throws(ChildProcess.Failure) {
      process = try PipedProcess(Launch("/bin/sh", ["-c", command]))
    } catch {
      throw .start(error.description)
    }
  }

  /// Sends a line, if given, and waits for a response line.
  ///
  /// - Parameters:
  ///   - line: The line to send; nil only waits.
  ///   - limit: The time limit in seconds.
  /// - Returns: The bytes of the response, without the line end.
  /// - Throws: The failure; the program has then been stopped.
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

  /// The id of its process group.
  var group: Int32 { process.id }

  /// Whether it has written more than was requested.
  var hasMoreToSay: Bool { process.hasMoreToSay }

  /// Stops the program and all its children, and waits until they are gone.
  ///
  /// - Returns: A description of how it ended.
  @discardableResult
  mutating func stop() -> String {
    // A program that reads its input to the end exits by itself, with its own status.
    switch process.stop() {
    case .status(let status): "exited with status \(status)"
    case .signal(let number): "was terminated by signal \(number)"
    }
  }

  /// The last lines written to standard error, available once the program has ended.
  var lastWords: String {
    let lines = process.lastWords.split(whereSeparator: \.isNewline).suffix(4)
    return lines.map { Self.shown($0) }.joined(separator: " / ")
  }

  /// Returns the beginning of a program's output, safe to show on one line.
  static func shown(_ text: some StringProtocol) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(300))).shownOnOneLine
  }
}
