import SourceText

/// Warnings about valid Markdown with accessibility or encoding problems.
extension PageReader {
  /// Warns of images without a description, which screen readers cannot convey.
  mutating func warnOfImages() {
    let nodes = document.nodes
    var bare = Set(nodes.indices.filter { nodes[$0].kind == .image })
    for node in nodes where [.text, .code].contains(node.kind) {
      if node.literal.allSatisfy({ $0.isWhitespace }) { continue }
      var ancestor = bare.isEmpty ? nil : node.parent
      while let number = ancestor {
        bare.remove(number)
        ancestor = nodes[number].parent
      }
    }
    for (number, node) in nodes.enumerated() where bare.contains(number) {
      report(
        "this image has no description", at: node,
        hint: "add a description: ![a map](\(node.literal))", severity: .warning)
    }
  }

  /// Warns of skipped heading levels: screen-reader users navigate by headings; the page's title is
  /// the first.
  mutating func warnOfHeadings() {
    var last = 1
    for heading in headings {
      if heading.level > last + 1 {
        problems.append(
          Diagnostic(
            "a heading of level \(heading.level) follows one of level \(last)",
            at: heading.location,
            hint: "write '\(String(repeating: "#", count: last + 1))' here", severity: .warning))
      }
      last = heading.level
    }
  }

  /// Entities such as `&#1;` can produce control characters.
  mutating func checkCharacters(_ node: MarkdownNode) {
    let scalars = (node.literal + node.title).unicodeScalars
    guard let bad = scalars.first(where: { !$0.isAllowedInHTML }) else { return }
    let code = String(bad.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
    report("the character U+\(padded) is not allowed in a page", at: node, hint: "remove it")
  }

  /// Warns about syntax of other tools, which is shown literally and would otherwise only be noticed on the page.
  mutating func warnOfLookalikes() {
    var lookalikes = Lookalikes(lines)
    if isLine {
      lookalikes.read(from: lineOffset + 1, to: lineOffset + 1, utf8Column: columnOffset + 3)
    } else {
      for node in document.nodes {
        switch node.kind {
        case .paragraph, .heading, .table:
          lookalikes.read(from: node.line, to: node.lastLine, utf8Column: node.utf8Column)
        default: break
        }
      }
    }
    for code in document.nodes where code.kind == .code {
      guard let problem = Lookalikes.problem(ofCode: code.literal) else { continue }
      report(problem.message, at: code, hint: problem.hint, severity: .warning)
    }
    problems += lookalikes.problems
  }
}
