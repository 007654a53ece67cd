/// A problem reported to the user: a location, a message and a hint.
public struct Diagnostic: Error, Hashable, Sendable {
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

  /// Returns the same diagnostic at another location.
  public func moved(to location: SourceLocation) -> Diagnostic {
    Diagnostic(message, at: location, hint: hint, severity: severity, cause: cause)
  }

  /// Returns the same diagnostic with another severity.
  public func with(severity: Severity) -> Diagnostic {
    Diagnostic(message, at: location, hint: hint, severity: severity, cause: cause)
  }
}

/// Several diagnostics, reported together.
public struct Diagnostics: Error, Hashable, Sendable, CustomStringConvertible {
  /// The diagnostics, in the order in which they were found.
  public private(set) var all: [Diagnostic]

  /// Creates a list of diagnostics.
  public init(_ all: [Diagnostic] = []) {
    self.all = all
  }

  /// Adds a diagnostic.
  public mutating func report(_ diagnostic: Diagnostic) {
    all.append(diagnostic)
  }

  /// Adds several diagnostics.
  public mutating func report(contentsOf diagnostics: [Diagnostic]) {
    all += diagnostics
  }

  /// Runs a step and collects its problems, so that later steps can report theirs as well.
  ///
  /// - Parameter step: The step.
  /// - Returns: The step's result; nil if it failed.
  public mutating func collect<Value>(_ step: () throws(Diagnostics) -> Value) -> Value? {
    do { return try step() } catch {
      report(contentsOf: error.all)
      return nil
    }
  }

  /// Whether one of them is an error.
  public var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// The diagnostics by file, line and column; those without a location come first.
  ///
  /// Duplicates, such as those from a file that two documents include, are removed.
  public var sorted: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    let all = all.filter { $0.location == nil || seen.insert($0).inserted }
    let unplaced = all.filter { $0.location == nil }
    let placed = all.compactMap { diagnostic in diagnostic.location.map { ($0, diagnostic) } }
    let inOrder = placed.enumerated().sorted { left, right in
      (left.element.0, left.offset) < (right.element.0, right.offset)
    }
    return unplaced + inOrder.map(\.element.1)
  }

  /// Throws the diagnostics if one of them is an error.
  ///
  /// - Throws: Itself.
  public func throwIfErrors() throws(Diagnostics) {
    if hasErrors { throw self }
  }

  /// The diagnostics as printed, one per line.
  public var description: String {
    sorted.map(\.description).joined(separator: "\n")
  }
}
