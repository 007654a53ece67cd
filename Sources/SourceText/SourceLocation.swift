/// A place in a file, as people count: from one, columns in characters.
public struct SourceLocation: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The file's path, as the user named it.
  public let file: String
  /// The line, from 1; nil where the whole file is meant.
  public let line: Int?
  /// The column in characters, from 1; nil where the whole line is meant.
  public let column: Int?

  /// Creates a place.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The place as compilers print it: `file:line:column`.
  public var description: String {
    [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(
      separator: ":")
  }

  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.file, left.line ?? 0, left.column ?? 0) < (right.file, right.line ?? 0, right.column ?? 0)
  }
}
