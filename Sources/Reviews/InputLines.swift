package import SourceText

/// The lines of a text file, decompressed if necessary, in memory that does not depend on their number.
package struct InputLines: ~Copyable {
  /// The name of the file in diagnostics.
  package let path: String
  /// The number of the last line returned.
  package private(set) var number = 0
  private let read: @Sendable () throws(Diagnostics) -> [UInt8]
  private var gzip: Gzip.Pieces?
  private var bytes: [UInt8] = []
  /// The offset of the next line.
  private var start = 0
  private var isBegun = false
  private var isAtEnd = false
  /// The maximum length of a line in bytes.
  package static let maximumLength = 1 << 28

  /// Opens a file.
  ///
  /// - Parameter path: The file; `-` for standard input.
  /// - Throws: A diagnostic if it cannot be opened.
  package init(of path: String) throws(Diagnostics) {
    self.path = path == "-" ? "<stdin>" : path
    read = try ReviewReader.pieces(of: path)
  }

  /// Returns the next line without its end; nil at the end of the file.
  ///
  /// - Throws: A diagnostic if the file cannot be read or is damaged, or if a line is too long.
  package mutating func next() throws(Diagnostics) -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = bytes[searched...].firstIndex(of: .lineFeed) {
        defer { start = end + 1 }
        return line(until: end)
      }
      searched = bytes.count
      if isAtEnd {
        guard start < bytes.count else { return nil }
        defer { start = bytes.count }
        return line(until: bytes.count)
      }
      if searched - start > Self.maximumLength {
        throw Diagnostics(
          "this line is longer than \(Self.maximumLength) bytes",
          at: SourceLocation(file: path, line: number + 1))
      }
      searched -= start
      bytes.removeSubrange(..<start)
      start = 0
      try fill()
    }
  }

  private mutating func line(until end: Int) -> ArraySlice<UInt8> {
    number += 1
    let line = bytes[start..<end]
    return line.last == .carriageReturn ? line.dropLast() : line
  }

  /// Adds the next bytes.
  private mutating func fill() throws(Diagnostics) {
    while true {
      if let piece = try gzip?.next() {
        bytes += piece
        return
      }
      var piece = try read()
      if !isBegun, !piece.isEmpty {
        // The magic number may arrive byte by byte.
        while piece.count < 2 {
          let more = try read()
          if more.isEmpty { break }
          piece += more
        }
        isBegun = true
        if Gzip.isCompressed(piece) { gzip = try Gzip.Pieces(path: path) }
      }
      if piece.isEmpty {
        try gzip?.finish()
        isAtEnd = true
        return
      }
      guard gzip != nil else {
        bytes += piece
        return
      }
      gzip?.add(piece)
    }
  }
}
