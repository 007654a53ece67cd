import Markdown

/// The sections of a document that are left out where a condition does not hold.
struct ConditionalSections<Context: LiterateContext>: Sendable {
  private struct Section {
    let conditions: [Condition<Context>]
    /// The number of the conditional section around it.
    let parent: Int?
    /// Its conditions and those around it, as written.
    let requirements: Set<String>
  }

  /// From the outside to the inside, in the order of the text.
  private var sections: [Section] = []
  /// The number of the innermost section around a line.
  private var innermost: [Int: Int] = [:]

  /// Whether the whole document is always woven.
  var isEmpty: Bool { sections.isEmpty }

  init() {}

  /// Finds the lines of sections: each goes on to the next heading that stands as high.
  ///
  /// - Parameters:
  ///   - page: The document.
  ///   - lineCount: The number of its lines.
  ///   - conditions: Those of each heading.
  init(of page: MarkdownPage, lineCount: Int, conditions: [[Condition<Context>]]) {
    var open: [(level: Int, number: Int, start: Int)] = []
    var ranges: [Int: Range<Int>] = [:]
    func close(_ level: Int, at line: Int) {
      while let last = open.last, last.level >= level {
        ranges[last.number] = last.start..<line
        open.removeLast()
      }
    }
    for (heading, conditions) in zip(page.headings, conditions) where heading.isTopLevel {
      close(heading.level, at: heading.line)
      if conditions.isEmpty { continue }
      let parent = open.last?.number
      let outer = parent.map { sections[$0].requirements } ?? []
      open.append((heading.level, sections.count, heading.line))
      sections.append(
        Section(
          conditions: conditions, parent: parent,
          requirements: outer.union(conditions.map(\.text))))
    }
    close(0, at: lineCount + 1)
    for number in sections.indices {
      for line in ranges[number] ?? 0..<0 where !page.definitionLines.contains(line) {
        innermost[line] = number
      }
    }
  }

  /// The conditions under which a line is woven, as written.
  func requirements(ofLine line: Int) -> Set<String> {
    innermost[line].map { sections[$0].requirements } ?? []
  }

  /// The text without the sections whose conditions don't hold, with empty lines in their places.
  ///
  /// - Parameters:
  ///   - text: The whole text.
  ///   - weaving: What conditions are measured in.
  /// - Returns: Nil when nothing is left out.
  func remainder(of text: String, _ weaving: inout Weaving<Context>) -> String? {
    var leftOut: Set<Int> = []
    for (number, section) in sections.enumerated() {
      if let parent = section.parent, leftOut.contains(parent) {
        leftOut.insert(number)
      } else if !section.conditions.allSatisfy({ $0.holds(&weaving) }) {
        leftOut.insert(number)
      }
    }
    if leftOut.isEmpty { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      innermost[index + 1].map(leftOut.contains) == true ? "" : line
    }.joined(separator: "\n")
  }
}
