import Markdown

/// The sections of a document that are omitted if a condition does not hold.
struct ConditionalSections<Context: LiterateContext>: Sendable {
  private struct Section {
    let conditions: [Condition<Context>]
    /// The index of the enclosing conditional section.
    let parent: Int?
    /// The conditions of this section and those around it, as written.
    let requirements: Set<String>
  }

  /// The sections from outermost to innermost, in document order.
  private var sections: [Section] = []
  /// The index of the innermost section around each line.
  private var innermost: [Int: Int] = [:]

  /// Whether the document has no conditional sections.
  var isEmpty: Bool { sections.isEmpty }

  init() {}

  /// Finds the lines of sections: each extends to the next heading of the same or a higher rank.
  ///
  /// - Parameters:
  ///   - page: The document.
  ///   - lineCount: The number of its lines.
  ///   - conditions: The conditions of each heading.
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

  /// The conditions of all sections.
  var conditions: [Condition<Context>] { sections.flatMap(\.conditions) }

  /// What the conditions measure of each review.
  var measures: [ReviewMeasure<Context>] {
    sections.flatMap(\.conditions).flatMap(\.expression.aggregates).map(\.measure)
  }

  /// The conditions under which a line is woven, as written.
  func requirements(ofLine line: Int) -> Set<String> {
    innermost[line].map { sections[$0].requirements } ?? []
  }

  /// Evaluates the conditions.
  ///
  /// - Parameter holds: Evaluates a condition.
  /// - Returns: The numbers of the sections whose conditions do not hold, and of those within them.
  func omitted(where holds: (Condition<Context>) -> Bool) -> Set<Int> {
    var leftOut: Set<Int> = []
    for (number, section) in sections.enumerated() {
      if let parent = section.parent, leftOut.contains(parent) {
        leftOut.insert(number)
      } else if !section.conditions.allSatisfy(holds) {
        leftOut.insert(number)
      }
    }
    return leftOut
  }

  /// Returns the text with empty lines in place of some sections.
  func remainder(of text: String, without leftOut: Set<Int>) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      innermost[index + 1].map(leftOut.contains) == true ? "" : line
    }.joined(separator: "\n")
  }
}
