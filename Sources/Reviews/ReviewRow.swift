public import SourceText

/// A review as read from a line, a row, an object or a file.
public struct ReviewRow: Hashable, Sendable {
  /// The id, if given.
  public var id: Located<String>?
  /// The file's name without its extension, from which an id can be derived.
  public var stem: String?
  /// The title, if given.
  public var title: String?
  /// The text, which may be empty.
  public var text: String
  /// The label as written, or the class it is mapped to by `--labels`.
  public var label: Located<String>?
  /// The class given by the file's folder.
  public var folderLabel: String?
  /// The other columns of the table, or keys of the object, with their texts.
  public var columns: [String: String] = [:]
  /// The location.
  public var location: SourceLocation

  /// Creates a row.
  ///
  /// - Parameters:
  ///   - text: The review.
  ///   - location: The location.
  public init(text: String, location: SourceLocation) {
    self.text = text
    self.location = location
  }

  /// The maximum size of a review in bytes.
  public static let maximumSize = 1 << 20
}
