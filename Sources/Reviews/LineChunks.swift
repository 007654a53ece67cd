internal import SourceText

/// The lines of a file, some at a time: each chunk ends with a line feed, except the last.
struct LineChunks {
  private let read: () -> [UInt8]?
  private var rest: [UInt8] = []
  private var isAtEnd = false
  /// Whether the file could not be read to its end.
  private(set) var hasFailed = false

  /// Begins to read a file.
  ///
  /// - Parameter read: Returns the next bytes, none at the end; nil if they cannot be read.
  init(_ read: @escaping () -> [UInt8]?) { self.read = read }

  /// Returns the next lines; nil at the end of the file, or if it cannot be read.
  mutating func next() -> [UInt8]? {
    while !isAtEnd {
      guard let piece = read() else {
        (hasFailed, isAtEnd) = (true, true)
        return nil
      }
      isAtEnd = piece.isEmpty
      guard let end = piece.lastIndex(of: .lineFeed) else {
        rest += piece
        continue
      }
      let lines = rest + piece[...end]
      rest = Array(piece[(end + 1)...])
      return lines
    }
    defer { rest = [] }
    return rest.isEmpty ? nil : rest
  }
}

/// What the lines of a file are, as far as they can be read a few at a time.
enum LineForm {
  /// JSON Lines: the line of the first object, all keys, and the problems of lines that are no objects.
  case objects(first: Int?, keys: Set<String>, problems: Diagnostics)
  /// Picks.
  case picks

  /// Determines the form of a file; nil for other forms, other encodings than UTF-8, and anything unusual.
  ///
  /// - Parameters:
  ///   - chunks: The lines of the file, which are all read.
  ///   - path: Its name in diagnostics.
  ///   - ending: Its extension.
  ///   - options: The user's options.
  init?(of chunks: LineChunks, path: String, ending: String, _ options: ReviewOptions) {
    var chunks = chunks
    guard let start = chunks.next(),
      let isJSON = ReviewStream.isJSON(Self.firstLine(of: start), of: start, path, options),
      isJSON == JSONRecords.isLikely(start), isJSON || !Self.mayBeTable(start, path, options)
    else { return nil }
    var (first, line): (Int?, Int) = (nil, 1)
    var keys: Set<String> = []
    var problems = Diagnostics()
    var next: [UInt8]? = start
    while let chunk = next {
      guard Self.isPlain(chunk), isJSON || !chunk.contains(.tab) else { return nil }
      if isJSON {
        let records = JSONRecords(lines: chunk, from: line, path: path)
        line = records.nextLine
        problems.report(contentsOf: records.problems)
        first = first ?? records.objects.first?.line
        for object in records.objects {
          for key in object.fields.keys where !keys.contains(key) { keys.insert(key) }
          keys.formUnion(object.skipped)
        }
      }
      next = chunks.next()
    }
    if chunks.hasFailed { return nil }
    self = isJSON ? .objects(first: first, keys: keys, problems: problems) : .picks
  }

  /// Whether lines are UTF-8 without NUL, and end with LF or CRLF.
  private static func isPlain(_ lines: [UInt8]) -> Bool {
    guard !lines.contains(0), (try? UTF8Span(validating: lines.span)) != nil else { return false }
    return lines.indices.allSatisfy { index in
      lines[index] != .carriageReturn
        || index + 1 < lines.count && lines[index + 1] == .lineFeed
    }
  }

  /// Whether the first line, even a comment, may be that of a table or of an array.
  private static func mayBeTable(
    _ start: [UInt8], _ path: String, _ options: ReviewOptions
  ) -> Bool {
    let line = firstLine(of: start, skipsComments: false)
    return ReviewStream.isJSON(line, of: start, path, options) != false
      || line.first { !$0.isBlank } == UInt8(ascii: "[")
      || line.starts(with: "sep=".utf8) || line.starts(with: "\"sep=".utf8)
      // A quoted name may continue on the next line.
      || !line.count { $0 == .quote }.isMultiple(of: 2)
  }

  /// Returns the first line with a review.
  private static func firstLine(of start: [UInt8], skipsComments: Bool = true) -> [UInt8] {
    Array(
      start.split(separator: .lineFeed).first { line in
        !line.allSatisfy(\.isBlank) && !(skipsComments && line.first == UInt8(ascii: "#"))
      } ?? [])
  }
}
