import Foundation

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
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  /// Draws a line of progress over the one before.
  static func progress(_ line: String) {
    guard showsProgress else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
  }

  /// Removes the line of progress.
  static func endProgress() { progress("") }

  /// Prints text to standard output as it is.
  static func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
