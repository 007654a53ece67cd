import Foundation
import Processes
import SourceText

/// Standard output for results, standard error for everything else.
enum Console {
  /// Whether progress can be drawn because standard error is a terminal.
  static let showsProgress = isatty(2) == 1

  /// Whether standard output supports colours: it is a terminal other than `dumb`, and `NO_COLOR` is not set.
  static let hasColour =
    isatty(1) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// The number of columns of the terminal that shows standard output; nil if it is not a terminal or its width is unknown.
  static let columns: Int? =
    isatty(1) == 1
    ? Terminal.columns(of: 1)
      ?? ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } : nil

  /// Prints a line to standard error.
  static func error(_ line: String) {
    standardError(line + "\n")
  }

  /// Prints problems to standard error.
  static func report(_ diagnostics: [Diagnostic], _ printer: DiagnosticPrinter) {
    if !diagnostics.isEmpty { error(printer.text(diagnostics)) }
  }

  /// Replaces the progress line.
  static func progress(_ line: String) {
    guard showsProgress else { return }
    standardError("\r\u{1B}[K\(line)")
  }

  /// Removes the progress line.
  static func endProgress() { progress("") }

  /// Prints text to standard output without adding a line feed.
  ///
  /// - Parameter text: The text.
  /// - Throws: A diagnostic if writing fails, for example on a full disk.
  static func write(_ text: String) throws(Diagnostics) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      Interruption.endIfNobodyReads(error)
      throw Diagnostics(
        "cannot write to standard output", hint: "check the free disk space",
        cause: .machine)
    }
  }

  /// Prints a line to standard output.
  ///
  /// - Parameter line: The line without a line feed.
  /// - Throws: A diagnostic if writing fails, for example on a full disk.
  static func print(_ line: String) throws(Diagnostics) { try write(line + "\n") }

  private static func standardError(_ text: String) {
    // A failure here cannot be reported anywhere; the exit status still signals errors.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
