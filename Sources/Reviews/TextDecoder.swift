internal import Foundation
internal import SourceText

/// Decodes a text into UTF-8 a piece after another; what a piece has of a character that continues waits for the next.
struct TextDecoder {
  private enum Form {
    case utf8
    case utf16(isLittle: Bool)
    /// One byte per character.
    case bytes(String.Encoding)
    /// Several bytes per character, none of which is a line feed.
    case lines(String.Encoding)
  }

  private let form: Form
  /// The length of the byte order mark.
  let start: Int
  private var rest: [UInt8] = []

  /// Chooses the encoding of a text; nil if the text can only be decoded as a whole.
  ///
  /// - Parameters:
  ///   - head: Its first bytes.
  ///   - asked: The encoding chosen by the user; a byte order mark takes precedence.
  init?(head: [UInt8], as asked: TextEncoding?) {
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      (form, start) = (.utf16(isLittle: head[0] == 0xFF), 2)
      return
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      (form, start) = (.utf8, 3)
      return
    }
    start = 0
    switch asked?.encoding {
    case nil, .utf8?: form = .utf8
    case .utf16LittleEndian?: form = .utf16(isLittle: true)
    case .utf16BigEndian?: form = .utf16(isLittle: false)
    case .shiftJIS?: form = .lines(.shiftJIS)
    // Its bytes mean what an escape sequence on any earlier line says.
    case .iso2022JP?: return nil
    case let encoding?: form = .bytes(encoding)
    }
  }

  /// Whether the text is UTF-8 already.
  var isCopying: Bool { if case .utf8 = form { true } else { false } }

  /// Decodes the next piece.
  ///
  /// - Parameters:
  ///   - piece: The bytes after the byte order mark.
  ///   - isLast: Whether it is the last piece.
  /// - Returns: UTF-8; nil if the bytes are not text in this encoding, or if they contain a NUL byte.
  mutating func next(_ piece: ArraySlice<UInt8>, isLast: Bool) -> ArraySlice<UInt8>? {
    let bytes = rest.isEmpty ? piece : rest[...] + piece
    let end = isLast ? bytes.endIndex : end(in: bytes)
    rest = Array(bytes[end...])
    guard let text = text(bytes[..<end]), !text.contains(0) else { return nil }
    return text
  }

  /// Returns where the last whole character ends.
  private func end(in bytes: ArraySlice<UInt8>) -> Int {
    switch form {
    case .bytes: return bytes.endIndex
    case .lines:
      return bytes.lastIndex(of: .lineFeed).map { $0 + 1 } ?? bytes.startIndex
    case .utf16(let isLittle):
      let end = bytes.endIndex - bytes.count % 2
      guard end > bytes.startIndex else { return end }
      let high = bytes[isLittle ? end - 1 : end - 2]
      return (0xD8...0xDB).contains(high) ? end - 2 : end
    case .utf8:
      // A character begins at most three bytes before the end, unless the bytes are invalid.
      let start = bytes.indices.suffix(3).last { bytes[$0] & 0xC0 != 0x80 }
      return start.flatMap { bytes[$0] >= 0xC0 ? $0 : nil } ?? bytes.endIndex
    }
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    switch form {
    case .utf8: (try? UTF8Span(validating: bytes.span)) == nil ? nil : bytes
    case .utf16(let isLittle): TextEncoding.utf8(ofUTF16: bytes, isLittle: isLittle).map { $0[...] }
    case .bytes(let encoding), .lines(let encoding):
      String(data: Data(bytes), encoding: encoding).map { Array($0.utf8)[...] }
    }
  }
}
