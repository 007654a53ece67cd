/// Why there is no value where a document names one.
public struct Absence: Error, Hashable, Sendable {
  /// The reason, to follow "because": lower case, no full stop; nil if it is not known.
  public let reason: String?
  /// A hint that says how to provide the value; nil if there is none.
  public let hint: String?

  /// Creates a reason.
  public init(_ reason: String? = nil, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }

  /// Returns the sentence about a value, without a capital letter and a full stop.
  func sentence(about path: String) -> String {
    "there is no value '\(path)'" + (reason.map { ", because \($0)" } ?? "")
  }
}

extension ValuePath {
  /// Returns this path with the reason why it may have no value, which is asked for only if it has none.
  public func absent(_ reason: @escaping @Sendable (Context) -> Absence?) -> ValuePath {
    var path = self
    path.reason = { context, _ in reason(context) }
    return path
  }

  /// Returns this family with the reason why one of its members may have no value.
  ///
  /// - Parameter reason: The reason for the name at an index; nil if it is not known.
  /// - Returns: The family.
  public func absent(_ reason: @escaping @Sendable (Context, Int) -> Absence?) -> ValuePath {
    var path = self
    path.reason = { context, index in index.flatMap { reason(context, $0) } }
    return path
  }
}
