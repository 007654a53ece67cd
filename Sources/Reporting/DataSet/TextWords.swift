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
    func end() {
      if word.isEmpty { return }
      words.append(String(decoding: word, as: UTF8.self))
      word.removeAll(keepingCapacity: true)
    }
    let bytes = Array(text.utf8)
    // After the last ">" a "<" opens no tag.
    let close = bytes.lastIndex(of: UInt8(ascii: ">")) ?? -1
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "<") where place < close:
        end()
        while bytes[place] != UInt8(ascii: ">") { place += 1 }
      case 0x30...0x39, 0x61...0x7A, 0x80...: word.append(byte)
      case 0x41...0x5A: word.append(byte | 0x20)
      case UInt8(ascii: "'"): break
      default: end()
      }
      place += 1
    }
    end()
    return words
  }
}
