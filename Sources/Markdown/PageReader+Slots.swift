extension PageReader {
  /// Replaces a code span that begins with a brace by a mark, and `{{` by a brace.
  mutating func readSpan(_ number: Int, _ node: MarkdownNode) {
    if node.literal.hasPrefix("{{") {
      let isDoubled = node.literal.hasSuffix("}}")
      let text = String(node.literal.dropFirst().dropLast(isDoubled ? 1 : 0))
      document.setText(of: number, to: text)
      edits[number] = .text(text)
      note(text, of: number)
    } else if node.literal.hasPrefix("{") {
      let around: Slot.Surroundings =
        isInside(.image, number) ? .description : isInside(.link, number) ? .link : .text
      let mark = (around == .description ? Mark.text(slots.count) : .markup(slots.count)).source
      document.replaceInline(number, withText: mark)
      edits[number] = .slot(slots.count)
      note(mark, of: number)
      addSlot(node.literal, node, utf8Column: node.utf8Column, .span(around))
    } else {
      note(node.literal, of: number)
    }
  }

  /// Replaces a fence whose info begins with a brace by a mark.
  mutating func readFence(_ number: Int, _ node: MarkdownNode, info: String, length: Int) {
    document.replaceBlock(number, withMarkup: Mark.markup(slots.count).source)
    edits[number] = .slot(slots.count)
    let body = node.literal.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let first = node.line + 1
    let fenceLines = body.enumerated().map { index, text in
      Slot.Line(
        text: String(text), number: first + index,
        utf8Column: column(ofTrimmed: text, inLine: first + index))
    }
    let last = lines.text(ofLine: first + body.count).drop { " \t>".contains($0) }
    let isClosed = last.prefix { $0 == "`" || $0 == "~" }.count >= length
    addSlot(
      info, node, utf8Column: node.utf8Column + length,
      .fence(
        Slot.Fence(lines: fenceLines, isClosed: isClosed, isTopLevel: node.parent == 0)))
  }

  /// Returns the byte column at which a line's first word begins, after the markers of enclosing blocks.
  private func column(ofTrimmed text: Substring, inLine line: Int) -> Int {
    let words = text.drop { $0 == " " || $0 == "\t" }
    return lines.text(ofLine: line).utf8.count - words.utf8.count + 1
  }

  private mutating func addSlot(
    _ text: String, _ node: MarkdownNode, utf8Column: Int, _ content: Slot.Content
  ) {
    let words = lines.words(
      of: text, line: node.line + lineOffset,
      utf8Column: utf8Column + (node.line == 1 ? columnOffset : 0))
    slots.append(Slot(text: text, words: words, content: content, line: node.line + lineOffset))
  }
}
