import Markdown
import SourceText

/// The conditions in the braces of headings that contain spaces, which are in parentheses: `when=(review.words > 100)`.
enum HeadingCondition {
  private static let starts = ["when=(", "unless=("]

  /// Returns words, joining those of a condition in parentheses.
  ///
  /// Words keep their distances, so that each character of a joined word is at its place.
  static func joined(_ words: [Word]) -> [Word] {
    var joined: [Word] = []
    var depth = 0
    for word in words {
      if depth > 0, let last = joined.popLast() {
        let end = (last.location.column ?? 0) + last.text.count
        let gap = max(1, min(100, (word.location.column ?? 0) - end))
        joined.append(
          Word(
            text: last.text + String(repeating: " ", count: gap) + word.text,
            location: last.location))
      } else if starts.contains(where: { word.text.hasPrefix($0) }) {
        joined.append(word)
      } else {
        joined.append(word)
        continue
      }
      depth += word.text.count { $0 == "(" } - word.text.count { $0 == ")" }
    }
    return joined
  }

  /// Returns a condition in parentheses as an option; nil for any other word.
  static func item(_ word: Word) -> Options.Item? {
    guard starts.contains(where: { word.text.hasPrefix($0) }),
      let equals = word.text.firstIndex(of: "=")
    else { return nil }
    let key = word.text[..<equals]
    return Options.Item(
      key: String(key), value: String(word.text[word.text.index(after: equals)...]),
      keyLocation: word.location, valueLocation: word.dropFirst(key.count + 1).location)
  }
}
