/// The only error of this program: one or more diagnostics, reported together.
public struct Diagnostics: Error, Hashable, Sendable, CustomStringConvertible {
  /// The diagnostics, in the order in which they were found.
  public private(set) var all: [Diagnostic]

  /// Creates a list of diagnostics.
  public init(_ all: [Diagnostic] = []) {
    self.all = all
  }

  /// Creates the error of one problem.
  public init(_ diagnostic: Diagnostic) {
    all = [diagnostic]
  }

  /// Creates the error of one problem from its parts; see ``Diagnostic/init(_:at:hint:severity:cause:)``.
  public init(
    _ message: String, at location: SourceLocation? = nil, hint: String? = nil,
    severity: Diagnostic.Severity = .error, cause: Diagnostic.Cause = .input
  ) {
    self.init(Diagnostic(message, at: location, hint: hint, severity: severity, cause: cause))
  }

  /// Adds a diagnostic.
  public mutating func report(_ diagnostic: Diagnostic) {
    all.append(diagnostic)
  }

  /// Adds the diagnostics of an error.
  public mutating func report(_ diagnostics: Diagnostics) {
    all += diagnostics.all
  }

  /// Adds several diagnostics.
  public mutating func report(contentsOf diagnostics: [Diagnostic]) {
    all += diagnostics
  }

  /// Returns the error with each diagnostic changed, such as moved to another location.
  public func map(_ change: (Diagnostic) -> Diagnostic) -> Diagnostics {
    Diagnostics(all.map(change))
  }

  /// Returns the error with every diagnostic at one location.
  public func moved(to location: SourceLocation?) -> Diagnostics {
    map { $0.moved(to: location) }
  }

  /// Runs a step and collects its problems, so that later steps can report theirs as well.
  ///
  /// - Parameter step: The step.
  /// - Returns: The step's result; nil if it failed.
  public mutating func collect<Value>(_ step: () throws(Diagnostics) -> Value) -> Value? {
    do { return try step() } catch {
      report(error)
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
