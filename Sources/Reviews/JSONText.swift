internal import SourceText

/// The part of a JSON text around the current position, with the values there; none is decoded.
struct JSONText {
  private var pieces: InputText.Pieces
  private var bytes: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// The line of the current position.
  private(set) var line = 1

  /// Starts to read.
  ///
  /// - Throws: A diagnostic if the text cannot be opened.
  init(_ text: InputText) throws(Diagnostics) { pieces = try text.pieces() }

  /// Moves to the next byte that is not blank and returns it; nil at the end.
  mutating func next() throws(Diagnostics) -> UInt8? {
    repeat {
      while position < bytes.count {
        let byte = bytes[position]
        if !byte.isBlank { return byte }
        // A line feed may follow.
        if byte == .carriageReturn, position + 1 == bytes.count, !isAtEnd { break }
        line += breaks(in: position..<position + 1)
        position += 1
      }
    } while try fill()
    return nil
  }

  /// Moves past the byte at the current position.
  mutating func skip() { position += 1 }

  /// Moves to the end of the line and returns the bytes before it.
  mutating func takeLine() throws(Diagnostics) -> ArraySlice<UInt8> {
    var end = bytes[position...].firstIndex(where: \.isLineBreak)
    while end == nil, try fill() { end = bytes[position...].firstIndex(where: \.isLineBreak) }
    return take(end ?? bytes.count)
  }

  /// Moves past the value at the current position and returns it; nil if it does not end.
  ///
  /// Other values than objects, arrays and strings end before a comma or a closing bracket.
  mutating func takeValue() throws(Diagnostics) -> ArraySlice<UInt8>? {
    guard let end = try endOfValue() else { return nil }
    return take(end)
  }

  /// Whether an object starts at the current position and continues on another line.
  mutating func hasLongObject() throws(Diagnostics) -> Bool {
    guard try next() == UInt8(ascii: "{"), let end = try endOfValue() else { return false }
    return bytes[position..<end].contains(where: \.isLineBreak)
  }

  private mutating func take(_ end: Int) -> ArraySlice<UInt8> {
    defer {
      line += breaks(in: position..<end)
      position = end
    }
    return bytes[position..<end]
  }

  /// Reads as many bytes as are still in memory, so that repeated searches take linear time; returns false at the end.
  private mutating func fill() throws(Diagnostics) -> Bool {
    if isAtEnd { return false }
    bytes.removeSubrange(..<position)
    position = 0
    let needed = 2 * bytes.count
    repeat {
      let piece = try pieces.next()
      isAtEnd = piece.isEmpty
      bytes += piece
    } while !isAtEnd && bytes.count < needed
    return true
  }

  /// Counts the line ends in a range: LF, CRLF or CR.
  private func breaks(in range: Range<Int>) -> Int {
    var count = 0
    for index in range where bytes[index].isLineBreak {
      let isHalf =
        bytes[index] == .carriageReturn && index + 1 < bytes.count && bytes[index + 1] == .lineFeed
      if !isHalf { count += 1 }
    }
    return count
  }

  private mutating func endOfValue() throws(Diagnostics) -> Int? {
    repeat {
      switch valueInMemory {
      case .end(let end): return end
      case .none: return nil
      case .unfinished: break
      }
    } while try fill()
    return nil
  }

  private enum Value {
    case none
    case unfinished
    case end(Int)
  }

  private var valueInMemory: Value {
    var depth = 0
    var isText = false
    let start = position
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if isText {
        if byte == .backslash {
          position += 1
        } else if byte == .quote {
          isText = false
          if depth == 0 { return .end(position + 1) }
        }
      } else {
        switch byte {
        case .quote: isText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          // An unmatched closing bracket ends a preceding number.
          if depth == 0 { return position > start ? .end(position) : .none }
          depth -= 1
          if depth == 0 { return .end(position + 1) }
        case UInt8(ascii: ","):
          if depth == 0 { return position > start ? .end(position) : .none }
        default: break
        }
      }
      position += 1
    }
    return .unfinished
  }
}
