import Foundation
import HTML
import SourceText

/// Traverses the nodes of a Markdown tree once, in page order.
struct PageReader: ~Copyable {
  private(set) var slots: [Slot] = []
  private(set) var headings: [MarkdownPage.Heading] = []
  private(set) var links: [MarkdownPage.Link] = []
  var problems: [Diagnostic] = []

  private(set) var document: MarkdownDocument
  let lines: SourceLines
  let lineOffset: Int
  let columnOffset: Int
  let isLine: Bool
  /// Whether to warn about syntax of other tools, which costs more than all other checks.
  var findsLookalikes = true
  /// The text of headings and table headers, with marks, by node index.
  private var texts: [Int: String] = [:]
  private var braces: [Int: HeadingBraces] = [:]
  /// The nodes that are shown otherwise than they were parsed.
  private var edits: [Int: MarkdownTree.Edit] = [:]

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

  /// Warns about syntax of other tools, which is shown literally and would otherwise only be noticed on the page.
  private mutating func warnOfLookalikes() {
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

  private mutating func readText(_ number: Int, _ node: MarkdownNode) {
    note(readBraces(number, node) ?? node.literal, of: number)
  }

  /// Removes `{#sec-x when=path}` from the end of a heading.
  private mutating func readBraces(_ number: Int, _ node: MarkdownNode) -> String? {
    guard !isLine, let parent = node.parent, case .heading = document.nodes[parent].kind,
      number + 1 == document.nodes.count || document.nodes[number + 1].parent != parent,
      let found = HeadingBraces(endOf: node, in: lines)
    else { return nil }
    braces[parent] = found
    document.setText(of: number, to: found.rest)
    edits[number] = .text(found.rest)
    return found.rest
  }

  private mutating func readSpan(_ number: Int, _ node: MarkdownNode) {
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

  private mutating func readFence(_ number: Int, _ node: MarkdownNode, info: String, length: Int) {
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

  /// Converts `> [!NOTE]` to a margin note.
  private mutating func readCallout(_ number: Int) {
    let nodes = document.nodes
    let first = number + 2
    guard nodes.indices.contains(first), nodes[number + 1].kind == .paragraph,
      nodes[number + 1].parent == number, nodes[first].parent == number + 1,
      nodes[first].kind == .text, nodes[first].literal.hasPrefix("[!"),
      nodes[first].literal.hasSuffix("]")
    else { return }
    let next = nodes.indices.contains(first + 1) ? nodes[first + 1] : nil
    let hasMore = next?.parent == number + 1
    if hasMore && next?.kind != .softBreak && next?.kind != .lineBreak { return }
    // The parser drops the backslashes of `\[!NOTE\]`, but in the source they mark an ordinary quote.
    let written = lines.text(ofLine: nodes[first].line)
    guard written.contains(nodes[first].literal), !written.contains("\\[!") else { return }
    let name = nodes[first].literal.dropFirst(2).dropLast()
    guard let kind = Callout(rawValue: name.lowercased()) else {
      let hint = NearestName.hint(
        for: String(name), among: Callout.allCases.map { $0.rawValue.uppercased() })
      report("there is no callout '\(name)'", at: nodes[first], hint: hint)
      return
    }
    for removed in hasMore ? [first, first + 1] : [first] {
      document.remove(removed)
      edits[removed] = .removed
    }
    document.remove(number + 1)
    edits[number] = .callout(kind)
    document.retag(number, opening: kind.opening, closing: kind.closing)
  }

  private mutating func readRawHTML(_ number: Int, _ node: MarkdownNode) {
    let text = node.literal.drop { $0.isWhitespace }
    let end = text.range(of: "-->")?.upperBound
    let isComment =
      text.hasPrefix("<!--") && end.map { text[$0...].allSatisfy { $0.isWhitespace } } == true
    document.remove(number)
    // The end tag was reported with its start tag.
    if isComment || text.hasPrefix("</") { return }
    report(
      "raw HTML is not supported", at: node,
      hint: "write Markdown, or put it in backticks to show it as code", severity: .warning)
  }

  private mutating func readAddress(_ node: MarkdownNode) {
    links.append(
      MarkdownPage.Link(
        destination: node.literal, isImage: node.kind == .image, location: place(node),
        line: node.line + lineOffset))
    // Browsers ignore white space and control characters before and inside a scheme.
    let address = String(
      String.UnicodeScalarView(
        node.literal.unicodeScalars.filter {
          $0.value > 0x20 && $0.properties.generalCategory != .control
        })
    ).lowercased()
    let isPicture = ["png", "gif", "jpeg", "webp"].contains {
      address.hasPrefix("data:image/\($0)")
    }
    let forbidden = ["javascript:", "vbscript:", "file:", "data:"].first { address.hasPrefix($0) }
    if let forbidden, !isPicture {
      report("an address that begins with '\(forbidden)' is not allowed", at: node)
    }
  }

  private mutating func readCell(_ number: Int, _ node: MarkdownNode) {
    guard let head = node.parent, document.nodes[head].kind == .tableHeader,
      let table = document.nodes[head].parent
    else { return }
    texts[table] = texts[table].map { $0.isEmpty ? "" : "\($0), " } ?? ""
  }

  /// Appends text to the enclosing heading or table header.
  private mutating func note(_ text: String, of number: Int) {
    var current = document.nodes[number].parent
    while let ancestor = current {
      switch document.nodes[ancestor].kind {
      case .heading:
        texts[ancestor, default: ""] += text
        return
      case .tableHeader:
        if let table = document.nodes[ancestor].parent { texts[table, default: ""] += text }
        return
      case .paragraph, .table: return
      default: current = document.nodes[ancestor].parent
      }
    }
  }

  private func isInside(_ kind: MarkdownNode.Kind, _ number: Int) -> Bool {
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

  private func place(_ node: MarkdownNode) -> SourceLocation {
    lines.location(
      line: node.line + lineOffset,
      utf8Column: node.utf8Column + (node.line == 1 ? columnOffset : 0))
  }
}
