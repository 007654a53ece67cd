package import SourceText

extension RecordWriter {
  /// Writes a location.
  package mutating func write(_ location: SourceLocation) {
    write(location.file)
    // Lines and columns start at 1.
    write(location.line ?? 0)
    write(location.column ?? 0)
  }
}

extension RecordReader {
  /// Reads a location.
  package mutating func location() -> SourceLocation {
    let (file, line, column) = (text(), integer(), integer())
    return SourceLocation(
      file: file, line: line == 0 ? nil : line, column: column == 0 ? nil : column)
  }
}
