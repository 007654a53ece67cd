// The texts of headings and table headers.

extension PageReader {
  /// Notes a text, without the options at the end of a heading.
  mutating func readText(_ number: Int, _ node: MarkdownNode) {
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

  /// Separates the texts of the cells of a table header.
  mutating func readCell(_ number: Int, _ node: MarkdownNode) {
    guard let head = node.parent, document.nodes[head].kind == .tableHeader,
      let table = document.nodes[head].parent
    else { return }
    texts[table] = texts[table].map { $0.isEmpty ? "" : "\($0), " } ?? ""
  }

  /// Appends text to the enclosing heading or table header.
  mutating func note(_ text: String, of number: Int) {
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
}
