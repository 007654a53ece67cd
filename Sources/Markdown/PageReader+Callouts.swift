import SourceText

extension PageReader {
  /// Converts `> [!NOTE]` to a margin note.
  mutating func readCallout(_ number: Int) {
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
}
