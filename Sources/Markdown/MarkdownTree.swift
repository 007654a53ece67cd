import Blocks

/// The tree of a Markdown document, with its slots, converted to blocks on demand.
struct MarkdownTree: Hashable, Sendable {
  /// A node that is shown otherwise than it was parsed.
  enum Edit: Hashable, Sendable {
    case text(String)
    case slot(Int)
    case callout(Callout)
    case removed
  }

  private let nodes: [MarkdownNode]
  private var edits: [Int: Edit]

  /// The deepest nesting to keep; deeper content becomes the text of the block around it.
  private static let depthLimit = 100

  /// Creates a tree.
  ///
  /// - Parameters:
  ///   - nodes: The nodes as parsed, each after its parent.
  ///   - edits: The edits by the index of their node.
  init(nodes: [MarkdownNode], edits: [Int: Edit]) {
    self.nodes = nodes
    self.edits = edits
  }

  /// Removes the first heading.
  mutating func removeFirstHeading() {
    let first = nodes.firstIndex { if case .heading = $0.kind { true } else { false } }
    if let first { edits[first] = .removed }
  }

  /// The document as blocks, with the texts of footnotes at the end.
  var blocks: [Block] {
    guard !nodes.isEmpty else { return [] }
    return MarkdownTreeReader(nodes: nodes, edits: edits, depthLimit: Self.depthLimit).document
  }
}

/// Converts nodes to blocks.
private struct MarkdownTreeReader {
  let nodes: [MarkdownNode]
  let edits: [Int: MarkdownTree.Edit]
  let depthLimit: Int
  private let children: [[Int]]

  init(nodes: [MarkdownNode], edits: [Int: MarkdownTree.Edit], depthLimit: Int) {
    self.nodes = nodes
    self.edits = edits
    self.depthLimit = depthLimit
    var children = [[Int]](repeating: [], count: nodes.count)
    for (number, node) in nodes.enumerated() where edits[number] != .removed {
      if let parent = node.parent { children[parent].append(number) }
    }
    self.children = children
  }

  var document: [Block] {
    let notes = children[0].filter { nodes[$0].kind == .footnoteDefinition }
    let blocks = blocks(of: 0, depth: 0)
    if notes.isEmpty { return blocks }
    let texts = notes.enumerated().map { index, note in
      Block.Footnote(name: "\(index + 1)", blocks: self.blocks(of: note, depth: 1))
    }
    return blocks + [.footnotes(texts)]
  }

  private func blocks(of parent: Int, depth: Int) -> [Block] {
    guard depth < depthLimit else { return [.paragraph(Phrase(words(below: parent)))] }
    return children[parent].flatMap { block($0, depth: depth + 1) }
  }

  private func block(_ number: Int, depth: Int) -> [Block] {
    let node = nodes[number]
    if case .slot(let slot)? = edits[number] { return [.slot(slot)] }
    switch node.kind {
    case .paragraph: return [.paragraph(phrase(of: number, depth: depth))]
    case .heading(let level): return [.heading(phrase(of: number, depth: depth), level: level)]
    case .blockQuote:
      let inner = blocks(of: number, depth: depth)
      if case .callout(let kind)? = edits[number] { return [.note(kind: kind.rawValue, inner)] }
      return [.quote(inner)]
    case .list(let start):
      let items = children[number].map { item($0, depth: depth + 1) }
      return [.list(Block.List(items, start: start))]
    case .fence(let info, _):
      let language = info.prefix { !$0.isWhitespace }
      return [.code(node.literal, language: String(language))]
    case .literal: return [.code(node.literal)]
    case .rule: return [.rule]
    case .table: return [.table(table(number, depth: depth))]
    case .html, .footnoteDefinition: return []
    default: return blocks(of: number, depth: depth)
    }
  }

  private func item(_ number: Int, depth: Int) -> [Block] {
    var blocks = blocks(of: number, depth: depth)
    guard case .item(let isDone?) = nodes[number].kind else { return blocks }
    let box: Phrase = isDone ? "☑ " : "☐ "
    if case .paragraph(let text, let style)? = blocks.first {
      blocks[0] = .paragraph(box + text, style: style)
    } else {
      blocks.insert(.paragraph(box), at: 0)
    }
    return blocks
  }

  private func table(_ number: Int, depth: Int) -> Table {
    let rows = children[number].map { row in
      children[row].map { phrase(of: $0, depth: depth + 2) }
    }
    return Table(
      columns: (rows.first ?? []).map { Table.Column($0) },
      rows: rows.dropFirst().map { Table.Row($0.map { Table.Cell($0) }) })
  }

  private func phrase(of parent: Int, depth: Int) -> Phrase {
    guard depth < depthLimit else { return Phrase(words(below: parent)) }
    var phrase = Phrase()
    for number in children[parent] { phrase += inline(number, depth: depth + 1) }
    return phrase
  }

  private func inline(_ number: Int, depth: Int) -> Phrase {
    let node = nodes[number]
    switch edits[number] {
    case .slot(let slot): return Phrase(.slot(slot))
    case .text(let text): return node.kind == .code ? .code(text) : Phrase(text)
    default: break
    }
    switch node.kind {
    case .text: return Phrase(node.literal)
    case .code: return .code(node.literal)
    case .softBreak: return " "
    case .lineBreak: return Phrase(.lineBreak)
    case .emphasis: return Phrase(.emphasis(phrase(of: number, depth: depth)))
    case .strong: return .strong(phrase(of: number, depth: depth))
    case .deleted: return Phrase(.deleted(phrase(of: number, depth: depth)))
    case .link: return .link(phrase(of: number, depth: depth), to: node.literal)
    case .footnoteReference: return Phrase(.footnote(node.literal))
    case .html: return Phrase()
    // An image is described by the words of its description.
    default: return phrase(of: number, depth: depth)
    }
  }

  /// Returns the text of all nodes below one.
  private func words(below parent: Int) -> String {
    var words = ""
    var open: Set = [parent]
    for number in nodes.indices.dropFirst(parent + 1) {
      guard let above = nodes[number].parent, open.contains(above) else { break }
      open.insert(number)
      switch nodes[number].kind {
      case .text, .code: words += nodes[number].literal
      case .softBreak, .lineBreak, .paragraph: words += " "
      default: break
      }
    }
    return words
  }
}
