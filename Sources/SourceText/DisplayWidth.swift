extension StringProtocol {
  /// The number of terminal columns that the text takes on one line.
  ///
  /// The unit is the grapheme cluster. Letters take one column, East Asian wide characters and emoji two, and combining
  /// marks, controls and invisible characters none. Escape sequences that set colours (`ESC [ … m`) are skipped.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  /// - Source: Unicode Standard Annexes 11 (East Asian Width) and 29 (grapheme clusters), and Technical Standard 51 (emoji).
  package var displayWidth: Int {
    if utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return utf8.count }
    return printed.reduce(0) { $0 + $1.displayWidth }
  }

  /// The characters without escape sequences.
  private var printed: [Character] {
    var result: [Character] = []
    var rest = self[...]
    while let character = rest.popFirst() {
      if character == "\u{1B}", rest.first == "[" {
        rest = rest.dropFirst().drop { !("@"..."~" ~= ($0.unicodeScalars.first ?? "@")) }
          .dropFirst()
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// The text, without escape sequences, cut to a number of columns, with an ellipsis in place of the rest.
  ///
  /// - Parameter width: The number of columns.
  /// - Returns: The text itself if it fits; otherwise a beginning of it and `…`.
  package func cut(to width: Int) -> String {
    if displayWidth <= width { return String(self) }
    return width < 1 ? "" : String(prefix(fitting: width - 1)) + "…"
  }

  /// The text, without escape sequences, in lines of at most some number of columns, broken at spaces and within longer words.
  ///
  /// A character that is wider than a line stands alone on its line.
  ///
  /// - Parameter width: The number of columns.
  /// - Returns: At least one line.
  package func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty {
        if line.displayWidth + 1 + word.displayWidth <= width {
          line += " \(word)"
          continue
        }
        lines.append(line)
      }
      var rest = word[...]
      while true {
        let fitting = rest.prefix(fitting: width)
        let start = fitting.isEmpty ? rest.prefix(1) : fitting
        if start.endIndex == rest.endIndex { break }
        lines.append(String(start))
        rest = rest[start.endIndex...]
      }
      line = String(rest)
    }
    return lines + [line]
  }

  /// Returns the longest beginning that fits into a number of columns.
  private func prefix(fitting width: Int) -> SubSequence {
    var total = 0
    return prefix { character in
      total += character.displayWidth
      return total <= width
    }
  }
}

extension Character {
  /// The number of terminal columns: 0, 1 or 2.
  fileprivate var displayWidth: Int {
    let scalars = unicodeScalars
    guard let base = scalars.first else { return 0 }
    let marks = scalars.dropFirst()
    if base.properties.isEmoji {
      // The presentation selectors choose between the emoji and the text of the same number.
      let vowels = marks.count { $0 == "\u{E33}" || $0 == "\u{EB3}" }
      if marks.contains("\u{FE0F}") { return 2 + vowels }
      if marks.first == "\u{FE0E}" { return 1 + vowels }
    }
    // Joined emoji, the letters of a flag and the consonants of a conjunct share two columns.
    let width = marks.reduce(base.displayWidth) { width, mark in
      width + (mark.properties.generalCategory == .spacingMark ? 1 : mark.displayWidth)
    }
    // The Thai and Lao vowel am belongs to its cluster, but stands beside the consonant.
    let vowels = marks.count { $0 == "\u{E33}" || $0 == "\u{EB3}" }
    return min(width - vowels, 2) + vowels
  }
}

extension Unicode.Scalar {
  /// The number of terminal columns of the character alone: 0, 1 or 2.
  fileprivate var displayWidth: Int {
    switch value {
    case 0x20..<0x7F: return 1
    // The vowels and final consonants of a Korean syllable stand below or beside its first consonant.
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: return 0
    // Formatting characters with a shape: the soft hyphen, and signs that enclose the digits after them.
    case 0xAD, 0x0600...0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD: return 1
    case _ where isWide: return 2
    default: break
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark, .control, .format, .lineSeparator,
      .paragraphSeparator:
      return 0
    default: return properties.isDefaultIgnorableCodePoint ? 0 : 1
    }
  }

  private var isWide: Bool {
    guard value >= 0x1100 else { return false }
    var (low, high) = (0, Self.wide.count)
    while low < high {
      let middle = (low + high) / 2
      if Self.wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < Self.wide.count && Self.wide[low].contains(value)
  }
}
