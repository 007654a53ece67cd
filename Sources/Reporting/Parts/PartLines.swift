import SourceText

/// The lines of a file, without empty ones.
struct PartLines {
  private let path: String
  private let bytes: [UInt8]
  private var offset = 0
  private var number = 0

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is standard input.
  ///   - standardInput: Reads standard input.
  /// - Throws: A diagnostic if the file cannot be read or is not text.
  init(
    reading path: String, standardInput: () throws(Diagnostics) -> [UInt8]
  ) throws(Diagnostics) {
    if Path.isFolder(path) {
      throw Diagnostics(
        "this is not a part file", at: SourceLocation(file: path), hint: PartLine.notPart)
    }
    self.path = path == "-" ? "<stdin>" : path
    bytes = path == "-" ? try standardInput() : try SourceFile.bytes(of: path, limit: 1 << 40)
    // Checked as a whole, so that each line is.
    _ = try SourceFile.decode(bytes, path: self.path)
  }

  /// Returns the first line.
  ///
  /// - Returns: The line.
  /// - Throws: A diagnostic if there is none.
  mutating func first() throws(Diagnostics) -> PartLine {
    guard let line = next() else {
      throw Diagnostics(
        "the file is empty", at: SourceLocation(file: path, line: 1, column: 1),
        hint: "compute this part again")
    }
    return line
  }

  /// The location of the last line that was read.
  var end: SourceLocation { SourceLocation(file: path, line: max(1, number), column: 1) }

  /// Returns the next line that is not empty; nil at the end.
  mutating func next() -> PartLine? {
    while offset < bytes.count {
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes[offset..<end]
      offset = end + 1
      number += 1
      if line.allSatisfy({ $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: " ") }) { continue }
      return PartLine(
        path: path, number: number, text: String(decoding: line, as: UTF8.self))
    }
    return nil
  }
}
