import Foundation
import HTML
import Processes
import Synchronization

/// The progress line of the running command, on standard error.
extension Console {
  private static let display = Mutex<ProgressLine?>(nil)
  /// The point from which the display measures time.
  private static let origin = ContinuousClock.now
  private static var now: Duration { ContinuousClock.now - origin }

  /// Whether standard error is a terminal whose last line can be rewritten.
  private static let canRewrite =
    isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// The seconds to the first line, and between lines elsewhere than on a terminal, from the environment.
  private static let delay = ProcessInfo.processInfo.environment["REPORT_PROGRESS_SECONDS"]
    .flatMap(Double.init).flatMap { 0...1e9 ~= $0 ? $0 : nil }

  /// Runs a closure and shows its progress on a terminal.
  ///
  /// - Parameters:
  ///   - command: The name of the command.
  ///   - isVerbose: Whether to show it elsewhere too, line by line.
  ///   - isQuiet: Whether to show nothing at all.
  ///   - body: The closure.
  /// - Returns: The closure's result.
  /// - Throws: The closure's errors.
  static func showingProgress<Result>(
    of command: String, isVerbose: Bool = false, isQuiet: Bool = false,
    _ body: () async throws -> Result
  ) async rethrows -> Result {
    guard !isQuiet, canRewrite || isVerbose else { return try await body() }
    let medium: ProgressLine.Medium = canRewrite ? .terminal : .log
    display.withLock { $0 = ProgressLine(of: command, on: medium, at: now, delay: delay) }
    refresh { _ in }
    // Time passes while no work is finished.
    let timer = Task.detached {
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(100))
        refresh { _ in }
      }
    }
    defer {
      timer.cancel()
      withProgressErased(at: 2) { $0 = nil }
    }
    return try await body()
  }

  /// Shows the work done; see ``ProgressLine/record(_:share:at:)``.
  static func progress(_ step: String, share: Double? = nil) {
    refresh { $0.record(step, share: share, at: now) }
  }

  /// Shows a number of finished items.
  static func progress(_ done: Int, of total: Int, _ noun: String, plural: String? = nil) {
    progress(
      "\(done) of \(counted(total, noun, plural: plural))",
      share: total > 0 ? Double(done) / Double(total) : nil)
  }

  /// Shows a note beside the work done.
  static func progressNote(_ note: String) { refresh { $0.note = note } }

  /// Runs a closure that writes to a standard stream, on which no progress line is visible then.
  ///
  /// - Parameters:
  ///   - descriptor: The stream: 1 or 2.
  ///   - body: Writes the text, and receives the display.
  /// - Throws: The closure's errors.
  static func withProgressErased<Failure: Error>(
    at descriptor: Int32, _ body: (inout ProgressLine?) throws(Failure) -> Void
  ) throws(Failure) {
    try display.withLock { line throws(Failure) in
      // Standard output does not meet the line unless it is a terminal too.
      if descriptor == 2 || isatty(descriptor) == 1 { writeError(line?.erase() ?? "") }
      try body(&line)
    }
  }

  /// Changes the line and writes it if it is due.
  private static func refresh(_ change: (inout ProgressLine) -> Void) {
    display.withLock { line in
      guard var shown = line else { return }
      change(&shown)
      writeError(shown.update(at: now, columns: columns(of: 2) ?? 80))
      line = shown
    }
  }
}
