/// A problem reported to the user: a location, a message and a hint.
public struct Diagnostic: Hashable, Sendable {
  /// The severity.
  public enum Severity: String, Sendable {
    /// The run produces no output.
    case error
    /// The run continues.
    case warning
    /// Information only.
    case note
  }

  /// The origin of the problem, which determines the exit status.
  public enum Cause: Sendable {
    /// The input or the invocation: exit status 2.
    case input
    /// The system, such as a full disk: exit status 3.
    case machine
  }

  /// The severity.
  public let severity: Severity
  /// The origin of the problem.
  public let cause: Cause
  /// The message: lower case, no full stop, the user's text in single quotes.
  public let message: String
  /// The location of the problem.
  public let location: SourceLocation?
  /// The suggested fix.
  public let hint: String?

  /// Creates a diagnostic.
  ///
  /// Long quotations in the message and the hint are truncated.
  public init(
    _ message: String, at location: SourceLocation? = nil, hint: String? = nil,
    severity: Severity = .error, cause: Cause = .input
  ) {
    self.message = Excerpt.bounded(message)
    self.location = location
    self.hint = hint.map(Excerpt.bounded)
    self.severity = severity
    self.cause = cause
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The diagnostic as text: `file:line:column: error: message`, with the hint on a second line.
  public var description: String {
    [headline, advice].compactMap(\.self).joined(separator: "\n")
  }

  /// The first line: location, severity, message.
  var headline: String {
    Self.line("\(location.map { "\($0): " } ?? "")\(severity.rawValue): \(message)")
  }

  /// The hint line.
  var advice: String? { hint.map { Self.inert("  hint: \($0)".shownOnOneLine) } }

  /// Returns a text as one line that contains no commands for a terminal or for GitHub.
  public static func line(_ text: String) -> String {
    let line = text.shownOnOneLine
    // A path may begin like a GitHub workflow command, also after white space.
    let isCommand = line.drop { $0 == " " }.hasPrefix("::")
    return inert(isCommand ? "./" + line.drop { $0 == " " } : line)
  }

  /// Disables the marker that starts a command in the middle of a line of GitHub's log.
  static func inert(_ line: String) -> String { line.replacing("##[", with: "##⟦") }

  /// Returns the same diagnostic with another hint.
  public func with(hint: String?) -> Diagnostic {
    Diagnostic(message, at: location, hint: hint, severity: severity, cause: cause)
  }

  /// Returns the same diagnostic at another location.
  public func moved(to location: SourceLocation?) -> Diagnostic {
    Diagnostic(message, at: location, hint: hint, severity: severity, cause: cause)
  }

  /// Returns the same diagnostic with another severity.
  public func with(severity: Severity) -> Diagnostic {
    Diagnostic(message, at: location, hint: hint, severity: severity, cause: cause)
  }
}
