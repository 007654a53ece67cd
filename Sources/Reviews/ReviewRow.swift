public import SourceText

/// A review as it was read: a line, a row, an object or a file.
public struct ReviewRow: Hashable, Sendable {
  /// The id that was given.
  public var id: Located<String>?
  /// The file's name without its ending, from which an id may be made.
  public var stem: String?
  /// The title, if one was given.
  public var title: String?
  /// The review, which may be empty.
  public var text: String
  /// The label that was given, as it is written or as `--labels` names it.
  public var label: Located<String>?
  /// The name of the class that the folder of the file tells.
  public var folderLabel: String?
  /// Where it stands.
  public var location: SourceLocation

  /// Creates a row.
  ///
  /// - Parameters:
  ///   - text: The review.
  ///   - location: Where it stands.
  public init(text: String, location: SourceLocation) {
    self.text = text
    self.location = location
  }

  /// The largest review in bytes that is read.
  public static let maximumSize = 1 << 20
}

/// A value and where it was written.
public struct Located<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The value.
  public let value: Value
  /// Where it was written.
  public let location: SourceLocation

  /// Creates a value with its place.
  public init(_ value: Value, at location: SourceLocation) {
    self.value = value
    self.location = location
  }
}
