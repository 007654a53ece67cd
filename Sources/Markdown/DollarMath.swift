/// Detects formulas between dollar signs and distinguishes them from prices.
///
/// As in Pandoc, the opening dollar must precede a non-space, and the closing dollar must follow a non-space and not precede a
/// digit; in addition, the text between them must look like a formula rather than a sentence.
enum DollarMath {
  /// Returns the positions where formulas begin.
  ///
  /// - Parameter text: A line.
  /// - Returns: The byte offsets where formulas begin, and whether each is a display formula.
  static func places(in text: ShownLine) -> [(offset: Int, isDisplay: Bool)] {
    // Most lines have neither, and need not be split into characters.
    guard text.written.utf8.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "\\") })
    else { return [] }
    let characters = Array(text.shown)
    var found: [(Int, Bool)] = []
    var index = 0
    var offset = 0
    func advance(to end: Int) {
      for character in characters[index..<end] { offset += character.utf8.count }
      index = end
    }
    while index < characters.count {
      guard characters[index] == "$" else {
        advance(to: index + 1)
        continue
      }
      let run = characters[index...].prefix { $0 == "$" }.count
      let start = index + run
      if run <= 2, !isWord(characters, index - 1),
        let end = end(of: run, from: start, in: characters),
        looksLikeFormula(characters[start..<end])
      {
        found.append((offset, run == 2))
        advance(to: end + run)
      } else {
        advance(to: start)
      }
    }
    // TeX's own delimiters, whose backslash Markdown removes.
    for (opening, closing, isDisplay) in [("\\(", "\\)", false), ("\\[", "\\]", true)] {
      guard let first = text.written.firstRange(of: opening), let start = text.offset(of: opening),
        let last = text.written[first.upperBound...].firstRange(of: closing)
      else { continue }
      let inner = Array(text.written[first.upperBound..<last.lowerBound])
      if inner.contains(where: { "\\_^=".contains($0) }), looksLikeFormula(inner[...]) {
        found.append((start, isDisplay))
      }
    }
    return found
  }

  /// Returns the position of the closing dollars.
  private static func end(of run: Int, from start: Int, in text: [Character]) -> Int? {
    guard start < text.count, run == 2 || !text[start].isWhitespace else { return nil }
    var index = start
    while let next = text[index...].firstIndex(of: "$") {
      let length = text[next...].prefix { $0 == "$" }.count
      if length == run, next > start, run == 2 || !text[next - 1].isWhitespace,
        !(next + run < text.count && text[next + run].isNumber)
      {
        return next
      }
      // With single dollars the nearest one decides: a price in between begins another candidate.
      if run == 1, next > start, text[next - 1].isWhitespace || length == 1 { return nil }
      index = next + length
      if index >= text.count { return nil }
    }
    return nil
  }

  private static func isWord(_ text: [Character], _ index: Int) -> Bool {
    text.indices.contains(index) && (text[index].isLetter || text[index].isNumber)
  }

  /// Whether a text is a formula rather than words or amounts of money.
  static func looksLikeFormula(_ text: ArraySlice<Character>) -> Bool {
    let text = String(text).trimmingSpaces
    if text.isEmpty || text.count > 400 { return false }
    if text.contains(/\\[A-Za-z{}|,;!]/) { return true }
    let words = text.split { !$0.isLetter }
    let prose = words.filter { $0.count > 1 && !functions.contains($0.lowercased()) }
    let hasScripts = text.contains(/[A-Za-z0-9)\]}'][_^]/)
    if hasScripts { return !text.contains(" ") || prose.count < 3 }
    if words.isEmpty {
      // A single number, or numbers in an equation; "5, €6, 7" is neither.
      return text.wholeMatch(of: /-?[0-9.,]+%?/) != nil
        || text.contains(/[=<>≤≥≈]/)
          && text.allSatisfy { $0.isNumber || "=<>≤≥≈+-*/.,() ".contains($0) }
    }
    if !text.contains(" ") {
      let isName = text.allSatisfy { $0.isLetter || $0 == "'" } && text.count <= 3
      return isName || prose.isEmpty && text.contains(where: { $0.isLetter })
        || text.contains("(") && text.hasSuffix(")")
    }
    return prose.isEmpty && text.contains(/[=<>≤≥≈+\-*\/|,(∈∼~]/)
  }

  private static let functions: Set = [
    "log", "ln", "exp", "sin", "cos", "tan", "tanh", "max", "min", "argmax", "argmin", "softmax",
    "sigmoid", "relu", "pr", "var", "cov", "lim", "sup", "inf", "det", "dim", "ker", "sgn", "mod",
    "gcd", "dx", "dy", "dt", "dp", "df", "iff",
  ]
}

extension String {
  /// The text without leading and trailing spaces.
  fileprivate var trimmingSpaces: String {
    let start = drop { $0.isWhitespace }
    return String(start.dropLast(start.reversed().prefix { $0.isWhitespace }.count))
  }
}
