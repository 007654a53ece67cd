public import SourceText

/// The lines of a file, used to locate a parser's output in the source.
///
/// cmark-gfm's columns count bytes, are off by one after `\|` in table cells and are missing if a code span continues on the
/// next line. Therefore words are looked up in the source, starting at the parser's location.
public struct SourceLines: Sendable {
  /// The file.
  public let source: SourceFile
  private let starts: [Int]
  private let runs: [Run]

  /// Consecutive lines that come from one file.
  public struct Run: Hashable, Sendable {
    /// The location of the first line in its file.
    let origin: SourceLocation
    /// The number of that line in the whole text.
    let first: Int
    let count: Int

    /// Creates a run of lines.
    ///
    /// - Parameters:
    ///   - file: The file that they come from.
    ///   - line: The number of the first line in that file.
    ///   - first: Its number in the whole text.
    ///   - count: The number of lines.
    public init(file: String, line: Int, first: Int, count: Int) {
      origin = SourceLocation(file: file, line: line)
      self.first = first
      self.count = count
    }
  }

  /// Splits a file into lines.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - runs: For a text assembled from several files, the origin of its lines; all locations then refer to those files.
  /// - Complexity: O(*n*) in the length of the file.
  public init(_ source: SourceFile, runs: [Run] = []) {
    self.source = source
    self.runs = runs
    var starts = [0]
    for (offset, byte) in source.text.utf8.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.starts = starts
  }

  /// The number of lines.
  public var count: Int { starts.count }

  /// Returns the text of a line, without its end; empty if there is no such line.
  public func text(ofLine line: Int) -> Substring {
    guard starts.indices.contains(line - 1) else { return "" }
    let end = line < starts.count ? starts[line] - 1 : source.text.utf8.count
    let text = source.text[index(starts[line - 1])..<index(end)]
    return text.utf8.last == UInt8(ascii: "\r") ? Substring(text.unicodeScalars.dropLast()) : text
  }

  /// Returns the number of the line that contains a location.
  public func line(of location: SourceLocation) -> Int {
    let line = location.line ?? 1
    let run = runs.first { run in
      run.origin.file == location.file
        && (0..<run.count).contains(line - (run.origin.line ?? 1))
    }
    return run.map { $0.first + line - ($0.origin.line ?? 1) } ?? line
  }

  /// Returns the location of a byte in a line, with its column in characters.
  public func location(line: Int, utf8Column: Int) -> SourceLocation {
    original(source.location(line: line, utf8Column: max(1, utf8Column)))
  }

  /// Returns the location in the file from which a line was taken.
  private func original(_ place: SourceLocation) -> SourceLocation {
    guard let line = place.line,
      let run = runs.first(where: { (0..<$0.count).contains(line - $0.first) })
    else { return place }
    return SourceLocation(
      file: run.origin.file, line: line - run.first + (run.origin.line ?? 1), column: place.column)
  }

  /// Returns the byte offset of a location in its line, from 1.
  public func utf8Column(of location: SourceLocation) -> Int {
    text(ofLine: line(of: location)).prefix((location.column ?? 1) - 1).utf8.count + 1
  }

  /// Splits a text at its spaces and finds each word in the source.
  ///
  /// - Parameters:
  ///   - text: The parser's text.
  ///   - line: The line where the text begins.
  ///   - utf8Column: The byte at which it begins in that line, or slightly before.
  /// - Returns: The words in order. A word that is not found, because it was written with an escape, has the location where the
  ///   search for it began.
  public func words(of text: String, line: Int, utf8Column: Int) -> [Word] {
    var cursor = offset(line: line, utf8Column: utf8Column)
    return text.split(separator: " ").map { word in
      let limit = min(source.text.utf8.count, cursor + 4096)
      let area = source.text.utf8[index(min(cursor, limit))..<index(limit)]
      let blanks = area.prefix { $0 == UInt8(ascii: " ") }
      // Most words are exactly where the search begins.
      let isHere = area[blanks.endIndex...].starts(with: word.utf8)
      let found = isHere ? blanks.endIndex : area.firstRange(of: word.utf8)?.lowerBound
      let start = found.map {
        source.text.utf8.distance(from: source.text.startIndex, to: $0)
      }
      defer { cursor = (start ?? cursor) + word.utf8.count }
      return Word(
        text: String(word), location: original(source.location(utf8Offset: start ?? cursor)))
    }
  }

  private func offset(line: Int, utf8Column: Int) -> Int {
    guard starts.indices.contains(line - 1) else { return source.text.utf8.count }
    return min(starts[line - 1] + max(0, utf8Column - 1), source.text.utf8.count)
  }

  private func index(_ offset: Int) -> String.Index {
    source.text.utf8.index(source.text.startIndex, offsetBy: offset)
  }
}

/// A word and its location.
public struct Word: Hashable, Sendable {
  /// The word, without spaces.
  public let text: String
  /// The location of its first character.
  public let location: SourceLocation

  /// Creates a word.
  public init(text: String, location: SourceLocation) {
    self.text = text
    self.location = location
  }

  /// Returns the word without its first characters, with the location of the rest.
  public func dropFirst(_ count: Int) -> Word {
    Word(
      text: String(text.dropFirst(count)),
      location: SourceLocation(
        file: location.file, line: location.line, column: location.column.map { $0 + count }))
  }
}
