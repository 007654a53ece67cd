import SourceText

/// The progress of a command as one line of text: what to write to standard error, and when.
///
/// On a terminal the line appears after a second, is rewritten at most ten times a second, and is erased before other output
/// and at the end. In a file or pipe a new line follows every ten seconds. The line names the command, the work done, and the
/// time left at the rate of the current phase, or the time so far if the rate is unknown:
/// `diagnose: 12 of 25 reviews, 4 s left`.
///
/// The caller passes the time, as durations since a fixed point; the same calls give the same text.
public struct ProgressLine: Sendable {
  /// The kinds of output that show progress.
  public enum Medium: Sendable {
    /// A terminal whose last line can be rewritten.
    case terminal
    /// A file, a pipe, or a terminal that cannot erase.
    case log
  }

  /// The text that erases a line of a terminal.
  static let eraser = "\r\u{1B}[K"

  /// The text in addition to the work done, such as the number of predictions.
  public var note: String?

  private let command: String
  private let medium: Medium
  private let start: Duration
  /// The time from the start to the first line.
  private let delay: Duration
  /// The least time between two lines.
  private let interval: Duration
  private var step: String?
  private var share: Double?
  private var phaseStart: Duration
  /// The end of the phase at its rate so far.
  private var expectedEnd: Duration?
  private var last: (time: Duration, text: String)?
  private var isVisible = false

  /// Creates a line that is not visible yet.
  ///
  /// - Parameters:
  ///   - command: The name of the command.
  ///   - medium: The kind of output.
  ///   - start: The present time.
  ///   - delay: The time to the first line, in seconds; nil for 1 on a terminal, otherwise 10. It also limits the time
  ///     between lines, to a tenth of a second on a terminal.
  public init(of command: String, on medium: Medium, at start: Duration, delay: Double? = nil) {
    self.command = command
    self.medium = medium
    self.start = start
    phaseStart = start
    self.delay = .seconds(delay ?? (medium == .terminal ? 1 : 10))
    interval = medium == .terminal ? min(.milliseconds(100), self.delay) : self.delay
  }

  /// Records the work done.
  ///
  /// - Parameters:
  ///   - step: The work done, such as `12 of 25 reviews`.
  ///   - share: Its share of the phase, from 0 to 1; nil if the total is unknown. A phase begins with 0, or with a lower share
  ///     than before.
  ///   - now: The present time.
  public mutating func record(_ step: String, share: Double?, at now: Duration) {
    if let share, share == 0 || share < self.share ?? 0 { phaseStart = now }
    self.step = step
    self.share = share
    expectedEnd = nil
    if let share, share > 0, share < 1 { expectedEnd = phaseStart + (now - phaseStart) / share }
  }

  /// Returns the text to write now.
  ///
  /// - Parameters:
  ///   - now: The present time.
  ///   - columns: The width of the terminal, of which the last column stays free.
  /// - Returns: The text; empty if no line is due.
  public mutating func update(at now: Duration, columns: Int = 80) -> String {
    guard now - start >= delay, now - (last?.time ?? start - interval) >= interval else {
      return ""
    }
    let text = text(at: now)
    switch medium {
    case .log:
      last = (now, text)
      return text + "\n"
    case .terminal:
      if isVisible, text == last?.text { return "" }
      last = (now, text)
      isVisible = true
      // A full line would make some terminals wrap.
      return Self.eraser + text.cut(to: max(0, columns - 1))
    }
  }

  /// Returns the text that erases the line; empty if it is not visible.
  ///
  /// The next update that is due shows the line again.
  public mutating func erase() -> String {
    defer { isVisible = false }
    return isVisible ? Self.eraser : ""
  }

  /// Returns the line at a time.
  private func text(at now: Duration) -> String {
    let time: String
    if let expectedEnd, expectedEnd > now {
      time = Self.text(expectedEnd - now, rounding: .up) + " left"
    } else {
      time = Self.text(now - start, rounding: .down) + " so far"
    }
    return "\(command): " + [step, note, time].compactMap(\.self).joined(separator: ", ")
  }

  /// Returns a duration in seconds, from 100 seconds in minutes, and from 100 minutes in hours.
  private static func text(_ time: Duration, rounding: FloatingPointRoundingRule) -> String {
    let seconds = time / .seconds(1)
    func whole(_ number: Double) -> Int { Int(number.rounded(rounding)) }
    if whole(seconds) < 100 { return "\(whole(seconds)) s" }
    if whole(seconds / 60) < 100 { return "\(whole(seconds / 60)) min" }
    return "\(whole(min(seconds / 3600, 1e6))) h"
  }
}
