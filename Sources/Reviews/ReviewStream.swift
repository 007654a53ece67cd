public import SourceText

/// Reviews from lines, each as soon as its line has arrived: JSON Lines, or one review per line.
///
/// Memory does not grow with the number of lines. A line is read as in a file, with three differences: each JSON object names its
/// own columns, ids are not compared, and the reader does not wait for the end to report a problem.
public struct ReviewStream: Sendable {
  /// The contents of a line.
  public enum Element: Sendable {
    case review(ReviewRow)
    /// The problems of a line without a readable review.
    case problems([Diagnostic])
  }

  /// The form of the input, by its first line.
  public enum Start: Sendable {
    /// With lines that can be read one by one.
    case lines(ReviewStream)
    /// With another form, such as a table; the bytes that were read.
    case other([UInt8])
  }

  private let path: String
  private let options: ReviewOptions
  private let labels: LabelUse
  private let isJSON: Bool
  private let read: @Sendable () throws(Diagnostics) -> [UInt8]
  private var bytes: [UInt8]
  /// The number of bytes that are known to contain no line end.
  private var searched = 0
  private var isAtEnd = false
  private var line = 0
  private var pending: [Element] = []

  /// Begins to read, up to the end of the first line.
  ///
  /// - Parameters:
  ///   - path: The name of the input in diagnostics.
  ///   - options: The user's options.
  ///   - labels: The use of labels.
  ///   - read: Returns the next bytes, none at the end; waits for them.
  /// - Returns: The stream, or the first bytes of another form.
  /// - Throws: The errors of reading.
  public static func start(
    path: String, options: ReviewOptions = ReviewOptions(), labels: LabelUse = .optional,
    read: @escaping @Sendable () throws(Diagnostics) -> [UInt8]
  ) throws(Diagnostics) -> Start {
    var bytes: [UInt8] = []
    var isAtEnd = false
    func firstLine() -> ArraySlice<UInt8>? {
      var rest = bytes[...]
      while let end = rest.firstIndex(of: .lineFeed) ?? (isAtEnd ? rest.endIndex : nil) {
        let line = rest[rest.startIndex..<end]
        if !line.allSatisfy(\.isBlank) && line.first != UInt8(ascii: "#") { return line }
        guard end < rest.endIndex else { return line }
        rest = rest[(end + 1)...]
      }
      return nil
    }
    var first = firstLine()
    while first == nil, !isAtEnd {
      let piece = try read()
      isAtEnd = piece.isEmpty
      bytes += piece
      first = firstLine()
    }
    guard let isJSON = Self.isJSON(Array(first ?? []), of: bytes, path, options) else {
      return .other(bytes)
    }
    return .lines(
      ReviewStream(
        path: path, options: options, labels: labels, isJSON: isJSON, read: read, bytes: bytes,
        isAtEnd: isAtEnd))
  }

  private init(
    path: String, options: ReviewOptions, labels: LabelUse, isJSON: Bool,
    read: @escaping @Sendable () throws(Diagnostics) -> [UInt8], bytes: [UInt8], isAtEnd: Bool
  ) {
    (self.path, self.options, self.labels) = (path, options, labels)
    (self.isJSON, self.read, self.bytes, self.isAtEnd) = (isJSON, read, bytes, isAtEnd)
  }

  /// Returns whether the first line is an object of JSON Lines rather than a pick; nil for other forms.
  private static func isJSON(
    _ line: [UInt8], of bytes: [UInt8], _ path: String, _ options: ReviewOptions
  ) -> Bool? {
    if options.encoding != nil || Gzip.isCompressed(bytes) || bytes.contains(0)
      || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    {
      return nil
    }
    let ending = Path.fileExtension(of: path)
    if ReviewForm.tableEndings.contains(ending) { return nil }
    // An array, and an object that continues on the next line, are read whole.
    let start = line.drop(while: \.isBlank)
    if start.count == 1, start.first == UInt8(ascii: "{") || start.first == UInt8(ascii: "[") {
      return nil
    }
    if JSONRecords.isLikely(line) {
      let isObject = start.first == UInt8(ascii: "{")
      return isObject && JSONRecords.isObject(line) ? true : nil
    }
    // The names of a header, and what could be a table without one.
    let names = line.split {
      [.tab, .quote, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|")].contains($0)
    }
    .map { String(decoding: $0, as: UTF8.self).trimmed.lowercased() }
    if ReviewForm.objectEndings.contains(ending) || line.contains(.tab)
      || FastTextLines.isLikely(line) || options.textColumn != nil
      || names.contains(where: ColumnName.text.contains)
    {
      return nil
    }
    return false
  }

  /// Returns the next review or problem; nil at the end of the input.
  ///
  /// - Throws: The errors of reading.
  public mutating func next() throws(Diagnostics) -> Element? {
    while pending.isEmpty {
      guard let line = try nextLine() else { return nil }
      pending = elements(of: line).reversed()
    }
    return pending.removeLast()
  }

  private mutating func nextLine() throws(Diagnostics) -> [UInt8]? {
    while true {
      if let end = bytes[searched...].firstIndex(of: .lineFeed) {
        let line = Array(bytes[..<end])
        bytes.removeSubrange(...end)
        searched = 0
        self.line += 1
        return line.last == .carriageReturn ? line.dropLast() : line
      }
      searched = bytes.count
      // A longer line cannot be a review.
      if isAtEnd || bytes.count > 8 * ReviewRow.maximumSize {
        defer { (bytes, searched) = ([], 0) }
        line += 1
        return bytes.isEmpty ? nil : bytes
      }
      let piece = try read()
      isAtEnd = piece.isEmpty
      bytes += piece
    }
  }

  /// Reads a line like a file with a single line.
  private func elements(of bytes: [UInt8]) -> [Element] {
    if bytes.allSatisfy(\.isBlank) { return [] }
    var reader = ReviewReader(options: options, labels: labels)
    do {
      let text = try TextEncoding.decode(bytes, path: path, as: nil)
      if isJSON {
        try reader.readObjects(try InputText(text, path: path, ending: ""))
      } else {
        reader.readLines(String(decoding: text, as: UTF8.self), path: path)
      }
    } catch {
      reader.problems.report(error)
    }
    let errors = reader.problems.all.filter { $0.severity == .error }
    let reviews = reader.rows.map { Element.review(located($0)) }
    return errors.isEmpty
      ? reviews : reviews + [.problems(errors.map { $0.moved(to: located($0.location)) })]
  }

  private func located(_ row: ReviewRow) -> ReviewRow {
    var row = row
    row.location = located(row.location) ?? row.location
    row.id = row.id.map { Located($0.value, at: located($0.location) ?? $0.location) }
    row.label = row.label.map { Located($0.value, at: located($0.location) ?? $0.location) }
    return row
  }

  /// Returns the location in the whole input of one in a line.
  private func located(_ location: SourceLocation?) -> SourceLocation? {
    guard let location else { return SourceLocation(file: path, line: line) }
    guard location.file == path else { return location }
    return SourceLocation(file: path, line: line, column: location.column)
  }
}
