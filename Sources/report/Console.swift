import Foundation
import Processes
import SourceText

/// Standard output for results, standard error for everything else.
enum Console {
  /// Whether standard output supports colours: it is a terminal other than `dumb`, and `NO_COLOR` is not set.
  static let hasColour =
    isatty(1) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// The number of columns of the terminal that shows standard output; nil if it is not a terminal or its width is unknown.
  static let columns = columns(of: 1)

  /// Returns the number of columns of the terminal at a descriptor; nil if it is not a terminal or its width is unknown.
  static func columns(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    return Terminal.columns(of: descriptor)
      ?? ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
  }

  /// Prints a line to standard error.
  static func error(_ line: String) {
    withProgressErased(at: 2) { _ in writeError(line + "\n") }
  }

  /// Prints problems to standard error.
  static func report(_ diagnostics: [Diagnostic], _ printer: DiagnosticPrinter) {
    if !diagnostics.isEmpty { error(printer.text(diagnostics)) }
  }

  /// Prints text to standard output without adding a line feed.
  ///
  /// - Parameter text: The text.
  /// - Throws: A diagnostic if writing fails, for example on a full disk.
  static func write(_ text: String) throws(Diagnostics) {
    do {
      try withProgressErased(at: 1) { _ in
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
      }
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

  /// Writes text to standard error as it is.
  static func writeError(_ text: String) {
    if text.isEmpty { return }
    // A failure here cannot be reported anywhere; the exit status still signals errors.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
