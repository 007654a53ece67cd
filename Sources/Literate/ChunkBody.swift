import Markdown
import SourceText

/// The lines between the fences of a chunk: one `key: value` option per line.
enum ChunkBody {
  /// Reads the lines.
  ///
  /// A line that begins with a space continues the value of the line above.
  ///
  /// - Parameters:
  ///   - fence: The lines.
  ///   - lines: The file, for source locations.
  ///   - problems: Collects the problems found.
  /// - Returns: The options in order.
  static func items(
    of fence: Slot.Fence, in lines: SourceLines, problems: inout Diagnostics
  ) -> [Options.Item] {
    var items: [Options.Item] = []
    for line in fence.lines {
      let text = line.text.trimmed
      if text.isEmpty { continue }
      let start = Word(
        text: String(text),
        location: lines.location(line: line.number, utf8Column: line.utf8Column))
      if line.text.first?.isWhitespace == true, let last = items.popLast() {
        items.append(last.continued(start.text, at: start.location))
      } else if let item = item(start) {
        items.append(item)
      } else {
        problems.report(
          Diagnostic(
            "this line is not 'key: value'", at: start.location,
            hint: "start a line with a space to continue the value above"))
      }
    }
    return items
  }

  private static func item(_ line: Word) -> Options.Item? {
    guard let colon = line.text.firstIndex(of: ":"), Grammar.isKey(line.text[..<colon]) else {
      return nil
    }
    let rest = line.text[line.text.index(after: colon)...]
    let value = rest.trimmed
    let offset = line.text.count - rest.drop { $0.isWhitespace }.count
    return Options.Item(
      key: String(line.text[..<colon]), value: String(value), keyLocation: line.location,
      valueLocation: line.dropFirst(offset).location)
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The text without leading and trailing white space.
  var trimmed: Substring {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
