internal import SourceText

/// The lines of a text, some at a time: each chunk ends with a line end, except the last.
struct LineChunks {
  private var pieces: InputText.Pieces
  private var rest: [UInt8] = []
  private var isAtEnd = false

  init(_ pieces: InputText.Pieces) { self.pieces = pieces }

  /// Returns the next lines; nil at the end of the text.
  ///
  /// - Throws: A diagnostic if the text cannot be read.
  mutating func next() throws(Diagnostics) -> [UInt8]? {
    while !isAtEnd {
      let piece = try pieces.next()
      isAtEnd = piece.isEmpty
      let searched = max(0, rest.count - 1)
      rest += piece
      // After a carriage return at the end, a line feed may follow.
      let known = rest[searched..<(rest.last == .carriageReturn ? rest.count - 1 : rest.count)]
      guard let end = known.lastIndex(where: \.isLineBreak) else { continue }
      defer { rest = Array(rest[(end + 1)...]) }
      return Array(rest[...end])
    }
    defer { rest = [] }
    return rest.isEmpty ? nil : rest
  }
}
