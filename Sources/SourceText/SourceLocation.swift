/// A location in a file: line and column start at 1, columns count characters.
public struct SourceLocation: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The file's path, as the user named it.
  public let file: String
  /// The line, from 1; nil for the whole file.
  public let line: Int?
  /// The column in characters, from 1; nil for the whole line.
  public let column: Int?

  /// Creates a location.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The location in compiler style: `file:line:column`.
  public var description: String {
    [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(
      separator: ":")
  }

  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.file, left.line ?? 0, left.column ?? 0) < (right.file, right.line ?? 0, right.column ?? 0)
  }
}
