internal import Processes
internal import SourceText
internal import Spooling

/// The text of an input: decompressed, in UTF-8, without a byte order mark and without NUL.
struct InputText: Sendable {
  /// The name of the input in diagnostics.
  let path: String
  /// The extension of its name in lower case.
  let ending: String
  private let bytes: InputBytes
  /// The number of bytes before the text.
  private let start: Int
  /// The last byte that is not blank.
  let lastByte: UInt8?

  /// Keeps a text in memory.
  init(_ text: [UInt8], path: String, ending: String) throws(Diagnostics) {
    (self.path, self.ending, start) = (path, ending, 0)
    bytes = try InputBytes(text, path: path)
    lastByte = text.last { !$0.isBlank }
  }

  /// Decodes an input a piece after another; nil if it is not text, or if it can only be decoded as a whole.
  ///
  /// - Parameters:
  ///   - input: The decompressed input.
  ///   - ending: The extension of its name.
  ///   - asked: The encoding chosen by the user; a byte order mark takes precedence.
  /// - Throws: A diagnostic if it cannot be read, or if the temporary file cannot be written.
  init?(decoding input: InputBytes, ending: String, as asked: TextEncoding?) throws(Diagnostics) {
    guard var decoder = TextDecoder(head: try input.head(3), as: asked) else { return nil }
    var pieces = try input.pieces()
    var skipped = decoder.start
    var isAtEnd = false
    var isText = true
    var last: UInt8?
    func next() throws(Diagnostics) -> ArraySlice<UInt8> {
      while !isAtEnd {
        let piece = try pieces.next()
        isAtEnd = piece.isEmpty
        let content = piece.dropFirst(skipped)
        skipped -= piece.count - content.count
        guard let text = decoder.next(content, isLast: isAtEnd) else {
          (isAtEnd, isText) = (true, false)
          return []
        }
        last = text.last { !$0.isBlank } ?? last
        if !text.isEmpty { return text }
      }
      return []
    }
    if decoder.isCopying {
      // The input can be read again as it is.
      while try !next().isEmpty {}
      (bytes, start) = (input, decoder.start)
    } else {
      bytes = try InputBytes(spooling: input.path, pieceSize: input.pieceSize, next)
      start = 0
    }
    guard isText else { return nil }
    (path, self.ending, lastByte) = (input.path, ending, last)
  }

  /// Starts to read the text.
  ///
  /// - Parameter offset: The number of bytes to skip.
  /// - Returns: The pieces.
  /// - Throws: A diagnostic if the file cannot be opened.
  func pieces(from offset: Int = 0) throws(Diagnostics) -> Pieces {
    Pieces(try bytes.pieces(), skipping: start + offset)
  }

  /// Reads a text once, a piece after another.
  struct Pieces {
    private var pieces: InputBytes.Pieces
    private var skipped: Int

    fileprivate init(_ pieces: InputBytes.Pieces, skipping count: Int) {
      (self.pieces, skipped) = (pieces, count)
    }

    /// Returns the next bytes; none at the end.
    mutating func next() throws(Diagnostics) -> ArraySlice<UInt8> {
      while true {
        let piece = try pieces.next()
        let rest = piece.dropFirst(skipped)
        skipped -= piece.count - rest.count
        if piece.isEmpty || !rest.isEmpty { return rest }
      }
    }
  }

  /// Whether any piece of the text satisfies a condition.
  func contains(
    where isFound: (ArraySlice<UInt8>) -> Bool
  ) throws(Diagnostics) -> Bool {
    var pieces = try pieces()
    while true {
      let piece = try pieces.next()
      if piece.isEmpty { return false }
      if isFound(piece) { return true }
    }
  }

  /// Returns the first bytes, if there are as many.
  func head(_ count: Int) throws(Diagnostics) -> ArraySlice<UInt8> {
    try bytes.head(start + count).dropFirst(start)
  }
}
