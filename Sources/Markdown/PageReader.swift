import Foundation
import HTML
import SourceText

/// Traverses the nodes of a Markdown tree once, in page order.
struct PageReader: ~Copyable {
  var slots: [Slot] = []
  private(set) var headings: [MarkdownPage.Heading] = []
  var links: [MarkdownPage.Link] = []
  var problems: [Diagnostic] = []

  var document: MarkdownDocument
  let lines: SourceLines
  let lineOffset: Int
  let columnOffset: Int
  let isLine: Bool
  /// Whether to warn about syntax of other tools, which costs more than all other checks.
  var findsLookalikes = true
  /// The text of headings and table headers, with marks, by node index.
  var texts: [Int: String] = [:]
  var braces: [Int: HeadingBraces] = [:]
  /// The nodes that are shown otherwise than they were parsed.
  var edits: [Int: MarkdownTree.Edit] = [:]

  /// Parses a whole document.
  init(parsing text: String, in lines: SourceLines) {
    document = MarkdownDocument(parsing: text)
    self.lines = lines
    lineOffset = 0
    columnOffset = 0
    isLine = false
  }

  /// Parses a line from inside a file.
  init(parsing line: String, in lines: SourceLines, lineOffset: Int, columnOffset: Int) {
    document = MarkdownDocument(parsing: line)
    self.lines = lines
    self.lineOffset = lineOffset
    self.columnOffset = columnOffset
    isLine = true
  }

  /// Finds slots, headings, links and problems, and replaces slots by marks.
  mutating func read() {
    for number in document.nodes.indices { read(number) }
    warnOfImages()
    for (number, node) in document.nodes.enumerated() {
      guard case .heading(let level) = node.kind else { continue }
      headings.append(
        MarkdownPage.Heading(
          level: level, text: Mark.slots(in: texts[number] ?? ""),
          label: braces[number]?.label, options: braces[number]?.options ?? [],
          isTopLevel: node.parent == 0, location: place(node), line: node.line))
    }
    if !isLine { warnOfHeadings() }
    if findsLookalikes { warnOfLookalikes() }
  }

  /// The lines of definitions, if there are headings with options.
  var definitionLines: Set<Int> {
    headings.allSatisfy(\.options.isEmpty) ? [] : Definitions.lines(of: document.nodes, in: lines)
  }

  /// The link reference definitions, and placeholders for footnote definitions.
  var definitions: [String: String] {
    isLine || !lines.source.text.contains("]:")
      ? [:] : Definitions.texts(of: document.nodes, in: lines)
  }

  /// The tree of the page.
  var tree: MarkdownTree { MarkdownTree(nodes: document.nodes, edits: edits) }

  /// Renders the page in parts: what precedes its title, the title, and what follows, or the whole page if it has no title.
  borrowing func dressedMarkup() -> [HTMLTemplate<Mark>] {
    let tables = document.nodes.indices.filter { document.nodes[$0].kind == .table }
    let names = tables.map { table in
      let text = texts[table] ?? ""
      return Mark.escaped(text.isEmpty ? "Table" : "Table: \(text)")
    }
    var dressing = HTMLPostprocessor(tableLabels: names, isLine: isLine)
    return dressing.dress(document.html()).map { part in
      HTMLTemplate(reading: part, isAuthors: true) { Mark($0, isInTag: $1) }
    }
  }

  private mutating func read(_ number: Int) {
    let node = document.nodes[number]
    checkCharacters(node)
    switch node.kind {
    case .text: readText(number, node)
    case .code: readSpan(number, node)
    case .softBreak, .lineBreak: note(" ", of: number)
    case .fence(let info, let length) where info.hasPrefix("{"):
      readFence(number, node, info: info, length: length)
    case .blockQuote: readCallout(number)
    case .html: readRawHTML(number, node)
    case .link, .image: readAddress(node)
    case .footnoteReference where isLine:
      report(
        "a footnote is not allowed in a caption, a title or the sentence of a claim", at: node,
        hint: "move it to the text, or write a link")
    case .footnoteReference where isInside(.link, number):
      report("a footnote is not allowed in a link", at: node, hint: "move it after the link")
    case .tableCell: readCell(number, node)
    default: break
    }
  }

  /// Whether a node is inside one of a kind.
  func isInside(_ kind: MarkdownNode.Kind, _ number: Int) -> Bool {
    var current = document.nodes[number].parent
    while let ancestor = current {
      if document.nodes[ancestor].kind == kind { return true }
      current = document.nodes[ancestor].parent
    }
    return false
  }

  /// Records a problem.
  mutating func report(
    _ message: String, at node: MarkdownNode, hint: String? = nil,
    severity: Diagnostic.Severity = .error
  ) {
    problems.append(Diagnostic(message, at: place(node), hint: hint, severity: severity))
  }

  /// Returns the place of a node in the file.
  func place(_ node: MarkdownNode) -> SourceLocation {
    lines.location(
      line: node.line + lineOffset,
      utf8Column: node.utf8Column + (node.line == 1 ? columnOffset : 0))
  }
}
