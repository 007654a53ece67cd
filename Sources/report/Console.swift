import Foundation
import Processes
import SourceText

/// Standard output for results, standard error for everything else.
enum Console {
  /// Whether standard error is a terminal, so that progress may be drawn on it.
  static let showsProgress = isatty(2) == 1

  /// Whether standard output takes colours: it is a terminal and `NO_COLOR` is not set.
  static let hasColour =
    isatty(1) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// Prints a line to standard error.
  static func error(_ line: String) {
    standardError(line + "\n")
  }

  /// Prints problems to standard error.
  static func report(_ diagnostics: [Diagnostic], _ printer: DiagnosticPrinter) {
    if !diagnostics.isEmpty { error(printer.text(diagnostics)) }
  }

  /// Draws a line of progress over the one before.
  static func progress(_ line: String) {
    guard showsProgress else { return }
    standardError("\r\u{1B}[K\(line)")
  }

  /// Removes the line of progress.
  static func endProgress() { progress("") }

  /// Prints text to standard output as it is.
  ///
  /// - Parameter text: The text.
  /// - Throws: A diagnostic when it can't be written, as on a full disk.
  static func write(_ text: String) throws(Diagnostic) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      Interruption.endIfNobodyReads(error)
      throw Diagnostic(
        "standard output can't be written", hint: "is there space left on the disk?",
        cause: .machine)
    }
  }

  /// Prints a line to standard output.
  ///
  /// - Parameter line: The line without its end.
  /// - Throws: A diagnostic when it can't be written, as on a full disk.
  static func print(_ line: String) throws(Diagnostic) { try write(line + "\n") }

  private static func standardError(_ text: String) {
    // There is nowhere left to say that this failed; the exit status still tells.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
