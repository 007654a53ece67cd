import Blocks
import Spooling

/// A text of plain parts and of words that are marked by a step only, in two pieces of memory.
struct CompactExcerpt: Recordable {
  private let text: String
  /// The length of each part in bytes, times sixteen, plus the step of a word from 1 to 13, or 0 for a plain part.
  private let parts: [UInt32]

  /// Copies a text.
  ///
  /// - Parameter marked: Plain parts and words without a title, an id, other steps or a value.
  init(_ marked: MarkedText) {
    var text = ""
    var parts: [UInt32] = []
    for segment in marked.segments {
      switch segment {
      case .plain(let part), .unread(let part, _):
        text += part
        parts.append(UInt32(part.utf8.count) << 4)
      case .word(let word, let mark):
        text += word
        let step = max(-MarkedText.Mark.steps, min(MarkedText.Mark.steps, mark.step))
        parts.append(UInt32(word.utf8.count) << 4 | UInt32(step + MarkedText.Mark.steps + 1))
      }
    }
    self.text = text
    self.parts = parts
  }

  init(from record: inout RecordReader) {
    text = record.text()
    parts = record.integers().map { UInt32(truncatingIfNeeded: $0) }
  }

  func record(to record: inout RecordWriter) {
    record.write(text)
    record.write(parts.map { Int($0) })
  }

  /// The text.
  var marked: MarkedText {
    var start = text.utf8.startIndex
    return MarkedText(
      parts.map { part in
        let end =
          text.utf8.index(start, offsetBy: Int(part >> 4), limitedBy: text.endIndex)
          ?? text.endIndex
        defer { start = end }
        guard part & 15 > 0 else { return .plain(text[start..<end]) }
        return .word(
          text[start..<end], MarkedText.Mark(step: Int(part & 15) - MarkedText.Mark.steps - 1))
      })
  }
}
