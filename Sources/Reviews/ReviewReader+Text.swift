internal import SourceText

extension ReviewReader {
  /// Reads an input in any form.
  mutating func read(_ file: InputBytes) throws(Diagnostics) {
    var (input, name) = (file, file.path)
    if Gzip.isCompressed(try input.head(2)) {
      input = try Gzip.decompress(input)
      if Path.fileExtension(of: name) == "gz" { name.removeLast(3) }
    }
    try ForeignFile.refuse(try input.head(8), path: input.path)
    let ending = Path.fileExtension(of: name)
    var text = try InputText(decoding: input, ending: ending, as: options.encoding)
    // The diagnostics of what is not text need all of it.
    if text == nil { text = try decodeWhole(input, ending: ending) }
    guard let text else { return }
    switch try ReviewForm(of: text, options) {
    case .table(let table, let columns):
      let table = ReviewTable(table, options, use)
      try readRecords { problems, body throws(Diagnostics) in
        try table.read(columns: columns, problems: &problems, body)
      }
    case .objects: try readObjects(text)
    case .fastText:
      try readRecords { problems, body throws(Diagnostics) in
        try FastTextLines.read(text, problems: &problems, body)
      }
    case .lines: try readLines(text)
    }
  }

  /// Decodes an input that cannot be decoded piece by piece; returns nil if it was read as a damaged list of picks.
  private mutating func decodeWhole(
    _ input: InputBytes, ending: String
  ) throws(Diagnostics) -> InputText? {
    let (bytes, path) = (try input.all(), input.path)
    do {
      let text = try TextEncoding.decode(bytes, path: path, as: options.encoding)
      return try InputText(text, path: path, ending: ending)
    } catch {
      // In a list of picks, each line that is not text is reported separately.
      let unread = try InputText(bytes, path: path, ending: ending)
      let isLikely = try JSONRecords.isLikely(unread)
      let isHeaded = try DialectChoice(unread).isHeaded {
        ColumnName.text.contains($0.lowercased())
      }
      let isData = ReviewForm.isData(ending) || options.encoding != nil || isLikely || isHeaded
      if isData || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        throw error
      }
      readLines(decodeLines(bytes, path: path), path: path)
      return nil
    }
  }

  /// Adds records while they are read; the problems of the form come before those of the records.
  private mutating func readRecords(
    _ read: (inout Diagnostics, (ReviewRecord) -> Void) throws(Diagnostics) -> Void
  ) throws(Diagnostics) {
    var found = problems
    problems = Diagnostics()
    defer {
      found.report(problems)
      problems = found
    }
    try read(&found) { add($0) }
  }
}
