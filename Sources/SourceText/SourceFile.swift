import Foundation

/// A text file with a mapping from positions to lines and columns.
public struct SourceFile: Sendable {
  /// The file's path, as the user named it.
  public let path: String
  /// The contents.
  public let text: String
  /// The UTF-8 offset at which each line begins.
  private let lineStarts: [Int]

  /// Creates a file from text in memory.
  ///
  /// - Parameters:
  ///   - path: The name that diagnostics use.
  ///   - text: The contents.
  /// - Complexity: O(*n*) in the length of the text.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
    var starts = [0]
    var previous: UInt8 = 0
    for (offset, byte) in text.utf8.enumerated() {
      if byte == .lineFeed {
        starts.append(offset + 1)
      } else if previous == .carriageReturn {
        starts.append(offset)
      }
      previous = byte
    }
    if previous == .carriageReturn { starts.append(text.utf8.count) }
    lineStarts = starts
  }

  /// The lines without their ends, which are LF, CRLF or CR; a final line end is followed by an empty line.
  public var lines: [Substring] {
    let utf8 = text.utf8
    return lineStarts.indices.map { line in
      let next = line + 1 < lineStarts.count ? lineStarts[line + 1] : utf8.count
      let start = utf8.index(utf8.startIndex, offsetBy: lineStarts[line])
      var end = utf8.index(utf8.startIndex, offsetBy: next)
      while end > start, utf8[utf8.index(before: end)].isLineEnd { end = utf8.index(before: end) }
      return text[start..<end]
    }
  }

  /// Reads a UTF-8 file and removes a byte order mark.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The maximum size in bytes.
  /// - Throws: A diagnostic if the file is missing, is a folder, is too large, is not UTF-8 or contains a NUL byte; the last
  ///   two with line and column.
  public init(reading path: String, limit: Int = 1 << 30) throws(Diagnostics) {
    self.init(path: path, text: try Self.decode(try Self.bytes(of: path, limit: limit), path: path))
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The maximum size in bytes.
  /// - Returns: The bytes.
  /// - Throws: A diagnostic if the file is missing, is a folder or is too large.
  public static func bytes(of path: String, limit: Int = 1 << 30) throws(Diagnostics) -> [UInt8] {
    let place = SourceLocation(file: path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw Diagnostics("there is no such file", at: place)
    }
    do {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
      if attributes[.type] as? FileAttributeType == .typeDirectory {
        throw Diagnostics("this is a folder, not a file", at: place)
      }
      let size = attributes[.size] as? Int ?? 0
      if size > limit { throw Diagnostics(tooLarge(size, limit: limit, at: place)) }
      // A pipe or a device has no size, and may never end.
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      // Pieces, so that a large file is not in memory twice.
      var bytes: [UInt8] = []
      bytes.reserveCapacity(size)
      while bytes.count <= limit {
        let piece = try handle.read(upToCount: min(1 << 20, limit + 1 - bytes.count)) ?? Data()
        if piece.isEmpty { return bytes }
        bytes.append(contentsOf: piece)
      }
      throw Diagnostics(tooLarge(nil, limit: limit, at: place))
    } catch let problem as Diagnostics {
      throw problem
    } catch {
      throw Diagnostics(
        "the file cannot be read", at: place, hint: "check its permissions", cause: .machine)
    }
  }

  /// Decodes the bytes of a text file and removes a byte order mark.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - path: The name that diagnostics use.
  /// - Returns: The text.
  /// - Throws: A diagnostic with line and column if a byte is not UTF-8 or is NUL.
  public static func decode(_ bytes: [UInt8], path: String) throws(Diagnostics) -> String {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.dropFirst(bytes.starts(with: mark) ? mark.count : 0)
    guard let text = String(validating: content, as: UTF8.self) else {
      let good = firstInvalidOffset(in: content)
      throw Diagnostics(
        "this byte is not UTF-8", at: location(after: content.prefix(good), path: path),
        hint: "save the file as UTF-8")
    }
    if let nul = content.firstIndex(of: 0) {
      throw Diagnostics(
        "unexpected NUL byte", at: location(after: content.prefix(upTo: nul), path: path),
        hint: "this does not look like a text file")
    }
    return text
  }

  /// Returns the location of a character.
  ///
  /// - Parameter index: A position in ``text``.
  /// - Returns: The line and column.
  public func location(of index: String.Index) -> SourceLocation {
    location(utf8Offset: text.utf8.distance(from: text.startIndex, to: index))
  }

  /// Returns the location of a byte.
  ///
  /// - Parameter offset: The number of UTF-8 bytes before it.
  /// - Returns: The line and column.
  /// - Complexity: O(log *lines* + length of the line).
  public func location(utf8Offset offset: Int) -> SourceLocation {
    let line = line(utf8Offset: offset)
    return location(line: line, utf8Column: offset - lineStarts[line - 1] + 1)
  }

  /// Returns the line that contains a byte.
  ///
  /// - Parameter offset: The number of UTF-8 bytes before it.
  /// - Returns: The line, from 1.
  /// - Complexity: O(log *lines*).
  public func line(utf8Offset offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// Converts a byte location, as C libraries report it.
  ///
  /// - Parameters:
  ///   - line: The line, from 1.
  ///   - utf8Column: The column in bytes, from 1.
  /// - Returns: The same location with its column in characters.
  public func location(line: Int, utf8Column: Int) -> SourceLocation {
    guard lineStarts.indices.contains(line - 1) else {
      return SourceLocation(file: path, line: line, column: utf8Column)
    }
    let start = text.utf8.index(text.startIndex, offsetBy: lineStarts[line - 1])
    let end = text.utf8.index(start, offsetBy: utf8Column - 1, limitedBy: text.endIndex)
    return SourceLocation(
      file: path, line: line, column: text[start..<(end ?? text.endIndex)].count + 1)
  }

  private static func tooLarge(_ size: Int?, limit: Int, at place: SourceLocation) -> Diagnostic {
    let count = size.map { "\($0) bytes, " } ?? ""
    return Diagnostic(
      "the file has \(count)more than the limit of \(limit) bytes", at: place,
      hint: "check that this is the right file")
  }

  private static func firstInvalidOffset(in bytes: ArraySlice<UInt8>) -> Int {
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      offset += UTF8.width(scalar)
    }
    return offset
  }

  private static func location(after prefix: ArraySlice<UInt8>, path: String) -> SourceLocation {
    let text = String(decoding: prefix, as: UTF8.self)
    return SourceFile(path: path, text: text).location(utf8Offset: text.utf8.count)
  }
}

extension UInt8 {
  fileprivate static let lineFeed = UInt8(ascii: "\n")
  fileprivate static let carriageReturn = UInt8(ascii: "\r")

  fileprivate var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}
