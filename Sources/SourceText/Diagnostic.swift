/// Something that a user should know and can mend: a place, a sentence and a hint.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How much it matters.
  public enum Severity: String, Sendable {
    /// Nothing is written.
    case error
    /// The work goes on.
    case warning
    /// Nothing is wrong; it is good to know.
    case note
  }

  /// Who can mend it, which decides the exit status.
  public enum Cause: Sendable {
    /// The input or the way the program was called: exit status 2.
    case input
    /// The machine, such as a full disk: exit status 3.
    case machine
  }

  /// How much it matters.
  public let severity: Severity
  /// Who can mend it.
  public let cause: Cause
  /// What is wrong: lower case, no full stop, the user's own text in quotes.
  public let message: String
  /// Where it is wrong.
  public let location: SourceLocation?
  /// What to do about it.
  public let hint: String?

  /// Creates a diagnostic.
  ///
  /// What it quotes may be as long as what users write: long quotations lose their ends, so that the sentence can be read.
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
  /// The diagnostic in short: `file:line:column: error: sentence`, the hint on a second line.
  public var description: String {
    [headline, advice].compactMap(\.self).joined(separator: "\n")
  }

  /// The first line: place, severity, sentence.
  var headline: String {
    Self.line("\(location.map { "\($0): " } ?? "")\(severity.rawValue): \(message)")
  }

  /// The last line.
  var advice: String? { hint.map { Self.inert("  hint: \($0)".shownOnOneLine) } }

  /// A text on a line of its own, on which neither a terminal nor GitHub finds anything to obey.
  public static func line(_ text: String) -> String {
    let line = text.shownOnOneLine
    // A path may begin as a command of GitHub does, also after white space.
    let isCommand = line.drop { $0 == " " }.hasPrefix("::")
    return inert(isCommand ? "./" + line.drop { $0 == " " } : line)
  }

  /// A line without the sign that begins a command in the middle of a line of GitHub's log.
  static func inert(_ line: String) -> String { line.replacing("##[", with: "##⟦") }

  /// The same problem at another place.
  public func moved(to location: SourceLocation) -> Diagnostic {
    Diagnostic(message, at: location, hint: hint, severity: severity, cause: cause)
  }

  /// The same problem with another severity.
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

  /// Adds one.
  public mutating func report(_ diagnostic: Diagnostic) {
    all.append(diagnostic)
  }

  /// Adds several.
  public mutating func report(contentsOf diagnostics: [Diagnostic]) {
    all += diagnostics
  }

  /// Runs a step and keeps its problems, so that the steps after it can have theirs reported as well.
  ///
  /// - Parameter step: What can go wrong.
  /// - Returns: What the step returns; nil where it had problems.
  public mutating func collect<Value>(_ step: () throws(Diagnostics) -> Value) -> Value? {
    do { return try step() } catch {
      report(contentsOf: error.all)
      return nil
    }
  }

  /// Whether one of them is an error.
  public var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// The diagnostics by file, line and column; those without a place come first.
  ///
  /// What is said twice of one place, as of a file that two documents include, comes once.
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

  /// Throws all of them when one is an error.
  ///
  /// - Throws: Itself.
  public func throwIfErrors() throws(Diagnostics) {
    if hasErrors { throw self }
  }

  /// The diagnostics as they are printed, one below the other.
  public var description: String {
    sorted.map(\.description).joined(separator: "\n")
  }
}
