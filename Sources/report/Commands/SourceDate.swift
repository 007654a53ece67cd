import Foundation
import SourceText

/// The date shown on pages, which is never read from the system clock.
enum SourceDate {
  /// Returns the seconds since 1970 in `SOURCE_DATE_EPOCH`, or nil if it is not set.
  static func fromEnvironment() throws(Diagnostics) -> Int? {
    let name = "SOURCE_DATE_EPOCH"
    guard let text = ProcessInfo.processInfo.environment[name] else { return nil }
    guard let seconds = Int(text), (0...253_402_300_799).contains(seconds) else {
      throw Diagnostics(
        "'\(text)' is not a number of seconds", at: SourceLocation(file: name),
        hint: "use whole seconds since 1970 in UTC")
    }
    return seconds
  }
}
