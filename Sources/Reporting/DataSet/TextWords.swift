/// The words of a whole text, for comparisons of texts: runs of letters, digits and apostrophes, without case and markup.
///
/// Unlike the model's tokens, they include what the model does not read.
enum TextWords {
  /// Returns the words of a text in order.
  ///
  /// - Complexity: O(*n*).
  static func of(_ text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var isTag = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): isTag = true
      case UInt8(ascii: ">"): isTag = false
      case _ where isTag: continue
      case 0x30...0x39, 0x61...0x7A, 0x80...:
        word.append(byte)
        continue
      case 0x41...0x5A:
        word.append(byte | 0x20)
        continue
      case UInt8(ascii: "'"): continue
      default: break
      }
      if !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word.removeAll(keepingCapacity: true)
      }
    }
    // A "<" that opens no tag would otherwise swallow the rest.
    if isTag, let start = text.lastIndex(of: "<") {
      return words + of(String(text[text.index(after: start)...]))
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}
